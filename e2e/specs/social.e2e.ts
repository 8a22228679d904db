/** Sign-in with a provider that this server plays: official components, the account portal, no network. */
import { findFreePort, launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { enterCode, signIn, signOut } from '../support/flows.ts'
import type { PageServer } from '../support/page-server.ts'
import { startPlainApp } from '../support/plain-app.ts'
import { comeAs, comeWith, letGoWrong } from '../support/played-provider.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let server: RunningKeywright
let apps: Record<'http' | 'https', PageServer>
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults

beforeAll(async () => {
  const port = await findFreePort()
  server = await startKeywright({ args: ['--https'], env: { APP_URL: `http://localhost:${port}` } })
  const { publishableKey, url } = server
  const domain = `keywright.localhost:${server.httpsPort}`
  const behind = await startPlainApp({ publishableKey, scriptsFrom: `https://clerk.${domain}`, port })
  apps = {
    http: await startPlainApp({ publishableKey, proxyUrl: url, scriptsFrom: url }),
    https: { ...behind, url: `https://app.${domain}` },
  }
  browser = await launchBrowser()
  await switchOn('Google')
})
afterAll(async () => {
  await browser?.close()
  await apps?.http.stop()
  await apps?.https.stop()
  await server?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser, { ignoreHTTPSErrors: true, patience: 20_000 }))
})
afterEach(async () => {
  await context.close()
  // The official components have the marks of providers from their maker, and no server can say otherwise.
  const strangers = faults.strangers.filter((url) => !/^https:\/\/img\.clerk\.com\/static\//.test(url))
  expect({ ...faults, strangers }).toEqual({ errors: [], strangers: [] })
})

/** As a developer does who has no credentials yet: one click. */
async function switchOn(provider: string): Promise<void> {
  const start = await browser.newPage()
  await start.goto(server.url)
  await start.getByRole('switch', { name: provider, exact: true }).check()
  await start.getByText(/^Saved /).waitFor()
  await start.close()
}

const withGoogle = () => page.getByRole('button', { name: /Continue with Google|Google/ }).click()
const signedInAs = (emailAddress: string) => page.getByText(`Signed in as ${emailAddress}`).waitFor()

interface KnownUser {
  id: string
  first_name: string | null
  email_addresses: { email_address: string; verification: { status: string; strategy: string } | null }[]
  external_accounts: { provider: string; email_address: string }[]
}

async function callBackend<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${server.apiUrl}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

const usersWith = (emailAddress: string) =>
  callBackend<KnownUser[]>(`/v1/users?${new URLSearchParams({ email_address: emailAddress })}`)

/** Whoever has no address has one account at the provider, which the next story needs as a stranger’s. */
async function forget(emailAddress: string): Promise<void> {
  const [user] = await usersWith(emailAddress)
  const response = await fetch(`${server.apiUrl}/v1/users/${user?.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${server.secretKey}` },
  })
  expect(response.status).toBe(200)
}

/** Somebody with a password, whose address a mail has proven. */
async function makePerson(emailAddress = newAddress()) {
  await callBackend('/v1/users', { email_address: [emailAddress], password })
  return { emailAddress, password }
}

describe.each(['http', 'https'] as const)('the official components over %s', (scheme) => {
  const at = (path: string) => `${apps[scheme].url}${path}`

  it('sign somebody up with Google, and in again', async () => {
    const emailAddress = newAddress()
    await page.goto(at('/sign-up'))
    await withGoogle()
    await page.waitForURL(/\/dev\/oauth\/google\//)
    expect(await page.title()).toBe('Google (development)')
    await comeWith(page, emailAddress)
    await signedInAs(emailAddress)
    await page.goto(at('/'))
    await signOut(page)
    await page.goto(at('/sign-in'))
    await withGoogle()
    await comeWith(page, emailAddress)
    await signedInAs(emailAddress)
    expect(await usersWith(emailAddress)).toMatchObject([
      { first_name: 'Own', external_accounts: [{ email_address: emailAddress }] },
    ])
  })

  it('take a stranger who signs in for a new user, and a user who signs up for who they are', async () => {
    const emailAddress = newAddress()
    await page.goto(at('/sign-in'))
    await withGoogle()
    await comeWith(page, emailAddress)
    await signedInAs(emailAddress)
    await page.goto(at('/'))
    await signOut(page)
    await page.goto(at('/sign-up'))
    await withGoogle()
    await comeWith(page, emailAddress)
    await signedInAs(emailAddress)
    expect(await usersWith(emailAddress)).toHaveLength(1)
  })

  it('say that somebody changed their mind at Google', async () => {
    await page.goto(at('/sign-in?steps-by-hash'))
    await withGoogle()
    await letGoWrong(page, /^Refuse/)
    await page.waitForURL(/\/sign-in/)
    await page.getByText('You did not grant access to your account.').waitFor()
  })
})

describe('the official components in a window of the provider', () => {
  /** The window is closed by the page that opened it. */
  async function inWindow(path: string, emailAddress: string): Promise<void> {
    await page.goto(`${apps.https.url}${path}?in-a-window`)
    const [opened] = await Promise.all([page.waitForEvent('popup'), withGoogle()])
    await comeWith(opened, emailAddress)
    await signedInAs(emailAddress)
  }

  it('sign somebody up, and in again', async () => {
    const emailAddress = newAddress()
    await inWindow('/sign-up', emailAddress)
    await page.goto(`${apps.https.url}/`)
    await signOut(page)
    await inWindow('/sign-in', emailAddress)
  })

  it('take a stranger who signs in for a new user', async () => {
    await inWindow('/sign-in', newAddress())
  })
})

describe('the official components', () => {
  const at = (path: string) => `${apps.http.url}${path}`

  it('ask for proof of an address that Google has not verified', async () => {
    const emailAddress = newAddress()
    await page.goto(at('/sign-up'))
    await withGoogle()
    await comeWith(page, emailAddress, { verified: false })
    await enterCode(page, await server.inbox.nextCode(emailAddress))
    await signedInAs(emailAddress)
  })

  it('ask for an address where Google knows none', async () => {
    const emailAddress = newAddress()
    await page.goto(at('/sign-up'))
    await withGoogle()
    await comeAs(page, /Katherine/)
    await page.getByLabel('Email address').fill(emailAddress)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await enterCode(page, await server.inbox.nextCode(emailAddress))
    await signedInAs(emailAddress)
    await forget(emailAddress)
  })

  it('let in to the account that has the same proven address', async () => {
    const { emailAddress } = await makePerson()
    await page.goto(at('/sign-in'))
    await withGoogle()
    await comeWith(page, emailAddress)
    await signedInAs(emailAddress)
    expect(await usersWith(emailAddress)).toMatchObject([
      { external_accounts: [{ email_address: emailAddress }] },
    ])
  })

  it('connect Google in the profile, and disconnect it', async () => {
    const person = await makePerson()
    await page.goto(at('/sign-in'))
    await signIn(page, person)
    await signedInAs(person.emailAddress)
    await page.goto(at('/profile'))
    await page.getByRole('button', { name: 'Connect account' }).click()
    await page.getByRole('menuitem', { name: /Google/ }).click()
    await comeAs(page, /Grace Hopper/)
    await page
      .getByText(/grace@example\.com/)
      .first()
      .waitFor()
    expect(await usersWith(person.emailAddress)).toMatchObject([
      { external_accounts: [{ email_address: 'grace@example.com' }] },
    ])
    await page.getByRole('button', { name: 'Open menu' }).last().click()
    await page.getByRole('menuitem', { name: /Remove/ }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('• grace@example.com').waitFor({ state: 'detached' })
    expect(await usersWith(person.emailAddress)).toMatchObject([{ external_accounts: [] }])
  })
})

describe('a provider', () => {
  it('may post its answer, and may be used by keyboard alone', async () => {
    await switchOn('Apple')
    await page.goto(`${apps.http.url}/sign-up`)
    await page.getByRole('button', { name: /Apple/ }).click()
    await page.getByRole('heading', { name: /^Continue to / }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await signedInAs('ada@example.com')
    expect(await usersWith('ada@example.com')).toMatchObject([
      { first_name: 'Ada', external_accounts: [{ provider: 'oauth_apple' }] },
    ])
  })

  it('may be out of order, and the official components say so', async () => {
    await page.goto(`${apps.http.url}/sign-in?steps-by-hash`)
    await withGoogle()
    await letGoWrong(page, /with a page instead of a token/)
    await page.getByText(/^Unable to complete action at this time/).waitFor()
  })
})

describe('the account portal', () => {
  const target = () => `${apps.http.url}/members`
  const portal = (path: string) => `${server.url}${path}?redirect_url=${encodeURIComponent(target())}`
  const ledBack = () => page.waitForURL((url) => url.href.startsWith(target()))

  it('signs somebody up with Google for an app, and in again', async () => {
    const emailAddress = newAddress()
    await page.goto(portal('/sign-up'))
    await withGoogle()
    await comeWith(page, emailAddress)
    await ledBack()
    await signedInAs(emailAddress)
    await page.goto(apps.http.url)
    await signOut(page)
    await page.goto(portal('/sign-in'))
    await withGoogle()
    await comeWith(page, emailAddress)
    await ledBack()
    await signedInAs(emailAddress)
    expect(await usersWith(emailAddress)).toHaveLength(1)
  })

  it('takes a stranger who signs in for a new user', async () => {
    const emailAddress = newAddress()
    await page.goto(portal('/sign-in'))
    await withGoogle()
    await comeWith(page, emailAddress)
    await ledBack()
    await signedInAs(emailAddress)
  })

  it('says that somebody changed their mind at Google', async () => {
    await page.goto(portal('/sign-in'))
    await withGoogle()
    await letGoWrong(page, /^Refuse/)
    await page.getByText(/Access was not granted/).waitFor()
    await page.getByRole('button', { name: /Google/ }).waitFor()
  })

  it('asks for proof of an address that Google has not verified', async () => {
    const emailAddress = newAddress()
    await page.goto(portal('/sign-up'))
    await withGoogle()
    await comeWith(page, emailAddress, { verified: false })
    await page.getByLabel('Verification code').fill(await server.inbox.nextCode(emailAddress))
    await ledBack()
    await signedInAs(emailAddress)
  })

  it('asks for an address where Google knows none', async () => {
    const emailAddress = newAddress()
    await page.goto(portal('/sign-up'))
    await withGoogle()
    await comeAs(page, /Katherine/)
    await page.getByLabel('Email address').fill(emailAddress)
    await page
      .getByRole('button', { name: /Continue|Create/ })
      .last()
      .click()
    await page.getByLabel('Verification code').fill(await server.inbox.nextCode(emailAddress))
    await ledBack()
    await signedInAs(emailAddress)
    await forget(emailAddress)
  })
})

/** Our components and the provider that the server plays in development: no account, no network. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress } from '../support/browser.ts'
import { startBundledPage } from '../support/bundled-page.ts'
import type { PageServer } from '../support/page-server.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let server: RunningKeywright
let app: PageServer
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults

beforeAll(async () => {
  server = await startKeywright()
  for (const provider of ['google', 'github']) await switchOn(provider)
  const { publishableKey, url } = server
  app = await startBundledPage({
    entry: 'e2e/pages/keywright-components.tsx',
    config: { publishableKey, url },
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await server?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser))
})
afterEach(async () => {
  await context.close()
  expect(faults).toEqual({ errors: [], strangers: [] })
})

async function switchOn(provider: string): Promise<void> {
  const answer = await fetch(`${server.apiUrl}/v1/keywright/oauth_connections/${provider}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ enabled: true, credentials: 'development' }),
  })
  expect(answer.status).toBe(200)
}

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()

/** Chooses somebody at the provider. */
async function come(person: string | RegExp): Promise<void> {
  await page.getByRole('heading', { name: /^Continue to/ }).waitFor()
  await press(person)
}

/** Comes as somebody nobody has met before. */
async function comeAs(emailAddress: string, isVerified = true): Promise<void> {
  await page.getByLabel('Your own email address').fill(emailAddress)
  if (!isVerified) await page.getByLabel('The provider has verified it').uncheck()
  await page.locator('.own').getByRole('button', { name: 'Continue' }).click()
}

async function goWrong(name: string | RegExp): Promise<void> {
  await page.getByText('Let something go wrong').click()
  await press(name)
}

const profile = () => page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()

const signOut = () => context.clearCookies()

describe('the portal', () => {
  const open = (view: 'sign-in' | 'sign-up') => page.goto(`${server.url}/${view}?redirect_url=/user`)

  it('signs a new user up, and in again, who is reminded of how they came', async () => {
    const emailAddress = newAddress()
    await open('sign-up')
    await press('Continue with Google')
    await comeAs(emailAddress)
    await profile()
    await page.getByText(emailAddress).first().waitFor()
    await page.goto(`${server.url}/sign-in`)
    await press('Sign out')
    await press('Continue with Google Last used')
    await comeAs(emailAddress)
    await profile()
  })

  it('signs in whoever came to sign up, and has an account', async () => {
    const emailAddress = newAddress()
    for (const _ of ['first', 'again']) {
      await signOut()
      await open('sign-up')
      await press('Continue with GitHub')
      await comeAs(emailAddress)
      await profile()
    }
  })

  it('signs up whoever came to sign in, and has no account', async () => {
    await open('sign-in')
    await press('Continue with Google')
    await comeAs(newAddress())
    await profile()
  })

  it('says that somebody has changed their mind, and begins anew', async () => {
    await open('sign-in')
    await press('Continue with Google')
    await goWrong(/^Refuse/)
    await page.getByText('Access was not granted.').waitFor()
    await page.reload()
    await page.getByLabel('Email address').waitFor()
    expect(await page.getByText('Access was not granted.').count()).toBe(0)
  })

  it('asks for the address that a provider did not say, and for a proof of it', async () => {
    const emailAddress = newAddress()
    await open('sign-up')
    await press('Continue with Google')
    await come(/Katherine/)
    await page.getByText('The rest came from Google.').waitFor()
    await page.getByLabel('Email address').fill(emailAddress)
    await press('Continue')
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    await page.getByRole('textbox').fill(await server.inbox.nextCode(emailAddress))
    await profile()
  })

  it('asks for a proof of an address that the provider has not seen', async () => {
    const emailAddress = newAddress()
    await open('sign-in')
    await press('Continue with Google')
    await comeAs(emailAddress, false)
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    await page.getByRole('textbox').fill(await server.inbox.nextCode(emailAddress))
    await profile()
  })
})

// Before any app has called: from then on the portal leads there.
describe('the portal without scripts', () => {
  beforeEach(async () => {
    await context.close()
    ;({ context, page, faults } = await openWatched(browser, { javaScriptEnabled: false }))
  })

  /** What a script would do by itself. */
  async function goOn(): Promise<void> {
    await page.waitForURL(/sso-callback/)
    await press('Continue')
  }

  it('signs up and in by forms, and goes over from one to the other', async () => {
    const emailAddress = newAddress()
    await page.goto(`${server.url}/sign-in`)
    await press('Continue with Google')
    await comeAs(emailAddress)
    await goOn()
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    await signOut()
    await page.goto(`${server.url}/sign-up`)
    await press('Continue with Google')
    await comeAs(emailAddress)
    await goOn()
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  })

  it('asks for a proof of an address that the provider has not seen', async () => {
    const emailAddress = newAddress()
    await page.goto(`${server.url}/sign-in`)
    await press('Continue with GitHub')
    await comeAs(emailAddress, false)
    await goOn()
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    await page.getByRole('textbox').fill(await server.inbox.nextCode(emailAddress))
    await press('Continue')
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  })

  it('says that somebody has changed their mind', async () => {
    await page.goto(`${server.url}/sign-in`)
    await press('Continue with Google')
    await goWrong(/^Refuse/)
    await goOn()
    await page.getByRole('alert').filter({ hasText: 'Access was not granted.' }).waitFor()
    await page.getByLabel('Email address').fill(newAddress())
    await press(/^Continue$/)
    await page.getByRole('alert').filter({ hasText: 'No account was found.' }).waitFor()
  })
})

describe('an app', () => {
  const member = (emailAddress: string) =>
    page.getByRole('heading', { name: `Member ${emailAddress}` }).waitFor()
  const open = (view: 'sign-in' | 'sign-up') =>
    page.goto(`${app.url}/${view}?redirect_url=${encodeURIComponent(`${app.url}/members`)}`)

  it('is come back to with a session', async () => {
    const emailAddress = newAddress()
    await open('sign-up')
    await press('Continue with Google')
    await comeAs(emailAddress)
    await member(emailAddress)
    expect(page.url()).toBe(`${app.url}/members`)
    await signOut()
    await open('sign-in')
    await press('Continue with Google')
    await comeAs(emailAddress)
    await member(emailAddress)
  })

  it('goes over from its sign-in to its sign-up', async () => {
    const emailAddress = newAddress()
    await open('sign-in')
    await press('Continue with Google')
    await comeAs(emailAddress, false)
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-up/verify-email-address')
    await page.getByRole('textbox').fill(await server.inbox.nextCode(emailAddress))
    await member(emailAddress)
  })

  it('is come back to from a dialog', async () => {
    const emailAddress = newAddress()
    await page.goto(`${app.url}/`)
    await press('Come in')
    await page.getByRole('dialog').getByRole('button', { name: 'Continue with Google' }).click()
    await comeAs(emailAddress)
    await member(emailAddress)
  })

  it('takes a visitor who came back by the button of the browser', async () => {
    const emailAddress = newAddress()
    await open('sign-in')
    await press('Continue with Google')
    await page.getByRole('heading', { name: /^Continue to/ }).waitFor()
    await page.goBack()
    await press('Continue with GitHub')
    await comeAs(emailAddress)
    await member(emailAddress)
  })
})

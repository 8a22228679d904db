/** The official components in a browser: an app without a framework, with clerk-js from this server's own address. */
import { findFreePort, launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enterCode, identify, type Person, press, signIn, signOut, signUp } from '../support/flows.ts'
import type { PageServer } from '../support/page-server.ts'
import { startPlainApp } from '../support/plain-app.ts'
import * as portal from '../support/portal.ts'
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
})
afterAll(async () => {
  await browser?.close()
  await apps?.http.stop()
  await apps?.https.stop()
  await server?.stop()
})

beforeEach(async () => {
  // The authority of this run is in nobody's browser; that its certificates fit is tested beside it.
  ;({ context, page, faults } = await openWatched(browser, { ignoreHTTPSErrors: true, patience: 20_000 }))
})
afterEach(async () => {
  await context.close()
  expect(faults).toEqual({ errors: [], strangers: [] })
})

let people = 0
const newPerson = (): Person => {
  people += 1
  return { emailAddress: `person${people}@example.com`, password: `correct horse battery ${people}` }
}
const signedInAs = ({ emailAddress }: Person, on = page) =>
  on.getByText(`Signed in as ${emailAddress}`).waitFor()

/** Somebody with an account, made by a server as an app's own would. */
async function makePerson(): Promise<Person> {
  const person = newPerson()
  const { emailAddress, password } = person
  const response = await fetch(`${server.apiUrl}/v1/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email_address: [emailAddress], password }),
  })
  expect(response.status).toBe(200)
  return person
}

describe.each(['http', 'https'] as const)('clerk-js over %s', (scheme) => {
  let app: PageServer
  beforeAll(() => {
    app = apps[scheme]
  })

  it('signs up with a password and the code from the mail, and keeps the session over a reload', async () => {
    const person = newPerson()
    await page.goto(`${app.url}/sign-up`)
    await signUp(page, server.inbox, person)
    await signedInAs(person)
    await page.goto(app.url)
    await page.getByRole('button', { name: 'Open user menu' }).waitFor()
    await page.reload()
    await signedInAs(person)
  })

  it('sends a stranger to sign in, and back to where they wanted to go', async () => {
    const person = await makePerson()
    await page.goto(`${app.url}/members`)
    await page.waitForURL(/\/sign-in/)
    await signIn(page, person)
    await page.waitForURL(`${app.url}/members`)
    await signedInAs(person)
  })

  it('signs out in every tab at once', async () => {
    const person = await makePerson()
    await page.goto(`${app.url}/sign-in`)
    await signIn(page, person)
    await signedInAs(person)
    const other = await context.newPage()
    await other.goto(app.url)
    await signedInAs(person, other)
    await page.goto(app.url)
    await signOut(page)
    await page.getByText('Signed out').waitFor()
    await other.bringToFront()
    await other.getByText('Signed out').waitFor()
    await other.reload()
    await other.getByText('Signed out').waitFor()
  })

  it('signs in with a code from the mail', async () => {
    const person = await makePerson()
    await page.goto(`${app.url}/sign-in`)
    await identify(page, person.emailAddress)
    await page.getByText('Use another method').click()
    await press(page, /Email code to/)
    await enterCode(page, await server.inbox.nextCode(person.emailAddress))
    await signedInAs(person)
  })
})

describe('clerk-js', () => {
  const app = {
    get url() {
      return apps.http.url
    },
  }

  it('refuses a wrong password in words', async () => {
    const person = await makePerson()
    await page.goto(`${app.url}/sign-in`)
    await signIn(page, { ...person, password: 'not this one at all' })
    await page
      .getByText(/password is incorrect/i)
      .first()
      .waitFor()
  })

  it('resets a forgotten password', async () => {
    const person = await makePerson()
    await page.goto(`${app.url}/sign-in`)
    await identify(page, person.emailAddress)
    await page.getByText('Forgot password?').click()
    await press(page, 'Reset your password')
    await enterCode(page, await server.inbox.nextCode(person.emailAddress))
    const password = 'an entirely different secret 7'
    await page.getByLabel('New password', { exact: true }).fill(password)
    await page.getByLabel('Confirm password', { exact: true }).fill(password)
    await press(page, 'Reset Password')
    await signedInAs(person)
    await page.goto(app.url)
    await signOut(page)
    await page.getByText('Signed out').waitFor()
    await page.goto(`${app.url}/sign-in`)
    await signIn(page, { ...person, password })
    await signedInAs(person)
  })

  it('shows the profile', async () => {
    const person = await makePerson()
    await page.goto(`${app.url}/sign-in`)
    await signIn(page, person)
    await signedInAs(person)
    await page.goto(`${app.url}/profile`)
    await page.getByRole('heading', { name: 'Profile details' }).waitFor()
    await page.getByText('Security', { exact: true }).click()
    await page.getByText('This device').waitFor()
  })
})

describe('an email link', () => {
  beforeAll(async () => {
    await server.command('config', 'set', 'email_address.sign_in_with_link=true')
  })

  it.each(['http', 'https'] as const)('signs in the tab that asked, over %s', async (scheme) => {
    const person = await makePerson()
    await page.goto(`${apps[scheme].url}/sign-in`)
    await identify(page, person.emailAddress)
    await page.getByText('Use another method').click()
    await press(page, /Email link to/)
    const link = await server.inbox.nextLink(person.emailAddress)
    const mailTab = await context.newPage()
    await mailTab.goto(link)
    await signedInAs(person)
  })
})

describe('the account portal', () => {
  const portals = () => ({
    http: server.url,
    https: `https://accounts.keywright.localhost:${server.httpsPort}`,
  })

  it.each(['http', 'https'] as const)('signs in an app on the same site, over %s', async (scheme) => {
    const person = await makePerson()
    const target = `${apps[scheme].url}/members`
    await page.goto(`${portals()[scheme]}/sign-in?redirect_url=${encodeURIComponent(target)}`)
    await portal.signIn(page, person)
    await page.waitForURL((url) => url.href.startsWith(target))
    await signedInAs(person)
    await page.goto(`${portals()[scheme]}/user`)
    await page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
  })

  it('leads back to the app also after a sign-up, which one reaches from the sign-in page', async () => {
    const person = newPerson()
    const target = `${apps.http.url}/members`
    await page.goto(`${server.url}/sign-in?redirect_url=${encodeURIComponent(target)}`)
    await page.getByRole('link', { name: 'Sign up' }).click()
    await portal.signUp(page, server.inbox, person)
    await page.waitForURL((url) => url.href.startsWith(target))
    await signedInAs(person)
  })

  // The attack: what the server must not be asked to lead to is put where it does not look, into the fragment.
  it('refuses to lead to a stranger whom the fragment names', async () => {
    const target = encodeURIComponent('https://evil.example/')
    await page.goto(`${server.url}/sign-in#/?redirect_url=${target}`)
    await page.getByText('its origin is not allowed').waitFor()
  })

  it('asks a stranger who wants to see a profile to sign in, and then shows it', async () => {
    const person = await makePerson()
    await page.goto(`${server.url}/user`)
    await page.waitForURL(/\/sign-in/)
    await portal.signIn(page, person)
    await page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
  })
})

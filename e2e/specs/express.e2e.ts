/** The Express example: the official SDK as published, and the environment that the `keywright` command prints. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type ExampleApp, startExpressApp } from '../support/apps.ts'
import { type Person, signIn, signUp } from '../support/flows.ts'
import { type PageFaults, watchPages } from '../support/watch-page.ts'

let server: RunningKeywright
let app: ExampleApp
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults
const ada: Person = { emailAddress: 'ada@example.com', password: 'correct horse battery 1' }

beforeAll(async () => {
  server = await startKeywright()
  app = await startExpressApp(server)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await server?.stop()
})
beforeEach(async () => {
  context = await browser.newContext()
  context.setDefaultTimeout(20_000)
  faults = watchPages(context)
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  expect(faults).toEqual({ errors: [], strangers: [] })
})

const sessionCookies = async () =>
  (await context.cookies()).filter(({ name }) => name.startsWith('__session'))

it('sends a stranger to the account portal, who signs up there and comes back signed in', async () => {
  await page.goto(`${app.url}/me`)
  await page.waitForURL(`${server.url}/sign-in?**`)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await signUp(page, server.inbox, ada)
  await page.getByText(ada.emailAddress).waitFor()
  expect(page.url()).toBe(`${app.url}/me`)
  await page.reload()
  await page.getByText(ada.emailAddress).waitFor()
})

it('lets somebody with an account sign in, and knows them again without a session cookie', async () => {
  await page.goto(`${app.url}/me`)
  await signIn(page, ada)
  await page.getByText(ada.emailAddress).waitFor()
  expect((await sessionCookies()).length).toBeGreaterThan(0)
  await context.clearCookies({ name: /^__session/ })
  await page.goto(`${app.url}/me`)
  await page.getByText(ada.emailAddress).waitFor()
  expect((await sessionCookies()).length).toBeGreaterThan(0)
})

it('recovers by a handshake when the session token has expired', async () => {
  await server.command('config', 'set', 'tokens.lifetime_seconds=30')
  await page.goto(`${app.url}/me`)
  await signIn(page, ada)
  await page.getByText(ada.emailAddress).waitFor()
  const old = await sessionCookies()
  // The page is an answer of the app's server: no script on it renews the token meanwhile. The SDK allows 5 seconds of skew.
  await new Promise((resolve) => setTimeout(resolve, 36_000))
  await page.goto(`${app.url}/me`)
  await page.getByText(ada.emailAddress).waitFor()
  const renewed = (await sessionCookies()).map(({ value }) => value)
  for (const { value } of old) expect(renewed).not.toContain(value)
})

it('forgets somebody whose session was revoked as soon as the token has run out', async () => {
  await server.command('config', 'set', 'tokens.lifetime_seconds=30')
  await page.goto(`${app.url}/me`)
  await signIn(page, ada)
  await page.getByText(ada.emailAddress).waitFor()
  const headers = { authorization: `Bearer ${server.secretKey}` }
  const listed = await fetch(`${server.apiUrl}/v1/sessions?status=active`, { headers })
  const sessions = (await listed.json()) as { data: { id: string }[] }
  for (const { id } of sessions.data)
    await fetch(`${server.apiUrl}/v1/sessions/${id}/revoke`, { method: 'POST', headers })
  await context.clearCookies({ name: /^__session/ })
  await page.goto(`${app.url}/me`)
  await page.waitForURL(`${server.url}/sign-in?**`)
})

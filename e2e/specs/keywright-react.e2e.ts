/** An app of React hooks and forms of its own, against the real server. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
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
  const { publishableKey, url } = server
  app = await startBundledPage({ entry: 'e2e/pages/keywright-react.tsx', config: { publishableKey, url } })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await server?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser))
  await page.goto(app.url)
})
afterEach(async () => {
  expect(faults).toEqual({ errors: [], strangers: [] })
  await context.close()
})

async function signUp(emailAddress: string): Promise<void> {
  await page.getByLabel('Email address').fill(emailAddress)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('form_code_incorrect').waitFor()
  await page.getByLabel('Code').fill(await server.inbox.nextCode(emailAddress))
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByRole('heading', { name: `${emailAddress} true` }).waitFor()
}

describe('an app with forms over the hooks', () => {
  it('signs up with a code, out, and in again, telling what was wrong on the way', async () => {
    const emailAddress = newAddress()
    await signUp(emailAddress)
    await page.reload()
    await page.getByRole('heading', { name: emailAddress }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Identifier').fill(emailAddress)
    await page.getByLabel('Your password').fill('wrong-horse-battery')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('form_password_incorrect').waitFor()
    await page.getByLabel('Your password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: emailAddress }).waitFor()
  })

  it('shows a sign-out in every tab', async () => {
    await signUp(newAddress())
    const other = await context.newPage()
    await other.goto(app.url)
    await other.getByRole('heading').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await other.getByLabel('Identifier').waitFor()
    expect(await other.getByRole('heading').count()).toBe(0)
  })
})

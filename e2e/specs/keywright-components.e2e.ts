/** The components in a React app, against the real server: as a page of their own, and over another page. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
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
  expect(faults).toEqual({ errors: [], strangers: [] })
  await context.close()
})

const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const member = (emailAddress: string) => page.getByRole('heading', { name: `Member ${emailAddress}` })

async function signUp(emailAddress: string): Promise<void> {
  await page.goto(`${app.url}/sign-up?redirect_url=${encodeURIComponent(`${app.url}/members`)}`)
  await page.getByLabel('Email address').fill(emailAddress)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await press('Create account')
  await page
    .getByRole('textbox')
    .first()
    .fill(await server.inbox.nextCode(emailAddress))
  await member(emailAddress).waitFor()
}

async function signIn(card: Locator, emailAddress: string): Promise<void> {
  await card.getByLabel('Email address').fill(emailAddress)
  await press('Continue')
  // The step before has a password field of its own, for password managers.
  await card.getByRole('heading', { name: 'Enter your password' }).waitFor()
  await card.getByLabel('Password', { exact: true }).fill(password)
  await press('Continue')
}

describe('the components in a React app', () => {
  it('sign a new user up, and lead to where they wanted to go', async () => {
    await signUp(newAddress())
    expect(new URL(page.url()).pathname).toBe('/members')
  })

  it('send a visitor to the sign-in and back', async () => {
    const emailAddress = newAddress()
    await signUp(emailAddress)
    await context.clearCookies()
    await page.goto(`${app.url}/members`)
    await page.waitForURL('**/sign-in?**')
    await signIn(page.locator('body'), emailAddress)
    await member(emailAddress).waitFor()
    expect(new URL(page.url()).pathname).toBe('/members')
  })

  it('show the profile from the button of a user, and sign out there', async () => {
    const emailAddress = newAddress()
    await signUp(emailAddress)
    await press(`Account of ${emailAddress}`)
    await page.getByRole('menuitem', { name: 'Manage account' }).click()
    const profile = page.getByRole('dialog')
    await profile.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await profile.waitFor({ state: 'detached' })
    await press(`Account of ${emailAddress}`)
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Come in' }).waitFor()
  })

  it('open over a page', async () => {
    const emailAddress = newAddress()
    await signUp(emailAddress)
    await context.clearCookies()
    await page.goto(app.url)
    await press('Come in')
    await signIn(page.getByRole('dialog'), emailAddress)
    await member(emailAddress).waitFor()
  })

  it('let members manage their account, and leave', async () => {
    const emailAddress = newAddress()
    await signUp(emailAddress)
    await page.getByRole('button', { name: `Account of ${emailAddress}` }).click()
    await page.getByRole('menuitem', { name: 'Manage account' }).click()
    const profile = page.getByRole('dialog')
    await profile.getByRole('button', { name: 'Edit name' }).click()
    await profile.getByLabel('First name').fill('Ada')
    await press('Save')
    await profile.getByText('Saved.').waitFor()

    const other = newAddress()
    await profile.getByRole('button', { name: 'Add an email address' }).click()
    await profile.getByLabel('Email address', { exact: true }).fill(other)
    await press('Add')
    await profile.getByRole('textbox', { name: 'Verification code' }).fill(await server.inbox.nextCode(other))
    await profile.getByText('The address is confirmed.').waitFor()
    await profile.getByRole('button', { name: `Make primary: ${other}` }).click()
    await profile.getByRole('button', { name: `Make primary: ${emailAddress}` }).waitFor()

    const picture = await page.screenshot()
    await profile
      .locator('input[type=file]')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture })
    await press('Save')
    await profile.getByRole('button', { name: 'Change', exact: true }).waitFor()

    await profile.getByRole('link', { name: 'Security' }).click()
    await profile.getByText('This device').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Account of Ada' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Come in' }).waitFor()
  })
})

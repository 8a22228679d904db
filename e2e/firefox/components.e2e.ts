/** Our components in another engine: a real Firefox, driven over WebDriver BiDi. */
import { type RunningKeywright, startKeywright } from '@keywright/test-kit'
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ensureFirefox } from '../../tools/browsers.ts'
import { newAddress, password } from '../support/browser.ts'
import { startBundledPage } from '../support/bundled-page.ts'
import type { PageServer } from '../support/page-server.ts'
import { startScriptTagPage } from '../support/script-tag-page.ts'

let keywright: RunningKeywright
let app: PageServer
let reactApp: PageServer
let browser: Browser
let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  keywright = await startKeywright()
  app = await startScriptTagPage(keywright)
  const { publishableKey, url } = keywright
  reactApp = await startBundledPage({
    entry: 'e2e/pages/keywright-components.tsx',
    config: { publishableKey, url },
  })
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: ensureFirefox(), headless: true })
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await reactApp?.stop()
  await keywright?.stop()
})
beforeEach(async () => {
  context = await browser.createBrowserContext()
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
  faults = []
  page.on('pageerror', (error) => faults.push(String(error)))
})
afterEach(async () => {
  await context.close()
  expect(faults).toEqual([])
})

const field = (label: string) => page.locator(`::-p-aria([name="${label}"][role="textbox"])`)
const press = (name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click()
const heading = (name: string) => page.locator(`::-p-aria([name="${name}"][role="heading"])`).wait()

/** Looks again and again: what was found on a page that is then left cannot be asked any more. */
async function seen(text: string): Promise<void> {
  const isThere = () =>
    page.evaluate((wanted) => document.body.textContent?.includes(wanted) ?? false, text).catch(() => false)
  await expect.poll(isThere, { timeout: 15_000 }).toBe(true)
}

async function signUp(emailAddress: string): Promise<void> {
  await heading('Create your account')
  await field('Email address').fill(emailAddress)
  await page.locator('input[autocomplete=new-password]').fill(password)
  await press('Create account')
  await page.locator('input[autocomplete=one-time-code]').fill(await keywright.inbox.nextCode(emailAddress))
}

async function signIn(emailAddress: string): Promise<void> {
  await field('Email address').fill(emailAddress)
  await press('Continue')
  await heading('Enter your password')
  await page.locator('input[autocomplete=current-password]').fill(password)
  await press('Continue')
}

describe('the components in Firefox', () => {
  it('sign a new user up and in on a page with one script tag', async () => {
    const emailAddress = newAddress()
    await page.goto(app.url)
    await seen('Hello stranger')
    await field('Email address').fill(emailAddress)
    await press('Continue')
    await signUp(emailAddress)
    await seen(`Hello ${emailAddress}`)
    await page.evaluate('Keywright.signOut()')
    await seen('Hello stranger')
    await signIn(emailAddress)
    await seen(`Hello ${emailAddress}`)
  })

  it('sign a new user up and in on a page of a React app', async () => {
    const emailAddress = newAddress()
    const members = `${reactApp.url}/members`
    await page.goto(`${reactApp.url}/sign-up?redirect_url=${encodeURIComponent(members)}`)
    await signUp(emailAddress)
    await heading(`Member ${emailAddress}`)
    await press(`Account of ${emailAddress}`)
    await page.locator('::-p-aria([name="Sign out"][role="menuitem"])').click()
    await page.locator('::-p-aria([name="Come in"][role="button"])').wait()
    await page.goto(members)
    await signIn(emailAddress)
    await heading(`Member ${emailAddress}`)
  })

  it('sign up on the account portal, and show the profile', async () => {
    const emailAddress = newAddress()
    await page.goto(`${keywright.url}/sign-up?redirect_url=/user`)
    await signUp(emailAddress)
    await heading('Profile')
    await seen(emailAddress)
  })
})

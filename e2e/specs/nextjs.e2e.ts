import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ExampleApp, startNextApp } from '../support/apps.ts'
import { enterCode, newAddress, openPage, password } from '../support/browser.ts'
import { comeWith } from '../support/played-provider.ts'

let keywright: RunningKeywright
let app: ExampleApp
let browser: Browser
let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  keywright = await startKeywright()
  app = await startNextApp(keywright)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await keywright?.stop()
})

beforeEach(async () => {
  context = await browser.newContext()
  ;({ page, faults } = await openPage(context))
})

afterEach(async () => {
  expect(faults).toEqual([])
  await context.close()
})

async function signUp(emailAddress = newAddress()): Promise<string> {
  await page.goto(`${app.url}/sign-up`)
  await page.fill('input[name=emailAddress]', emailAddress)
  await page.fill('input[name=password]', password)
  await page.click('.cl-formButtonPrimary')
  await enterMailedCode(emailAddress)
  await page.waitForSelector('text=Signed in as user_')
  return emailAddress
}

async function enterMailedCode(emailAddress: string): Promise<void> {
  await enterCode(page, await keywright.inbox.nextCode(emailAddress))
}

async function signOut(): Promise<void> {
  await page.goto(app.url)
  await page.click('.cl-userButtonTrigger')
  await page.click('.cl-userButtonPopoverActionButton__signOut')
  await page.waitForSelector('text=Signed out')
}

async function giveIdentifier(emailAddress: string): Promise<void> {
  await page.goto(`${app.url}/sign-in`)
  await page.fill('input[name=identifier]', emailAddress)
  await page.click('.cl-formButtonPrimary')
}

async function givePassword(value: string): Promise<void> {
  await page.fill('input[name=password]:not([tabindex="-1"])', value)
  await page.click('.cl-formButtonPrimary')
}

describe('an unmodified Next.js app', () => {
  it('sends a visitor who is signed out to the sign-in page', async () => {
    await page.goto(`${app.url}/dashboard`)
    await page.waitForURL(/\/sign-in\?redirect_url=/)
    await page.waitForSelector('input[name=identifier]')
  })

  it('signs a user up with email, password and code, and knows them on the server', async () => {
    const emailAddress = await signUp()
    await page.goto(`${app.url}/dashboard`)
    expect(await page.textContent('[data-testid=email]')).toBe(emailAddress)
    const me = await page.evaluate(async () => await (await fetch('/api/me')).json())
    expect(me.userId).toMatch(/^user_/)
  })

  it('signs a user up with Google, and knows them on the first page they come back to', async () => {
    await keywright.command('social', 'enable', 'google')
    const emailAddress = newAddress()
    await page.goto(`${app.url}/sign-up`)
    await page.getByRole('button', { name: /Google/ }).click()
    await comeWith(page, emailAddress)
    await page.waitForSelector('text=Signed in as user_')
    await page.goto(`${app.url}/dashboard`)
    expect(await page.textContent('[data-testid=email]')).toBe(emailAddress)
  })

  it('keeps the session over a reload, and shows it in a second tab', async () => {
    await signUp()
    await page.reload()
    await page.waitForSelector('.cl-userButtonTrigger')
    const second = await openPage(context)
    await second.page.goto(`${app.url}/dashboard`)
    await second.page.waitForSelector('[data-testid=email]')
    expect(second.faults).toEqual([])
  })

  it('recovers by a handshake when the session cookie is gone', async () => {
    const emailAddress = await signUp()
    await context.clearCookies({ name: /^__session/ })
    await page.goto(`${app.url}/dashboard`)
    expect(await page.textContent('[data-testid=email]')).toBe(emailAddress)
  })

  it('signs out, in the other tab too', async () => {
    await signUp()
    const second = await openPage(context)
    await second.page.goto(app.url)
    await second.page.waitForSelector('.cl-userButtonTrigger')
    await signOut()
    await second.page.reload()
    await second.page.waitForSelector('text=Signed out')
    const status = await page.evaluate(async () => (await fetch('/api/me')).status)
    expect(status).toBe(401)
  })

  it('refuses a wrong password in words and takes the right one', async () => {
    const emailAddress = await signUp()
    await signOut()
    await giveIdentifier(emailAddress)
    await givePassword('not-the-password-1')
    await page.waitForSelector('text=Password is incorrect')
    await givePassword(password)
    await page.waitForSelector('text=Signed in as user_')
  })

  it('signs in with a code sent by email', async () => {
    const emailAddress = await signUp()
    await signOut()
    await giveIdentifier(emailAddress)
    await page.click('text=Use another method')
    await page.click('text=Email code to')
    await enterMailedCode(emailAddress)
    await page.waitForSelector('text=Signed in as user_')
  })

  it('resets a forgotten password', async () => {
    const emailAddress = await signUp()
    await signOut()
    await giveIdentifier(emailAddress)
    await page.click('text=Forgot password?')
    await page.click('text=Reset your password')
    await enterMailedCode(emailAddress)
    await page.fill('input[name=password]', `${password}-new`)
    await page.fill('input[name=confirmPassword]', `${password}-new`)
    await page.click('.cl-formButtonPrimary')
    await page.waitForSelector('text=Signed in as user_')
  })
})

describe('the profile', () => {
  it('changes the name', async () => {
    await signUp()
    await page.goto(`${app.url}/profile`)
    await page.click('text=Update profile')
    await page.fill('input[name=firstName]', 'Ada')
    await page.fill('input[name=lastName]', 'Lovelace')
    await page.click('.cl-formButtonPrimary')
    await page.waitForSelector('text=Ada Lovelace')
  })

  it('changes the password and lists the device', async () => {
    await signUp()
    await page.goto(`${app.url}/profile/security`)
    await page.click('text=Update password')
    await page.fill('input[name=currentPassword]', password)
    await page.fill('input[name=newPassword]', `${password}-2`)
    await page.fill('input[name=confirmPassword]', `${password}-2`)
    await page.click('.cl-formButtonPrimary')
    await page.waitForSelector('input[name=newPassword]', { state: 'detached' })
    await page.waitForSelector('text=This device')
  })

  it('adds a second email address and proves it', async () => {
    await signUp()
    const second = newAddress('second')
    await page.goto(`${app.url}/profile`)
    await page.click('text=Add email address')
    await page.fill('input[name=emailAddress]', second)
    await page.click('.cl-formButtonPrimary')
    await enterMailedCode(second)
    await page.waitForSelector(`text=${second}`)
    await page.waitForSelector('input[autocomplete=one-time-code]', { state: 'detached' })
  })
})

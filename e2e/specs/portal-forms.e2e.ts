/** The account portal in a browser that runs no scripts: everything there works by plain forms. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { createMember } from '../support/members.ts'
import { startScriptTagPage } from '../support/script-tag-page.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let keywright: RunningKeywright
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser, {
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  }))
})
afterEach(async () => {
  await context.close()
  expect(faults).toEqual({ errors: [], strangers: [] })
})

const open = (path: string) => page.goto(keywright.url + path)
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
const cookieNames = async () => (await context.cookies()).filter(({ value }) => value).map(({ name }) => name)

async function identify(address: string): Promise<void> {
  await page.getByLabel('Email address').fill(address)
  await press('Continue')
  await heading('Enter your password')
}

async function enterPassword(secret: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await press('Continue')
}

describe('the portal without scripts', () => {
  it('signs up with a code, signs out, and signs in by password', async () => {
    const address = newAddress()
    await open('/sign-up?redirect_url=/user')
    await page.getByLabel('Email address').fill(address)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await press('Create account')
    await heading('Confirm your email address')
    expect(new URL(page.url()).pathname).toBe('/sign-up/verify-email-address')
    await page.getByLabel('Verification code').fill(await keywright.inbox.nextCode(address))
    await press('Continue')
    await heading('You are signed in')
    expect(new URL(page.url()).pathname).toBe('/user')
    expect(await page.locator('#view bdi').first().textContent()).toBe(address)
    expect(await cookieNames()).toEqual(expect.arrayContaining(['__session', '__client_uat']))

    await press('Sign out')
    await heading('Sign in to My application')
    expect(await cookieNames()).not.toContain('__session')

    await open('/sign-in?redirect_url=/user')
    await identify(address)
    await enterPassword(password)
    await heading('You are signed in')
    expect(await cookieNames()).toContain('__session')
  })

  it('signs in by a code, whose field stays when it is asked for again', async () => {
    const { emailAddress: address } = await createMember(keywright)
    await open('/sign-in?redirect_url=/user')
    await identify(address)
    await press('Use another method')
    await heading('Use another method')
    await page.getByRole('button', { name: /code/i }).click()
    await heading('Check your email')
    const code = await keywright.inbox.nextCode(address)
    await press('Send a new code')
    await page.getByText('A new code is on its way.').waitFor()
    await page.getByLabel('Verification code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await press('Continue')
    await heading('You are signed in')
  })

  it('says a wrong password at its field, and keeps the address', async () => {
    const { emailAddress: address } = await createMember(keywright)
    await open('/sign-in?redirect_url=/user')
    await identify(address)
    await enterPassword('a wrong password 1')
    const field = page.getByLabel('Password', { exact: true })
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(
      await page
        .getByRole('alert')
        .filter({ hasText: /password/i })
        .count(),
    ).toBe(1)
    expect(await page.locator('#view').getByText(address).isVisible()).toBe(true)
    await enterPassword(password)
    await heading('You are signed in')
  })

  it('says an unknown address at its field, and keeps it', async () => {
    await open('/sign-in')
    await page.getByLabel('Email address').fill('nobody@example.com')
    await press('Continue')
    const field = page.getByLabel('Email address')
    expect(await field.inputValue()).toBe('nobody@example.com')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
  })

  it('lets a forgotten password be replaced', async () => {
    const { emailAddress: address } = await createMember(keywright)
    const next = 'an entirely different secret 7'
    await open('/sign-in?redirect_url=/user')
    await identify(address)
    await press('Forgot password?')
    await heading('Forgot your password?')
    await page
      .getByRole('button', { name: /reset|send|code/i })
      .first()
      .click()
    await page.getByLabel('Verification code').fill(await keywright.inbox.nextCode(address))
    await press('Continue')
    await page.getByLabel('New password', { exact: true }).fill(next)
    await page.getByRole('button', { name: /save/i }).click()
    await heading('You are signed in')
  })

  it('goes on to the app that sent somebody, and shows where they are after a reload', async () => {
    const { emailAddress: address } = await createMember(keywright)
    const app = await startScriptTagPage(keywright)
    try {
      await open(`/sign-in?redirect_url=${encodeURIComponent(`${app.url}/members`)}`)
      await identify(address)
      await page.reload()
      await heading('Enter your password')
      await enterPassword(password)
      await page.waitForURL(`${app.url}/members`)
    } finally {
      await app.stop()
    }
  })
})

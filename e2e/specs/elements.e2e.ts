/** Forms of an app’s own over our flows, in React and in plain HTML, with the keyboard alone. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { startBundledPage } from '../support/bundled-page.ts'
import { ejectApp } from '../support/ejected-app.ts'
import { focusOn, pressOn, typeInto } from '../support/keyboard.ts'
import type { PageServer } from '../support/page-server.ts'
import { startPlainFormPage } from '../support/plain-form-page.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let keywright: RunningKeywright
let react: PageServer
let plain: PageServer
let ejected: PageServer
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults

beforeAll(async () => {
  keywright = await startKeywright()
  const { publishableKey, url } = keywright
  react = await startBundledPage({
    entry: 'e2e/pages/keywright-elements.tsx',
    config: { publishableKey, url },
  })
  ejected = await startBundledPage({ entry: await ejectApp(), config: { publishableKey, url } })
  plain = await startPlainFormPage(keywright)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await react?.stop()
  await plain?.stop()
  await ejected?.stop()
  await keywright?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser))
})
afterEach(async () => {
  expect(faults).toEqual({ errors: [], strangers: [] })
  await context.close()
})

const nextCode = (emailAddress: string) => keywright.inbox.nextCode(emailAddress)
const keyIn = (text: string) => page.keyboard.type(text)

describe('an app of headless elements', () => {
  const isIn = async (emailAddress: string) => {
    await page.waitForURL(`${react.url}/`)
    await page.getByRole('heading', { name: `Member ${emailAddress}` }).waitFor()
  }
  const signOut = async () => {
    const led = page.waitForEvent('load')
    await pressOn(page, 'Sign out')
    await led
    await page.getByLabel('Email address').waitFor()
  }

  it('signs up with a code, in with a password, and in with a code', async () => {
    const emailAddress = newAddress()
    await page.goto(`${react.url}/sign-in`)
    await pressOn(page, 'Create an account')
    await page.waitForURL(/\/sign-up/)
    await page.getByRole('heading', { name: 'Sign up' }).waitFor()
    await typeInto(page, 'Email address', emailAddress)
    await typeInto(page, 'Password', password)
    await page.keyboard.press('Enter')
    await focusOn(page, 'Code')
    await keyIn('000000')
    await page
      .getByRole('alert')
      .filter({ hasText: /incorrect/i })
      .waitFor()
    await focusOn(page, 'Code')
    // The last digit sends it.
    await keyIn(await nextCode(emailAddress))
    await isIn(emailAddress)

    // A page of the app's own in the profile, by an item of its own in the menu.
    await page.getByRole('button', { name: /^Account of/ }).waitFor()
    await pressOn(page, /^Account of/)
    await page.getByRole('menuitem', { name: 'Plan' }).waitFor()
    await page.keyboard.press('p')
    await focusOn(page, '$Plan')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Plan' }).waitFor()
    await pressOn(page, 'Seats: 1')
    await page.getByRole('button', { name: 'Seats: 2' }).waitFor()
    await page.keyboard.press('Escape')

    await signOut()
    await typeInto(page, 'Email address', emailAddress)
    await page.keyboard.press('Enter')
    await focusOn(page, 'Password')
    await keyIn('wrong-horse-battery')
    await page.keyboard.press('Enter')
    await page
      .getByRole('alert')
      .filter({ hasText: /password/i })
      .waitFor()
    await focusOn(page, 'Password')
    await page.keyboard.press('ControlOrMeta+a')
    await keyIn(password)
    await page.keyboard.press('Enter')
    await isIn(emailAddress)

    await signOut()
    await typeInto(page, 'Email address', emailAddress)
    await page.keyboard.press('Enter')
    await focusOn(page, 'Password')
    await pressOn(page, 'Another way')
    await focusOn(page, 'Another way')
    await pressOn(page, /^Send a code to /)
    await focusOn(page, 'Code')
    // A reload lands in the same step.
    await page.reload()
    await page.getByLabel('Code').waitFor()
    await typeInto(page, 'Code', await nextCode(emailAddress))
    await isIn(emailAddress)
  })
})

describe('an app with ejected views', () => {
  const isIn = async (emailAddress: string) => {
    await page.waitForURL(`${ejected.url}/`)
    await page.getByRole('heading', { name: `Member ${emailAddress}` }).waitFor()
  }

  it('signs up with a code, in with a password, and in with a code', async () => {
    const emailAddress = newAddress()
    await page.goto(`${ejected.url}/sign-up`)
    await page.getByRole('heading', { name: 'Create your account' }).waitFor()
    await typeInto(page, 'Email address', emailAddress)
    await typeInto(page, 'Password', password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    await focusOn(page, 'Verification code')
    await keyIn(await nextCode(emailAddress))
    await isIn(emailAddress)

    for (const way of ['password', 'code']) {
      await page.getByRole('button', { name: /^Account of/ }).waitFor()
      await pressOn(page, /^Account of/)
      await focusOn(page, 'Manage account')
      await page.keyboard.press('s')
      await focusOn(page, 'Sign out')
      const led = page.waitForEvent('load')
      await page.keyboard.press('Enter')
      await led
      await page.getByLabel('Email address').waitFor()
      await typeInto(page, 'Email address', emailAddress)
      await page.keyboard.press('Enter')
      await focusOn(page, 'Password')
      if (way === 'code') {
        await pressOn(page, 'Use another method')
        await pressOn(page, /^Get a code by email/)
        await focusOn(page, 'Verification code')
      }
      await keyIn(way === 'code' ? await nextCode(emailAddress) : password)
      if (way === 'password') await page.keyboard.press('Enter')
      await isIn(emailAddress)
    }
  })
})

describe('a page of plain HTML', () => {
  const isIn = async (emailAddress: string) => {
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    const user = () => page.evaluate('globalThis.Keywright?.user?.primaryEmailAddress?.emailAddress')
    await expect.poll(user, { timeout: 10_000 }).toBe(emailAddress)
  }
  const signOut = () => page.evaluate('Keywright.signOut(() => undefined)')

  it('signs up with a code, in with a password, and in with a code, under the strictest policy', async () => {
    const emailAddress = newAddress()
    await page.goto(`${plain.url}/sign-up`)
    await page.locator('form[aria-busy=false]').waitFor()
    // What this instance does not ask for is not there, and what it only offers need not be filled.
    await page.getByLabel('Username').waitFor({ state: 'detached' })
    expect(await page.getByLabel('First name').getAttribute('required')).toBeNull()
    await typeInto(page, 'Email address', emailAddress)
    await typeInto(page, 'Password', password)
    await page.keyboard.press('Enter')
    await focusOn(page, 'Code')
    await keyIn('000000')
    await page.keyboard.press('Enter')
    await page
      .getByRole('alert')
      .filter({ hasText: /incorrect/i })
      .waitFor()
    expect(await page.getByLabel('Code').inputValue()).toBe('')
    await focusOn(page, 'Code')
    await keyIn(await nextCode(emailAddress))
    await page.keyboard.press('Enter')
    await isIn(emailAddress)

    await signOut()
    await page.goto(`${plain.url}/sign-in`)
    await page.locator('form[aria-busy=false]').waitFor()
    await typeInto(page, 'Email address', emailAddress)
    await page.keyboard.press('Enter')
    await focusOn(page, 'Password')
    await keyIn(password)
    // The first button of the step goes back; the form is sent all the same.
    await page.keyboard.press('Enter')
    await isIn(emailAddress)

    await signOut()
    await page.goto(`${plain.url}/sign-in`)
    await typeInto(page, 'Email address', emailAddress)
    await page.keyboard.press('Enter')
    await focusOn(page, 'Password')
    await pressOn(page, 'Another way')
    await pressOn(page, /^Send a code to /)
    await focusOn(page, 'Code')
    await keyIn(await nextCode(emailAddress))
    await page.keyboard.press('Enter')
    await isIn(emailAddress)
  })
})

/** `useSSO` on the web, as the README of the package has somebody write it: bundled by Metro, in a browser, with a window over the page. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAddress } from '../support/browser.ts'
import { createOutsideApp, type OutsideApp, type RunningApp } from '../support/outside-app.ts'
import { comeWith, letGoWrong } from '../support/played-provider.ts'
import { followQuickStart } from '../support/quick-start.ts'
import { openWatched } from '../support/watch-page.ts'

let keywright: RunningKeywright
let browser: Browser
let outside: OutsideApp
let app: RunningApp

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
  outside = await createOutsideApp('expo-social')
  app = await followQuickStart('expo', outside, keywright, ['Sign in with a provider'])
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await outside?.remove()
  await keywright?.stop()
})

/** Opens the app as somebody new, and the provider's window over it. */
async function openProvider() {
  const opened = await openWatched(browser, { patience: 60_000 })
  const { page } = opened
  await page.goto(app.url)
  const window = page.waitForEvent('popup')
  await page.getByText('Continue with Google').click()
  return { ...opened, window: await window }
}

describe('the social sign-in of an Expo app on the web', () => {
  it('signs up who is new, and in who comes back', async () => {
    const emailAddress = newAddress()
    for (const _ of ['new', 'returning']) {
      const { context, page, window, faults } = await openProvider()
      await comeWith(window, emailAddress)
      await page.getByText(`You are ${emailAddress}.`).waitFor()
      await page.reload()
      await page.getByText(`You are ${emailAddress}.`).waitFor()
      expect(window.isClosed()).toBe(true)
      await context.close()
      expect(faults).toEqual({ errors: [], strangers: [] })
    }
  })

  it('says that the provider refused, and stays as it was where the window is closed', async () => {
    const { context, page, window } = await openProvider()
    await letGoWrong(window, /^Refuse/)
    await page.getByText('Access was not granted').waitFor()
    const again = page.waitForEvent('popup')
    await page.getByText('Continue with Google').click()
    await (await again).close()
    await page.getByText('Continue with Google').waitFor()
    expect(await page.getByText('You are').count()).toBe(0)
    await context.close()
  })
})

/** The account portal from the first visit on, on a desk and on a phone: nothing jumps, and no policy is broken. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { logPages } from '../support/page-log.ts'
import * as portal from '../support/portal.ts'

let keywright: RunningKeywright
let browser: Browser

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})

describe.each([1280, 390])('the portal at %i pixels', (width) => {
  it('keeps everything where it is, from the sign-up to the profile', async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 } })
    const { violations, shifts } = await logPages(context)
    const page = await context.newPage()
    // A server that takes its time: longer than a shift counts as the visitor's own doing.
    await page.route('**/v1/me/sessions/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700))
      await route.continue()
    })
    const person = { emailAddress: newAddress(), password }
    const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
    await page.goto(`${keywright.url}/sign-up?redirect_url=/user`)
    await portal.signUp(page, keywright.inbox, person)
    await heading('Profile')
    for (const [path, last] of [
      ['/user', 'Add an email address'],
      ['/user/security', 'This device'],
    ] as const) {
      await page.goto(keywright.url + path)
      await page.getByText(last).waitFor()
      // Shifts are told after the frame in which they happen.
      await page.waitForTimeout(500)
    }
    await context.clearCookies()
    await page.goto(`${keywright.url}/sign-in?redirect_url=/user`)
    await portal.signIn(page, person)
    await heading('Profile')
    await context.close()
    expect({ violations, shifts }).toEqual({ violations: [], shifts: [] })
  })
})

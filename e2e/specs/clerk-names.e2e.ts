/** Pages under the names of public tutorials: the class of a bundle, and the script tag. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { startBundledPage } from '../support/bundled-page.ts'
import * as portal from '../support/portal.ts'
import { startClerkScriptPage } from '../support/script-tag-page.ts'
import { watchPages } from '../support/watch-page.ts'

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

const pages = {
  'new Clerk() in a bundle': () => {
    const { publishableKey, url } = keywright
    return startBundledPage({ entry: 'e2e/pages/clerk-js.ts', config: { publishableKey, url } })
  },
  'a script tag': () => startClerkScriptPage(keywright),
}

describe.each(Object.entries(pages))('%s', (_name, start) => {
  it('shows the sign-in, and the button of whoever signed in', async () => {
    const app = await start()
    const context = await browser.newContext()
    const faults = watchPages(context)
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    const person = { emailAddress: newAddress(), password }
    try {
      await page.goto(app.url)
      await page.getByLabel('Email address').fill(person.emailAddress)
      await page.getByRole('button', { name: 'Continue', exact: true }).click()
      await portal.signUp(page, keywright.inbox, person)
      // A sign-up leads home, which is this page.
      await page.getByRole('button', { name: `Account of ${person.emailAddress}` }).waitFor()
      expect(faults).toEqual({ errors: [], strangers: [] })
    } finally {
      await context.close()
      await app.stop()
    }
  })
})

/** Our client and components on a page without a bundler: one script tag, from the server's own address. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import type { PageServer } from '../support/page-server.ts'
import * as portal from '../support/portal.ts'
import { startScriptTagPage } from '../support/script-tag-page.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let keywright: RunningKeywright
let app: PageServer
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults

beforeAll(async () => {
  keywright = await startKeywright()
  app = await startScriptTagPage(keywright)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await keywright?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser))
})
afterEach(async () => {
  await context.close()
  expect(faults).toEqual({ errors: [], strangers: [] })
})

describe('a page with one script tag', () => {
  it('signs a new user up and in, and knows them after a reload', async () => {
    const person = { emailAddress: newAddress(), password }
    await page.goto(app.url)
    await page.getByText('Hello stranger').waitFor()
    // An address nobody has signs up, in the same place.
    await page.getByLabel('Email address').fill(person.emailAddress)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await portal.signUp(page, keywright.inbox, person)
    await page.getByText(`Hello ${person.emailAddress}`).waitFor()
    await page.reload()
    await page.getByText(`Hello ${person.emailAddress}`).waitFor()
    await page.evaluate('Keywright.signOut()')
    await page.getByText('Hello stranger').waitFor()
    await portal.signIn(page, person)
    await page.getByText(`Hello ${person.emailAddress}`).waitFor()
  })

  it('fetches nothing of a sign-in where it only shows the button of a user', async () => {
    const members = await startScriptTagPage(keywright, 'keywright-user-button')
    const files: string[] = []
    page.on('request', (request) => files.push(new URL(request.url()).pathname.replace(/^.*\//, '')))
    try {
      const person = { emailAddress: newAddress(), password }
      await page.goto(`${keywright.url}/sign-up?redirect_url=${encodeURIComponent(members.url)}`)
      await portal.signUp(page, keywright.inbox, person)
      await page.getByText(`Hello ${person.emailAddress}`).waitFor()
      files.length = 0
      await page.reload()
      await page.getByRole('button', { name: `Account of ${person.emailAddress}` }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
      const scripts = files.filter((name) => name.endsWith('.js')).toSorted()
      expect(scripts).toEqual(['keywright.js', 'signed-in.js', 'user.js'])
    } finally {
      await members.stop()
    }
  })
})

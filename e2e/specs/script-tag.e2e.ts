/** Our client and components on a page without a bundler: one script tag, from the server's own address. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import * as portal from '../support/portal.ts'
import { type PageFaults, watchPages } from '../support/watch-page.ts'

let keywright: RunningKeywright
let app: Server
let url: string
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults

/** What somebody writes who has read the README, and no more. */
const html = ({ publishableKey, url }: RunningKeywright) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<script type="module" src="${url}/npm/@keywright/ui@latest/keywright.js"
  data-keywright-publishable-key="${publishableKey}"></script></head>
<body><p id="who"></p><keywright-sign-in></keywright-sign-in>
<script type="module">
Keywright.addListener(({ user }) => {
  document.querySelector('#who').textContent = user ? 'Hello ' + user.primaryEmailAddress.emailAddress : 'Hello stranger'
})
</script></body></html>`

beforeAll(async () => {
  keywright = await startKeywright()
  app = createServer((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html(keywright))
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  url = `http://localhost:${(app.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  app?.closeAllConnections()
  await new Promise((resolve) => app?.close(resolve))
  await keywright?.stop()
})
beforeEach(async () => {
  context = await browser.newContext()
  context.setDefaultTimeout(10_000)
  faults = watchPages(context)
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  expect(faults).toEqual({ errors: [], strangers: [] })
})

describe('a page with one script tag', () => {
  it('signs a new user up and in, and knows them after a reload', async () => {
    const person = { emailAddress: newAddress(), password }
    await page.goto(url)
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
})

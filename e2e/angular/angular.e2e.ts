/** The Angular example, built as its own script builds it: the elements live and go with the pages of its router. */

import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { launchBrowser, type RunningKeywright, repositoryRoot, startKeywright } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { logPages } from '../support/page-log.ts'
import * as portal from '../support/portal.ts'
import { watchPages } from '../support/watch-page.ts'

const dist = join(repositoryRoot, 'examples/angular/dist/browser')

let keywright: RunningKeywright
let server: Server
let browser: Browser
let url: string

/** Angular's own way with markup from scripts is allowed, and nothing else is. */
const policyFor = (frontendUrl: string) =>
  [
    `default-src 'none'; script-src 'self' ${frontendUrl}; style-src 'self' ${frontendUrl}`,
    `connect-src ${frontendUrl}; img-src 'self' ${frontendUrl}; base-uri 'self'; form-action 'self'`,
    "require-trusted-types-for 'script'",
  ].join('; ')

/** Serves the built app, and its page for every route, with the key that somebody would have put into it. */
function serveApp({ url: frontendUrl, publishableKey }: RunningKeywright): Server {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
    .replaceAll('http://localhost:3900', frontendUrl)
    .replaceAll('pk_test_your_key', publishableKey)
  return createServer((request, response) => {
    const isScript = request.url === '/main.js'
    const type = isScript ? 'text/javascript' : 'text/html; charset=utf-8'
    const headers = { 'content-type': type, 'content-security-policy': policyFor(frontendUrl) }
    response.writeHead(200, headers).end(isScript ? readFileSync(join(dist, 'main.js')) : page)
  })
}

beforeAll(async () => {
  keywright = await startKeywright()
  server = serveApp(keywright)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await keywright?.stop()
})

describe('the Angular example', () => {
  it('signs a new user up, shows the profile, signs out and in again', async () => {
    const context = await browser.newContext()
    context.setDefaultTimeout(10_000)
    const faults = watchPages(context)
    const log = await logPages(context)
    const page = await context.newPage()
    const person = { emailAddress: newAddress(), password }
    const hello = () => page.getByRole('heading', { name: `Hello ${person.emailAddress}` }).waitFor()

    await page.goto(url)
    await page.getByRole('link', { name: 'sign up' }).click()
    await portal.signUp(page, keywright.inbox, person)
    await hello()
    expect(new URL(page.url()).pathname).toBe('/')
    await page.getByRole('link', { name: 'Profile' }).click()
    await page.getByRole('button', { name: 'Edit name' }).waitFor()
    await page.getByRole('link', { name: 'Security' }).click()
    await page.getByRole('button', { name: 'Change password' }).waitFor()
    await page.getByRole('link', { name: 'Shop' }).click()
    await hello()
    expect(await page.locator('.kw-profile').count()).toBe(0)

    await page.getByRole('button', { name: `Account of ${person.emailAddress}` }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Hello stranger' }).waitFor()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await portal.signIn(page, person)
    await hello()
    await page.reload()
    await hello()
    await context.close()
    expect({ ...faults, violations: log.violations }).toEqual({ errors: [], strangers: [], violations: [] })
  })
})

import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ExampleApp, startExpressApp, startKeywrightExpressApp } from '../support/apps.ts'
import { newAddress, openPage, password } from '../support/browser.ts'
import { signUp } from '../support/portal.ts'

let keywright: RunningKeywright
let app: ExampleApp
let browser: Browser
let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
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

/** Signs up on the account portal, to which the app has sent the visitor. */
async function signUpOnPortal(path: string): Promise<string> {
  const emailAddress = newAddress()
  await page.goto(app.url + path)
  await page.waitForURL(`${keywright.url}/sign-in**`)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await signUp(page, keywright.inbox, { emailAddress, password })
  await page.waitForURL(app.url + path)
  return emailAddress
}

const apps = [
  { name: 'an unmodified Express app', startApp: startExpressApp, path: '/me' },
  { name: 'an Express app with our own SDK', startApp: startKeywrightExpressApp, path: '/api/me' },
] as const

describe.each(apps)('$name with the account portal', ({ startApp, path }) => {
  beforeAll(async () => {
    app = await startApp(keywright)
  })
  afterAll(() => app?.stop())

  it('sends a visitor to the portal and back, signed in', async () => {
    const emailAddress = await signUpOnPortal(path)
    const shown = JSON.parse((await page.textContent('body')) ?? '')
    expect(Object.values(shown)).toEqual([expect.stringMatching(/^user_/), emailAddress])
  })

  it('recovers an expired session cookie by a handshake, without a sign-in', async () => {
    await signUpOnPortal(path)
    await context.clearCookies({ name: /^__session/ })
    await page.goto(app.url)
    expect(await page.textContent('body')).toContain('Signed in')
  })

  it('answers a visitor without cookies as signed out, to programs without a redirect', async () => {
    const response = await fetch(app.url, { headers: { accept: 'application/json' } })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Sign in')
  })

  it('is signed out once the session is revoked and its token has run out', async () => {
    await signUpOnPortal(path)
    const token = (await context.cookies()).find(({ name }) => name === '__session')?.value ?? ''
    const { sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const revoked = await fetch(`${keywright.apiUrl}/v1/sessions/${sid}/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keywright.secretKey}` },
    })
    expect(revoked.status).toBe(200)
    await context.clearCookies({ name: /^__session/ })
    await page.goto(app.url)
    expect(await page.textContent('body')).toContain('Sign in')
  })
})

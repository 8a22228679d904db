/** Second factors with the official components: set up, asked for at a sign-in, and demanded of everybody. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../support/authenticator.ts'
import { enterCode, type Person, press, signIn } from '../support/flows.ts'
import { createMember } from '../support/members.ts'
import { type MovableKeywright, startMovableKeywright } from '../support/moved-clock.ts'
import type { PageServer } from '../support/page-server.ts'
import { startPlainApp } from '../support/plain-app.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let server: MovableKeywright
let app: PageServer
let browser: Browser
let opened: { context: BrowserContext; faults: PageFaults }[]

beforeAll(async () => {
  server = await startMovableKeywright()
  await server.command('config', 'set', 'authenticator_app.enabled=true')
  const { publishableKey, url } = server
  app = await startPlainApp({ publishableKey, proxyUrl: url, scriptsFrom: url })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await server?.stop()
})
beforeEach(() => {
  opened = []
})
afterEach(async () => {
  await Promise.all(opened.map(({ context }) => context.close()))
  expect(opened.map(({ faults }) => faults)).toEqual(opened.map(() => ({ errors: [], strangers: [] })))
})

const signedInAs = (page: Page, { emailAddress }: Person) =>
  page.getByText(`Signed in as ${emailAddress}`).waitFor()

/** How far the server is ahead of this machine. */
let ahead = 0
const patience = { timeout: 15_000 }
/** A code that was not given yet: the next half minute begins. */
async function nextCode(secret: string): Promise<string> {
  await server.pass(30_000)
  ahead += 30_000
  return codeOf(secret, ahead)
}

/** Gives the first factor in a browser of their own. */
async function begin(person: Person): Promise<Page> {
  const one = await openWatched(browser, { patience: 20_000, viewport: { width: 1280, height: 900 } })
  opened.push(one)
  await one.page.goto(`${app.url}/sign-in`)
  await signIn(one.page, person)
  return one.page
}

/** Types the key that is shown for those who cannot scan, and the first code: what was kept of it. */
async function setUp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await press(page, /scan QR code\?/)
  const key = page.locator('input').first()
  await expect.poll(() => key.inputValue(), patience).toMatch(/^[A-Z2-7]{32}$/)
  const secret = await key.inputValue()
  await press(page, 'Continue')
  await enterCode(page, codeOf(secret, ahead))
  // Each stands there once more, for the printer.
  const codesShown = async () => [...new Set(await page.getByText(/^[a-z2-9]{10}$/).allTextContents())]
  await expect.poll(async () => (await codesShown()).length, patience).toBe(10)
  const codes = await codesShown()
  // In the profile it is finished with that; at the task one goes on.
  await press(page, /^(Finish|Continue)$/)
  return { secret, codes }
}

describe('a second factor with the official components', () => {
  it('is set up in the profile, and asked for at the next sign-in, by app or by backup code', async () => {
    const person = await createMember(server)
    const page = await begin(person)
    await signedInAs(page, person)
    await page.goto(`${app.url}/profile/security`)
    await press(page, 'Add two-step verification')
    await page.getByRole('menuitem', { name: 'Authenticator application' }).click()
    const { secret, codes } = await setUp(page)
    await page.getByText('Default', { exact: true }).waitFor()

    const second = await begin(person)
    await second.getByRole('heading', { name: 'Two-step verification' }).waitFor()
    await enterCode(second, await nextCode(secret))
    await signedInAs(second, person)

    const third = await begin(person)
    await third.getByRole('heading', { name: 'Two-step verification' }).waitFor()
    await third.waitForURL(/factor-two/)
    await third.getByText('Use another method').click()
    await press(third, 'Use a backup code')
    await third.getByRole('textbox').fill(codes[0] ?? '')
    await press(third, 'Continue')
    await signedInAs(third, person)
  })

  it('is set up before anything else where everybody has one', async () => {
    await server.command('config', 'set', 'multi_factor.required=true')
    const person = await createMember(server)
    const page = await begin(person)
    await page.waitForURL(/\/tasks\/setup-mfa/)
    await setUp(page)
    await page.waitForURL((url) => !url.pathname.includes('tasks'))
    const status = () => page.evaluate('Clerk.session?.status')
    await expect.poll(status, patience).toBe('active')
  })
})

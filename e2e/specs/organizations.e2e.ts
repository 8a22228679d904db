/** Organizations with the official components: made, joined by invitation, roles, and their end. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { press, signUp } from '../support/flows.ts'
import type { PageServer } from '../support/page-server.ts'
import { startPlainApp } from '../support/plain-app.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let server: RunningKeywright
let app: PageServer
let browser: Browser
let opened: { context: BrowserContext; faults: PageFaults }[]

beforeAll(async () => {
  server = await startKeywright()
  await server.command('config', 'set', 'organizations.enabled=true')
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

/** Somebody new in a browser of their own. */
async function open(emailAddress: string): Promise<Page> {
  const one = await openWatched(browser, { patience: 20_000, viewport: { width: 1280, height: 900 } })
  opened.push(one)
  await one.page.goto(`${app.url}/sign-up`)
  await signUp(one.page, server.inbox, { emailAddress, password })
  await one.page.getByText(`Signed in as ${emailAddress}`).waitFor()
  return one.page
}

async function create(page: Page, name: string): Promise<void> {
  await page.goto(`${app.url}/organization/create`)
  await page.getByLabel('Name').fill(name)
  await press(page, 'Create organization')
  await page.getByText(`Works for ${name}`).waitFor()
}

const rowOf = (page: Page, emailAddress: string) =>
  page.getByRole('row').filter({ hasText: emailAddress.slice(0, 12) })
const openMembers = (page: Page) => page.goto(`${app.url}/organization/profile/organization-members`)

async function invite(page: Page, emailAddress: string): Promise<void> {
  await openMembers(page)
  await press(page, 'Invite')
  await page.getByRole('textbox').last().fill(emailAddress)
  await page.keyboard.press('Enter')
  await press(page, /Send invitation/)
  await page.getByText('Invitations successfully sent').waitFor()
}

async function join(page: Page, name: string): Promise<void> {
  await page.goto(`${app.url}/organization/list`)
  await press(page, 'Join')
  await page.getByRole('button', { name }).click()
  await page.getByText(`Works for ${name}`).waitFor()
}

/** Leaves or deletes the organization, whose name has to be typed for that. */
async function end(page: Page, how: 'Leave organization' | 'Delete organization', name: string) {
  await page.goto(`${app.url}/organization/profile`)
  await press(page, how)
  await page.getByRole('textbox').last().fill(name)
  const gone = page.waitForResponse((answer) => answer.url().includes('_method=DELETE'))
  await page.getByRole('button', { name: how }).last().click()
  expect((await gone).status()).toBe(200)
  // The components lead away from a page that has lost its organization.
  const tab = await page.context().newPage()
  await tab.goto(`${app.url}/organization`)
  await tab.getByText('Works alone').waitFor()
}

describe('an organization with the official components', () => {
  it('is made, joined by an invited user, run by roles, left and deleted', async () => {
    const [ada, grace] = [newAddress('ada'), newAddress('grace')]
    const name = `Engines ${ada.slice(4, 17)}`
    const page = await open(ada)
    const guest = await open(grace)
    await create(page, name)
    await invite(page, grace)
    await join(guest, name)

    // A member reads who else is there, and changes nobody.
    await openMembers(guest)
    await rowOf(guest, ada).waitFor()
    expect(await guest.getByRole('button', { name: 'Invite', exact: true }).count()).toBe(0)

    await openMembers(page)
    await rowOf(page, grace).getByRole('button', { name: 'Member' }).click()
    await page.locator('.cl-selectOption', { hasText: 'Admin' }).click()
    await rowOf(page, grace).getByRole('button', { name: 'Admin' }).waitFor()
    await openMembers(guest)
    await guest.getByRole('button', { name: 'Invite', exact: true }).waitFor()

    await openMembers(page)
    await rowOf(page, grace).getByRole('button').last().click()
    await page.getByRole('menuitem', { name: 'Remove member' }).click()
    await rowOf(page, grace).waitFor({ state: 'detached' })
    await guest.goto(`${app.url}/organization`)
    await guest.getByText('Works alone').waitFor()

    // Whoever was removed can be asked again, and go by themselves.
    await invite(page, grace)
    await join(guest, name)
    await end(guest, 'Leave organization', name)
    await openMembers(page)
    await rowOf(page, ada).waitFor()
    await rowOf(page, grace).waitFor({ state: 'detached' })

    await end(page, 'Delete organization', name)
  })
})

/** Organizations on the account portal: made, filled, worked in, left and deleted, by people in browsers of their own. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import * as portal from '../support/portal.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let keywright: RunningKeywright
let browser: Browser
let ada: { context: BrowserContext; page: Page; faults: PageFaults; emailAddress: string }

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
  await keywright.command('config', 'set', 'organizations.enabled=true')
})
afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})
beforeEach(async () => {
  ada = await signUp()
})
afterEach(async () => {
  await ada.context.close()
  expect(ada.faults).toEqual({ errors: [], strangers: [] })
})

/** Asks as a server of the app does. */
async function callBackend<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${keywright.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${keywright.secretKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

/** Somebody new, in a browser of their own. */
async function signUp() {
  const opened = await openWatched(browser)
  const emailAddress = newAddress()
  await opened.page.goto(`${keywright.url}/sign-up?redirect_url=/user`)
  await portal.signUp(opened.page, keywright.inbox, { emailAddress, password })
  await opened.page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
  return { ...opened, emailAddress }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function create(page: Page, name: string): Promise<void> {
  await page.goto(`${keywright.url}/create-organization`)
  await page.getByLabel('Name of the organization').fill(name)
  await press(page, 'Create organization')
  await press(page, 'Skip for now')
  await page.getByRole('heading', { name: 'General' }).waitFor()
}

interface Known {
  data: { id: string; name: string; slug: string; members_count: number }[]
}
const find = async (slug: string) =>
  (await callBackend<Known>('GET', `/v1/organizations?query=${slug}&include_members_count=true`)).data.find(
    (one) => one.slug === slug,
  )

describe('an organization on the account portal', () => {
  it('is made with a slug of its name, is called otherwise, and is deleted by who types its name', async () => {
    const { page } = ada
    await create(page, 'Analytical Engines')
    expect(await find('analytical-engines')).toMatchObject({ name: 'Analytical Engines', members_count: 1 })
    await press(page, 'Edit name')
    await page.getByLabel('Name of the organization').fill('Difference Engines')
    await press(page, 'Save')
    await page.getByText('Saved.').waitFor()
    expect(await find('analytical-engines')).toMatchObject({ name: 'Difference Engines' })
    await press(page, 'Delete')
    await page.getByLabel(/To go on/).fill('Difference Engines')
    await press(page, 'Delete the organization')
    await expect.poll(() => find('analytical-engines')).toBeUndefined()
  })

  it('gets a slug unlike others, unless somebody asks for one that is taken', async () => {
    const { page } = ada
    await create(page, 'Taken Twice')
    await page.goto(`${keywright.url}/create-organization`)
    await page.getByLabel('Name of the organization').fill('Taken Twice')
    await page.getByLabel('Slug').fill('taken-twice')
    await press(page, 'Create organization')
    await page.getByText('Another organization has this slug.').waitFor()
    await page.getByLabel('Slug').fill('')
    await press(page, 'Create organization')
    await press(page, 'Skip for now')
    await page.getByText(/^taken-twice-\w+$/).waitFor()
  })

  it('has members with roles, keeps one who manages it, and lets the others go', async () => {
    const { page } = ada
    await create(page, 'Members Only')
    const organization = await find('members-only')
    const grace = await signUp()
    const [user] = await callBackend<{ id: string }[]>(
      'GET',
      `/v1/users?${new URLSearchParams({ email_address: grace.emailAddress })}`,
    )
    await callBackend('POST', `/v1/organizations/${organization?.id}/memberships`, {
      user_id: user?.id,
      role: 'org:member',
    })
    await page.getByRole('link', { name: 'Members' }).click()
    await page.getByRole('tab', { name: /Members 2/ }).waitFor()
    await page.getByLabel(`Role of ${ada.emailAddress}`).selectOption('org:member')
    await page.getByText('Somebody must be able to manage the organization.').waitFor()
    await page.getByLabel(`Role of ${grace.emailAddress}`).selectOption('org:admin')
    await page.getByText('The role is changed.').waitFor()
    await page.getByLabel('Find a member').fill(grace.emailAddress)
    await expect.poll(() => page.getByLabel(/^Role of/).count()).toBe(1)

    // In her own browser she chooses it, and may do what she was made for.
    await grace.page.goto(`${keywright.url}/organizations`)
    await grace.page.getByRole('button', { name: /Members Only/ }).click()
    await grace.page.getByRole('heading', { name: 'General' }).waitFor()
    await press(grace.page, 'Leave')
    await press(grace.page, 'Leave')
    await expect.poll(async () => (await find('members-only'))?.members_count).toBe(1)
    await grace.context.close()
    expect(grace.faults).toEqual({ errors: [], strangers: [] })
  })

  it('is switched to by keyboard, on any page', async () => {
    const { page } = ada
    await create(page, 'Switch One')
    await create(page, 'Switch Two')
    await page.evaluate(() => {
      const node = document.body.insertBefore(document.createElement('nav'), document.body.firstChild)
      const { Keywright: client } = globalThis as unknown as {
        Keywright: { mountOrganizationSwitcher(node: HTMLElement): void }
      }
      client.mountOrganizationSwitcher(node)
    })
    const trigger = page.locator('nav').first().getByRole('button', { name: 'Switch Two' })
    const isStyled = () =>
      trigger.evaluate((one) => getComputedStyle(one).getPropertyValue('--kw-user-styles') !== '')
    await expect.poll(isStyled).toBe(true)
    await trigger.focus()
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).toContain('Switch Two')
    await page.keyboard.press('Escape')
    await expect.poll(() => trigger.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).toContain('Switch TwoAdmin')
    await page.keyboard.press('End')
    expect(await focused()).toBe('Create organization')
    await page.keyboard.press('Home')
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    // The profile on the page follows.
    await page.locator('.kw-profile-nav-title', { hasText: 'Switch One' }).waitFor()
    await page.locator('nav').first().getByRole('button', { name: 'Switch One' }).waitFor()
  })

  it('is chosen before it is looked after', async () => {
    const { page } = ada
    await page.goto(`${keywright.url}/organization`)
    await page.getByRole('heading', { name: 'Your organizations' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/organizations')
  })
})

/** The profile on the account portal: what somebody changes there is what servers are told. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import * as portal from '../support/portal.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

let keywright: RunningKeywright
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults
let person: { emailAddress: string; password: string }

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser))
  person = { emailAddress: newAddress(), password }
  await page.goto(`${keywright.url}/sign-up?redirect_url=/user`)
  await portal.signUp(page, keywright.inbox, person)
  await page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
})
afterEach(async () => {
  await context.close()
  expect(faults).toEqual({ errors: [], strangers: [] })
})

const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

interface KnownUser {
  first_name: string | null
  last_name: string | null
  email_addresses: { email_address: string; verification: { status: string } | null }[]
}

/** The user as a server of the app sees them. */
async function findUser(): Promise<KnownUser | undefined> {
  const query = new URLSearchParams({ email_address: person.emailAddress })
  const response = await fetch(`${keywright.apiUrl}/v1/users?${query}`, {
    headers: { authorization: `Bearer ${keywright.secretKey}` },
  })
  return ((await response.json()) as KnownUser[])[0]
}

describe('the profile on the account portal', () => {
  it('changes a name', async () => {
    await press('Edit name')
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Lovelace')
    await press('Save')
    await page.getByText('Ada Lovelace').first().waitFor()
    expect(await findUser()).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' })
  })

  it('adds an email address with the code that is sent there', async () => {
    const other = newAddress('grace')
    await press('Add an email address')
    await page.getByLabel('Email address', { exact: true }).fill(other)
    await press('Add')
    await page
      .getByRole('textbox')
      .last()
      .fill(await keywright.inbox.nextCode(other))
    await page.getByText('The address is confirmed.').waitFor()
    const addresses = (await findUser())?.email_addresses ?? []
    expect(addresses.map((one) => [one.email_address, one.verification?.status])).toEqual([
      [person.emailAddress, 'verified'],
      [other, 'verified'],
    ])
  })

  it('changes the password, and the new one signs in', async () => {
    const next = 'an entirely different secret 7'
    await page.getByText('Security', { exact: true }).first().click()
    await press('Change password')
    await page.getByLabel('Current password', { exact: true }).fill(password)
    await page.getByLabel('New password', { exact: true }).fill(next)
    await press('Save')
    await page.getByText('Your new password is saved.').waitFor()
    await context.clearCookies()
    await page.goto(`${keywright.url}/user`)
    await page.waitForURL(/sign-in/)
    await portal.signIn(page, { ...person, password: next })
    await page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
  })

  it('deletes the account once its user has typed that they mean it', async () => {
    await page.getByText('Security', { exact: true }).first().click()
    await press('Delete your account')
    await page.getByRole('textbox').last().fill('delete my account')
    await press('Delete account')
    await page.waitForURL(/sign-in/)
    expect(await findUser()).toBeUndefined()
  })
})

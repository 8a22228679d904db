/** Links with a ticket, on the account portal: no app is needed for whoever was invited. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { callBackend, createMember, type Member } from '../support/members.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

interface Invitation {
  id: string
  url: string
}

let keywright: RunningKeywright
let browser: Browser
let organization: { id: string }
let context: BrowserContext
let page: Page
let faults: PageFaults

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
  await keywright.command('config', 'set', 'organizations.enabled=true')
  const { id } = await createMember(keywright)
  const body = { name: 'Analytical Engines', created_by: id, max_allowed_memberships: 0 }
  organization = await callBackend(keywright, 'POST', '/organizations', body)
})
afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser))
})
afterEach(async () => {
  await context.close()
  expect(faults.strangers).toEqual([])
})

const invite = (emailAddress: string): Promise<Invitation> =>
  callBackend(keywright, 'POST', `/organizations/${organization.id}/invitations`, {
    email_address: emailAddress,
    role: 'org:member',
  })
const isMember = async (emailAddress: string) => {
  const path = `/organizations/${organization.id}/memberships?email_address=${emailAddress}`
  return (await callBackend<{ total_count: number }>(keywright, 'GET', path)).total_count === 1
}

describe('the link in the mail of an invitation', () => {
  it('lets a stranger sign up with what is missing, and makes them a member', async () => {
    const emailAddress = newAddress()
    await invite(emailAddress)
    await page.goto(await keywright.inbox.nextLink(emailAddress))
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.waitForURL(/\/user/)
    expect(page.url()).not.toContain('ticket')
    expect(await isMember(emailAddress)).toBe(true)
    expect(faults.errors).toEqual([])
  })

  it('signs in whoever has an account, and makes them a member', async () => {
    const { emailAddress }: Member = await createMember(keywright)
    await invite(emailAddress)
    await page.goto(await keywright.inbox.nextLink(emailAddress))
    await page.waitForURL(/\/user/)
    expect(await isMember(emailAddress)).toBe(true)
    expect(faults.errors).toEqual([])
  })
})

it('says in words why a ticket opens nothing, beside a form with which one goes on', async () => {
  await page.goto(`${keywright.url}/sign-in?__clerk_ticket=nonsense&__clerk_status=sign_in`)
  await page.getByRole('alert').getByText('This link is not valid.').waitFor()
  await page.getByLabel('Email address').waitFor()
  expect(page.url()).not.toContain('ticket')
})

/** Links of invitations that lead to an app with our components. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { setBundledStage } from '../support/bundled-stage.ts'
import { callBackend, createMember } from '../support/members.ts'

let organizationId = ''
const stage = setBundledStage({
  entry: 'e2e/pages/keywright-components.tsx',
  settings: ['organizations.enabled=true'],
  async prepare(server) {
    const { id } = await createMember(server)
    const body = { name: 'Analytical Engines', created_by: id, max_allowed_memberships: 0 }
    organizationId = (await callBackend<{ id: string }>(server, 'POST', '/organizations', body)).id
  },
})

interface Invitation {
  id: string
  url: string
}

const invite = (emailAddress: string, path: string): Promise<Invitation> =>
  callBackend(stage.server, 'POST', `/organizations/${organizationId}/invitations`, {
    ...{ email_address: emailAddress, role: 'org:member', redirect_url: stage.app.url + path },
  })
const membersAt = async (emailAddress: string) => {
  const path = `/organizations/${organizationId}/memberships?email_address=${emailAddress}`
  return (await callBackend<{ total_count: number }>(stage.server, 'GET', path)).total_count
}
const member = (page: Page, emailAddress: string) =>
  page.getByRole('heading', { name: `Member ${emailAddress}` }).waitFor()

async function completeWithPassword(page: Page): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

describe('the link of an invitation into an app', () => {
  it.each(['/sign-up', '/sign-in'])(
    'makes a stranger a member at %s, with a password alone',
    async (path) => {
      const { page } = stage
      const emailAddress = newAddress()
      await page.goto((await invite(emailAddress, path)).url)
      await completeWithPassword(page)
      await member(page, emailAddress)
      expect(page.url()).not.toContain('ticket')
      expect(await membersAt(emailAddress)).toBe(1)
    },
  )

  it.each(['/sign-in', '/sign-up'])(
    'signs in who has an account at %s, without being asked',
    async (path) => {
      const { page } = stage
      const { emailAddress } = await createMember(stage.server)
      await page.goto((await invite(emailAddress, path)).url)
      await member(page, emailAddress)
      expect(await membersAt(emailAddress)).toBe(1)
    },
  )

  it('says why a ticket opens nothing, over a form with which one goes on', async () => {
    const { page, app } = stage
    await page.goto(`${app.url}/sign-up?__clerk_status=sign_up&__clerk_ticket=of-nobody`)
    await page.getByRole('alert').getByText('This link is not valid.').waitFor()
    await page.getByLabel('Email address').fill(newAddress())
    expect(page.url()).not.toContain('ticket')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganization, enableOrganizations } from '../../testing/factories/organizations.factory.ts'
import { newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import type { Organization } from '../organizations/index.ts'

let app: TestApp
let organization: Organization

beforeAll(async () => {
  app = await createTestApp()
  await enableOrganizations(app)
  organization = (await createOrganization(app)).organization
})
afterAll(() => app.close())

async function inviteAll(emailAddresses: readonly string[]): Promise<number> {
  const body = emailAddresses.map((email_address) => ({ email_address, role: 'org:member' }))
  const path = `/v1/organizations/${organization.id}/invitations/bulk`
  return (await app.backend('post', path, body)).status
}
async function counts() {
  const place = app.db.selectFrom('organization_invitations').where('organization_id', '=', organization.id)
  const [invitations, mails, events] = await Promise.all([
    place.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow(),
    app.db
      .selectFrom('outgoing_messages')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('template', '=', 'organization_invitation')
      .executeTakeFirstOrThrow(),
    app.db
      .selectFrom('events')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('type', '=', 'organizationInvitation.created')
      .executeTakeFirstOrThrow(),
  ])
  return [invitations, mails, events].map(({ count }) => Number(count))
}

describe('three thousand people', () => {
  it('are invited in three calls, each with one mail and one event, and none of a call that names one of them again', async () => {
    const everybody = Array.from({ length: 3000 }, () => newEmail('crowd'))
    for (let start = 0; start < everybody.length; start += 1000)
      expect(await inviteAll(everybody.slice(start, start + 1000))).toBe(200)
    expect(await counts()).toEqual([3000, 3000, 3000])
    const others = Array.from({ length: 999 }, () => newEmail('crowd'))
    expect(await inviteAll([...others, everybody[1500] ?? ''])).toBe(400)
    expect(await counts()).toEqual([3000, 3000, 3000])
  }, 60_000)
})

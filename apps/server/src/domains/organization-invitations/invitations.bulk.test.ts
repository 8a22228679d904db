import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addMember,
  createOrganization,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
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

describe('many people, some of whom cannot be invited', () => {
  const path = () => `/v1/organizations/${organization.id}/invitations/bulk`
  const bodyOf = (addresses: readonly string[]) =>
    addresses.map((email_address) => ({ email_address, role: 'org:member' }))
  async function mixed() {
    organization = (await createOrganization(app)).organization
    const member = (await addMember(app, organization)).emailAddresses[0]?.emailAddress ?? ''
    const { emailAddress: invited } = await invite(app, organization)
    const good = [newEmail('good'), newEmail('good')]
    return {
      good,
      member,
      invited,
      all: [good[0], 'no address', member, invited, good[1], good[0]].map(String),
    }
  }

  it('are all left alone unless the caller says otherwise, and the call says who is meant', async () => {
    const { all } = await mixed()
    const { status, body } = await app.call('post', path(), bodyOf(all))
    expect([status, body.errors]).toMatchObject([
      422,
      [
        {
          code: 'form_param_format_invalid',
          meta: { param_name: 'email_address', email_addresses: ['no address'] },
        },
      ],
    ])
    const { body: listed } = await app.call('get', path().replace('/bulk', '?status=pending'))
    expect(listed.total_count).toBe(1)
  })

  it('lose nobody else where `partial` is asked for: each who is left out is named with the reason', async () => {
    const { good, member, invited, all } = await mixed()
    const { status, body } = await app.call('post', `${path()}?partial=true`, bodyOf(all))
    expect([status, body.total_count]).toEqual([200, 2])
    expect(body.data.map((one: { email_address: string }) => one.email_address)).toEqual(good)
    expect(body.refused).toEqual([
      { email_address: 'no address', code: 'form_param_format_invalid' },
      { email_address: member, code: 'already_a_member_in_organization' },
      { email_address: invited, code: 'organization_invitation_not_unique' },
      { email_address: good[0], code: 'organization_invitation_not_unique' },
    ])
  })

  it('are invited up to the last place, in their order', async () => {
    const { good } = await mixed()
    await app.services.organizations.update(app.scope, organization.id, { maxAllowedMemberships: 4 })
    const { body } = await app.call('post', `${path()}?partial=true`, bodyOf(good))
    expect([body.total_count, body.refused]).toEqual([
      1,
      [{ email_address: good[1], code: 'organization_membership_quota_exceeded' }],
    ])
  })

  it('may be all of them: then nothing is made', async () => {
    const { member } = await mixed()
    const { status, body } = await app.call('post', `${path()}?partial=true`, bodyOf([member]))
    expect([status, body.data, body.refused.length]).toEqual([200, [], 1])
  })
})

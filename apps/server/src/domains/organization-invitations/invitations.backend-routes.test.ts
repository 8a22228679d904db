import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { lastMailTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import type { Organization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let organization: Organization
let admin: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  const made = await createOrganization(app)
  organization = made.organization
  admin = made.admin
})

const day = 86_400_000
/** A call below the organization. */
const call = (method: string, path = '', body?: unknown) =>
  app.call(method, `/v1/organizations/${organization.id}/invitations${path}`, body)
const invitation = (more: object = {}) => ({
  email_address: newEmail('invited'),
  role: 'org:member',
  ...more,
})
const eventsOf = async (id: string) => {
  const rows = await app.db.selectFrom('events').selectAll().where('entity_id', '=', id).execute()
  return rows.toSorted((a, b) => Number(a.position) - Number(b.position))
}

describe('an invitation by a server', () => {
  it('is pending, told by mail, and says who invited, to what, and until when', async () => {
    await app.services.users.update(app.scope, admin.id, {
      profile: { firstName: 'Ada', lastName: 'Lovelace' },
    })
    const sent = invitation({
      roles: ['org:admin', 'org:member'],
      inviter_user_id: admin.id,
      public_metadata: { team: 'mill' },
      private_metadata: { budget: 7 },
      redirect_url: 'https://app.example.com/welcome',
      expires_in_days: 3,
    })
    const { status, body } = await call('post', '', sent)
    expect([status, body]).toEqual([
      200,
      {
        object: 'organization_invitation',
        id: expect.stringMatching(/^orginv_/),
        email_address: sent.email_address,
        role: 'org:admin',
        role_name: 'Admin',
        roles: ['org:admin', 'org:member'],
        organization_id: organization.id,
        inviter_id: admin.id,
        public_inviter_data: {
          user_id: admin.id,
          first_name: 'Ada',
          last_name: 'Lovelace',
          image_url: expect.any(String),
          has_image: false,
          identifier: expect.any(String),
        },
        status: 'pending',
        public_metadata: { team: 'mill' },
        private_metadata: { budget: 7 },
        url: expect.stringContaining(`/v1/tickets/accept?ticket=${body.id}.`),
        expires_at: body.created_at + 3 * day,
        created_at: app.clock.now().getTime(),
        updated_at: app.clock.now().getTime(),
      },
    ])
    const mail = await lastMailTo(app, sent.email_address)
    expect(mail.subject).toBe('Ada Lovelace invited you to join Analytical Engines')
    expect(mail.text).toContain(body.url)
    expect(mail.text).toContain('works for 3 days')
    expect(await eventsOf(body.id)).toMatchObject([
      {
        type: 'organizationInvitation.created',
        data: {
          id: body.id,
          url: null,
          status: 'pending',
          private_metadata: { budget: 7 },
          data: { public_organization_data: { id: organization.id, name: 'Analytical Engines' } },
        },
      },
    ])
  })

  // The attack: read what servers keep or are sent, and join with it.
  it('is in the name of the organization where nobody in person invites', async () => {
    const sent = { email_address: newEmail('nobody'), role: 'org:member' }
    await call('post', '', sent)
    const { subject, text } = await lastMailTo(app, sent.email_address)
    expect(subject).toBe('Analytical Engines invites you to join')
    expect(subject + text).not.toContain('Somebody')
  })

  it('keeps what would accept it out of the log and of the database', async () => {
    const { body } = await call('post', '', invitation())
    const [, secret = ''] = new URL(body.url).searchParams.get('ticket')?.split('.') ?? []
    expect(secret).toHaveLength(43)
    const [row] = await app.db
      .selectFrom('organization_invitations')
      .selectAll()
      .where('id', '=', body.id)
      .execute()
    expect(JSON.stringify([row, await eventsOf(body.id)])).not.toContain(secret)
  })

  it('is not told to anybody where the server wants to do that', async () => {
    const sent = invitation({ notify: false })
    expect((await call('post', '', sent)).status).toBe(200)
    expect(await mailsTo(app, sent.email_address)).toEqual([])
  })

  it.each([
    [{ role: undefined }, 422, 'form_param_missing', 'role'],
    [{ role: 'org:nobody' }, 422, 'form_param_value_invalid', 'role'],
    [{ email_address: 'nobody' }, 422, 'form_param_format_invalid', 'email_address'],
    [{ redirect_url: 'javascript:alert(1)' }, 422, 'invalid_redirect_url', 'redirect_url'],
    [{ redirect_url: '/welcome' }, 422, 'invalid_redirect_url', 'redirect_url'],
    [
      { public_metadata: { big: 'x'.repeat(9000) } },
      422,
      'form_param_exceeds_allowed_size',
      'public_metadata',
    ],
    [{ inviter_user_id: 'user_unheard_of' }, 403, 'not_a_member_in_organization', undefined],
  ])('is refused in words: %#', async (given, status, code, param) => {
    const answer = await call('post', '', invitation(given))
    expect(fault(answer)).toEqual([status, code])
    expect(answer.body.errors[0].meta?.param_name).toBe(param)
  })

  it('names no inviter who is no member', async () => {
    const stranger = await createUser(app)
    const answer = await call('post', '', invitation({ inviter_user_id: stranger.id }))
    expect(fault(answer)).toEqual([403, 'not_a_member_in_organization'])
  })

  it('may lead to an app that the operator registered', async () => {
    await app.services.redirectUrls.create(app.scope, 'engines://welcome')
    const answer = await call('post', '', invitation({ redirect_url: 'engines://welcome' }))
    expect(answer.status).toBe(200)
  })

  it('goes neither to a member nor twice to anybody, however the address is written', async () => {
    const emailAddress = newEmail('member')
    await addMember(app, organization, { user: await createUser(app, { emailAddress }) })
    const toMember = await call('post', '', invitation({ email_address: emailAddress.toUpperCase() }))
    expect(fault(toMember)).toEqual([400, 'already_a_member_in_organization'])
    expect(toMember.body.errors[0].meta).toMatchObject({ email_addresses: [emailAddress] })
    const sent = invitation()
    await call('post', '', sent)
    const again = await call('post', '', { ...sent, email_address: sent.email_address.toUpperCase() })
    expect(fault(again)).toEqual([400, 'organization_invitation_not_unique'])
    expect(again.body.errors[0].meta).toMatchObject({ email_addresses: [sent.email_address] })
  })

  it('is one of two that are made at once', async () => {
    const sent = invitation()
    const answers = await Promise.all([1, 2, 3].map(() => call('post', '', sent)))
    expect(answers.map((answer) => fault(answer).join()).toSorted()).toEqual([
      '200,',
      '400,organization_invitation_not_unique',
      '400,organization_invitation_not_unique',
    ])
    expect(await mailsTo(app, sent.email_address)).toHaveLength(1)
  })

  it('needs a place, of which two at once take the last one once', async () => {
    await app.services.organizations.update(app.scope, organization.id, { maxAllowedMemberships: 3 })
    expect((await call('post', '', invitation())).status).toBe(200)
    const answers = await Promise.all([1, 2, 3].map(() => call('post', '', invitation())))
    expect(answers.map((answer) => fault(answer).join()).toSorted()).toEqual([
      '200,',
      '403,organization_membership_quota_exceeded',
      '403,organization_membership_quota_exceeded',
    ])
    const pending = await call('get', '/pending')
    await call('post', `/${pending.body.data[0].id}/revoke`, {})
    expect((await call('post', '', invitation())).status).toBe(200)
  })
})

describe('many invitations at once', () => {
  it('are all made, or none when one of them cannot be', async () => {
    const [first, second] = [invitation(), invitation()]
    await call('post', '', second)
    const refused = await call('post', '/bulk', [first, second])
    expect(fault(refused)).toEqual([400, 'organization_invitation_not_unique'])
    expect(refused.body.errors[0].meta).toMatchObject({ email_addresses: [second.email_address] })
    expect(await mailsTo(app, first.email_address)).toEqual([])
    const twice = await call('post', '/bulk', [first, first])
    expect(fault(twice)).toEqual([400, 'organization_invitation_not_unique'])
    const third = invitation({ role: 'org:admin' })
    const { status, body } = await call('post', '/bulk', [first, third])
    expect([status, body.total_count]).toEqual([200, 2])
    expect(body.data).toMatchObject([
      { email_address: first.email_address, role: 'org:member' },
      { email_address: third.email_address, role: 'org:admin' },
    ])
  })

  it('are no more than fit into one call', async () => {
    const answer = await call(
      'post',
      '/bulk',
      Array.from({ length: 1001 }, () => invitation()),
    )
    expect(answer.status).toBe(422)
    expect((await call('post', '/bulk', [])).status).toBe(422)
  })
})

describe('the invitations of an organization', () => {
  it('can be read by state and address, in order, a page at a time', async () => {
    const made = []
    for (const name of ['c', 'a', 'b']) {
      app.clock.advance(1000)
      made.push(await invite(app, organization, { emailAddress: newEmail(name) }))
    }
    const [c, a, b] = made.map(({ id }) => id)
    await call('post', `/${a}/revoke`, {})
    const ids = async (query: string) => {
      const { body } = await call('get', `?${query}`)
      return [body.total_count, ...body.data.map(({ id }: { id: string }) => id)]
    }
    expect(await ids('')).toEqual([3, b, a, c])
    expect(await ids('order_by=%2Bemail_address')).toEqual([3, a, b, c])
    expect(await ids('order_by=-created_at&limit=1&offset=1')).toEqual([3, a])
    expect(await ids('status=revoked')).toEqual([1, a])
    expect(await ids('status=revoked&status=pending')).toEqual([3, b, a, c])
    expect(await ids(`email_address=${made[0]?.emailAddress.toUpperCase()}`)).toEqual([1, c])
    const { body } = await call('get', '/pending')
    expect([body.total_count, body.data.map(({ id }: { id: string }) => id)]).toEqual([2, [b, c]])
  })

  it('are found in the whole instance with their organization, and by the user they are for', async () => {
    const emailAddress = newEmail('searched')
    const user = await createUser(app, { emailAddress })
    const { id } = await invite(app, organization, { emailAddress })
    const expected = { id, public_organization_data: { id: organization.id, name: 'Analytical Engines' } }
    for (const query of [id, organization.id, emailAddress.slice(2, 14).toUpperCase()]) {
      const { body } = await app.call('get', `/v1/organization_invitations?query=${query}`)
      expect(body).toMatchObject({ total_count: 1, data: [expected] })
    }
    const nothing = await app.call('get', '/v1/organization_invitations?query=%25')
    expect(nothing.body).toEqual({ data: [], total_count: 0 })
    const own = await app.call('get', `/v1/users/${user.id}/organization_invitations?status=pending`)
    expect(own.body).toMatchObject({ total_count: 1, data: [expected] })
  })
})

describe('a pending invitation', () => {
  it('is taken back, once, and by no stranger', async () => {
    const { id } = await invite(app, organization)
    const stranger = await createUser(app)
    const byStranger = await call('post', `/${id}/revoke`, { requesting_user_id: stranger.id })
    expect(fault(byStranger)).toEqual([403, 'not_a_member_in_organization'])
    const { status, body } = await call('post', `/${id}/revoke`, { requesting_user_id: admin.id })
    expect([status, body.status, body.url]).toEqual([200, 'revoked', null])
    const again = await call('post', `/${id}/revoke`, {})
    expect(fault(again)).toEqual([404, 'organization_invitation_not_pending'])
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual([
      'organizationInvitation.created',
      'organizationInvitation.revoked',
    ])
  })

  it('is one of its own organization only', async () => {
    const { id } = await invite(app, (await createOrganization(app)).organization)
    expect(fault(await call('get', `/${id}`))).toEqual([404, 'resource_not_found'])
    expect(fault(await call('post', `/${id}/revoke`, {}))).toEqual([404, 'resource_not_found'])
    expect(fault(await call('post', `/${id}/resend`, {}))).toEqual([404, 'resource_not_found'])
  })

  it('runs out, and can then be made anew', async () => {
    const emailAddress = newEmail('late')
    const { id } = await invite(app, organization, { emailAddress, expiresInDays: 1 })
    app.clock.advance(day - 1)
    expect((await call('get', `/${id}`)).body.status).toBe('pending')
    app.clock.advance(1)
    expect((await call('get', `/${id}`)).body).toMatchObject({ status: 'expired', url: null })
    expect((await call('get', '?status=pending')).body.total_count).toBe(0)
    expect((await call('get', '?status=expired')).body.total_count).toBe(1)
    expect(fault(await call('post', `/${id}/revoke`, {}))[1]).toBe('organization_invitation_not_pending')
    expect(fault(await call('post', `/${id}/resend`, {}))[1]).toBe('organization_invitation_not_pending')
    await app.services.invitations.expire(app.instance.id)
    const read = app.db.selectFrom('organization_invitations').select('status').where('id', '=', id)
    expect(await read.execute()).toEqual([{ status: 'expired' }])
    expect((await call('get', '?status=expired')).body.total_count).toBe(1)
    expect((await invite(app, organization, { emailAddress })).status).toBe('pending')
  })

  it('is sent again with the same link, valid for its whole time', async () => {
    const emailAddress = newEmail('again')
    const { id } = await invite(app, organization, { emailAddress, expiresInDays: 2 })
    const { url } = (await call('get', `/${id}`)).body
    app.clock.advance(day)
    const { status, body } = await call('post', `/${id}/resend`, {})
    expect([status, body.url, body.expires_at]).toEqual([200, url, app.clock.now().getTime() + 2 * day])
    expect(await mailsTo(app, emailAddress)).toHaveLength(2)
  })

  it('goes with its organization', async () => {
    const { id } = await invite(app, organization)
    await app.services.organizations.delete(app.scope, organization.id)
    expect(fault(await call('get', `/${id}`))).toEqual([404, 'resource_not_found'])
  })
})

describe('where organizations are switched off', () => {
  it('nobody is invited, and nothing shown', async () => {
    const { id } = await invite(app, organization)
    await enableOrganizations(app, { enabled: false })
    const answers = [
      await call('get'),
      await call('post', '', invitation()),
      await call('post', `/${id}/revoke`, {}),
      await app.call('get', '/v1/organization_invitations'),
      await app.call('get', `/v1/users/${admin.id}/organization_invitations`),
    ]
    for (const answer of answers) expect(fault(answer)).toEqual([403, 'organization_not_enabled_in_instance'])
  })
})

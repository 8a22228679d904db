import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import {
  type BrowserAnswer,
  browserOf,
  createTestBrowser,
  type TestBrowser,
} from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let organization: Organization
let user: User
let emailAddress: string
let browser: TestBrowser

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  organization = (await createOrganization(app)).organization
  emailAddress = newEmail('invited')
  user = await createUser(app, { emailAddress })
  browser = await browserOf(app, user)
})

const own = '/v1/me/organization_invitations'
const accept = (id: string, by = browser) => by.post(`${own}/${id}/accept`)
const name = () => ({ organizationId: organization.id, userId: user.id })
const findMember = () => app.services.memberships.find(app.instance, name())
const proven = (address: string) => ({ emailAddress: address, verifiedBy: 'admin' }) as const
const readInvitation = (id: string) =>
  app.db
    .selectFrom('organization_invitations')
    .select(['status', 'user_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
const countMembers = async () =>
  (await app.services.organizations.get(app.scope, organization.id)).membersCount

describe('an invitation to an address of mine', () => {
  it('is listed, and makes me a member with its roles and metadata', async () => {
    const { id } = await invite(app, organization, {
      emailAddress,
      roles: ['org:admin', 'org:member'],
      publicMetadata: { team: 'mill' },
      privateMetadata: { budget: 7 },
    })
    const listed = await browser.get(`${own}?status=pending&status=completed`)
    expect(listed.body.response).toMatchObject({
      total_count: 1,
      data: [{ id, url: null, public_organization_data: { id: organization.id } }],
    })
    const { status, body } = await accept(id)
    expect([status, body.response]).toMatchObject([200, { id, status: 'accepted' }])
    expect(body.client.sessions[0].user.organization_memberships).toMatchObject([
      { roles: ['org:admin', 'org:member'], public_metadata: { team: 'mill' } },
    ])
    expect(await findMember()).toMatchObject({ privateMetadata: { budget: 7 } })
    expect(await countMembers()).toBe(2)
    const events = await app.db.selectFrom('events').selectAll().orderBy('position').execute()
    expect(events.filter(({ data }) => JSON.stringify(data).includes(user.id)).slice(-2)).toMatchObject([
      { type: 'organizationMembership.created' },
      { type: 'organizationInvitation.accepted', entity_id: id, data: { user_id: user.id } },
    ])
    const left = await browser.get(`${own}?status=pending`)
    expect(left.body.response).toEqual({ data: [], total_count: 0 })
    expect((await browser.get(`${own}?status=accepted`)).body.response.total_count).toBe(1)
  })

  it('is accepted once, whoever asks at once', async () => {
    const { id } = await invite(app, organization, { emailAddress })
    const answers = await Promise.all([1, 2, 3].map(() => accept(id)))
    expect(answers.map((answer) => fault(answer).join()).toSorted()).toEqual([
      '200,',
      '400,organization_invitation_already_accepted',
      '400,organization_invitation_already_accepted',
    ])
    expect(await countMembers()).toBe(2)
  })

  it('is either accepted or taken back', async () => {
    for (let round = 0; round < 4; round++) {
      const place = (await createOrganization(app)).organization
      const { id } = await invite(app, place, { emailAddress })
      const [accepted, revoked] = await Promise.all([
        accept(id),
        app.backend('post', `/v1/organizations/${place.id}/invitations/${id}/revoke`, {}),
      ])
      const member = await app.services.memberships.find(app.instance, {
        organizationId: place.id,
        userId: user.id,
      })
      expect([accepted.status === 200, revoked.status === 200]).toEqual([
        member !== undefined,
        member === undefined,
      ])
    }
  })

  it('says why it cannot be accepted any more', async () => {
    const revoked = await invite(app, organization, { emailAddress })
    await app.services.invitations.revoke(app.scope, { organizationId: organization.id, id: revoked.id })
    expect(fault(await accept(revoked.id))).toEqual([400, 'organization_invitation_revoked_code'])
    const late = await invite(app, organization, { emailAddress, expiresInDays: 1 })
    app.clock.advance(86_400_000)
    await browser.signIn(user)
    expect(fault(await accept(late.id))).toEqual([404, 'organization_invitation_not_pending'])
    const lost = await invite(app, organization, { emailAddress })
    await app.services.organizations.delete(app.scope, organization.id)
    expect(fault(await accept(lost.id))).toEqual([404, 'organization_invitation_not_found'])
  })

  it('is accepted with the membership of whoever comes in another way, and takes up no place', async () => {
    const other = newEmail('second')
    const busy = await createUser(app, { emails: [newEmail('own'), other].map(proven) })
    const { id } = await invite(app, organization, { emailAddress: other })
    const stranger = await invite(app, organization)
    await addMember(app, organization, { user: busy })
    expect(await readInvitation(id)).toMatchObject({ status: 'accepted', user_id: busy.id })
    expect(await readInvitation(stranger.id)).toMatchObject({ status: 'pending', user_id: null })
    const events = await app.db
      .selectFrom('events')
      .select(['type', 'data'])
      .where('entity_id', '=', id)
      .orderBy('position')
      .execute()
    expect(events).toMatchObject([
      { type: 'organizationInvitation.created' },
      { type: 'organizationInvitation.accepted', data: { user_id: busy.id, status: 'accepted' } },
    ])
    const { pendingInvitationsCount } = await app.services.organizations.get(app.scope, organization.id)
    expect(pendingInvitationsCount).toBe(1)
  })

  it('is accepted along with another one of mine, and says so', async () => {
    const twice = await createUser(app, { emails: [newEmail('own'), newEmail('second')].map(proven) })
    const own = createTestBrowser(app)
    await own.signIn(twice)
    const addresses = twice.emailAddresses.map((one) => one.emailAddress)
    const ids = await Promise.all(
      addresses.map(async (one) => (await invite(app, organization, { emailAddress: one })).id),
    )
    expect((await accept(ids[0] ?? '', own)).status).toBe(200)
    expect(await Promise.all(ids.map(readInvitation))).toMatchObject([
      { status: 'accepted' },
      { status: 'accepted' },
    ])
    expect(fault(await accept(ids[1] ?? '', own))).toEqual([400, 'organization_invitation_already_accepted'])
  })

  it('stays where its address is not proven, as somebody else may have it', async () => {
    const { id } = await invite(app, organization, { emailAddress })
    const claimer = await createUser(app)
    const claiming = createTestBrowser(app)
    await claiming.signIn(claimer)
    await claiming.post('/v1/me/email_addresses', { email_address: emailAddress })
    await addMember(app, organization, { user: claimer })
    expect(await readInvitation(id)).toMatchObject({ status: 'pending' })
  })

  it('takes the last place once', async () => {
    await app.services.organizations.update(app.scope, organization.id, { maxAllowedMemberships: 3 })
    const other = await createUser(app)
    const otherBrowser = createTestBrowser(app)
    await otherBrowser.signIn(other)
    const first = await invite(app, organization, { emailAddress })
    const second = await invite(app, organization, {
      emailAddress: other.emailAddresses[0]?.emailAddress ?? '',
    })
    await app.services.organizations.update(app.scope, organization.id, { maxAllowedMemberships: 2 })
    const answers = await Promise.all([accept(first.id), accept(second.id, otherBrowser)])
    expect(answers.map((answer) => fault(answer).join()).toSorted()).toEqual([
      '200,',
      '403,organization_membership_quota_exceeded',
    ])
    expect(await countMembers()).toBe(2)
  })

  it('gives what new members get where its roles are gone', async () => {
    const { id } = await invite(app, organization, { emailAddress })
    await app.db
      .updateTable('organization_invitations')
      .set({ role_ids: ['role_gone'] })
      .where('id', '=', id)
      .execute()
    const { body } = await accept(id)
    expect(body.client.sessions[0].user.organization_memberships).toMatchObject([{ role: 'org:member' }])
  })
})

describe('an invitation to somebody else', () => {
  // The attack: accept by its id, which members and logs show, or by an address that one only wrote down.
  it('is as one that there is not, also for who claims the address without proof', async () => {
    const other = newEmail('other')
    const { id } = await invite(app, organization, { emailAddress: other })
    const plain = ({ status, body }: BrowserAnswer) => [status, { ...body, clerk_trace_id: '' }]
    const unknown = plain(await accept('orginv_unheard_of'))
    expect(unknown).toMatchObject([404, { errors: [{ code: 'organization_invitation_not_found' }] }])
    expect(plain(await accept(id))).toEqual(unknown)
    const added = await browser.post('/v1/me/email_addresses', { email_address: other })
    expect(added.status).toBe(200)
    expect(plain(await accept(id))).toEqual(unknown)
    expect((await browser.get(own)).body.response.total_count).toBe(0)
    const byServer = await app.backend('get', `/v1/users/${user.id}/organization_invitations`)
    expect(await byServer.json()).toEqual({ data: [], total_count: 0 })
    expect(await findMember()).toBeUndefined()
  })

  it('is not accepted by an account that keeps the address without proof', async () => {
    const other = newEmail('reserved')
    const keeper = await createUser(app, { emails: [{ emailAddress: other, reserved: true }] })
    const keeping = createTestBrowser(app)
    await keeping.signIn(keeper)
    const { id } = await invite(app, organization, { emailAddress: other })
    expect(fault(await accept(id, keeping))).toEqual([404, 'organization_invitation_not_found'])
  })
})

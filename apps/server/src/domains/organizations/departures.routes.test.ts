import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  createRole,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { browserOf } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'
import type { Organization } from './index.ts'

let app: TestApp
let organization: Organization
let admin: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app, { last_admin_deleted: 'hand_over' })
  ;({ organization, admin } = await createOrganization(app))
})

const placeOf = ({ id }: Pick<Organization, 'id'>) => `/v1/organizations/${id}`
const previewOf = async (user: User) => (await app.call('get', `/v1/users/${user.id}/deletion_preview`)).body
const name = (user: User | null, place = organization) =>
  app.call('patch', placeOf(place), { successor_user_id: user?.id ?? null })
const successor = async () => (await app.call('get', placeOf(organization))).body.successor_user_id
const eventsOf = (id: string) =>
  app.db
    .selectFrom('events')
    .select(['type', 'data'])
    .where('entity_id', '=', id)
    .orderBy('position')
    .execute()

describe('the successor of an organization', () => {
  it('is named by a server, taken back, and told in an event', async () => {
    const heir = await addMember(app, organization)
    expect(await successor()).toBeNull()
    expect((await name(heir)).body.successor_user_id).toBe(heir.id)
    expect(await successor()).toBe(heir.id)
    expect((await eventsOf(organization.id)).at(-1)).toMatchObject({
      type: 'organization.updated',
      data: { successor_user_id: heir.id },
    })
    expect((await app.call('patch', placeOf(organization), { name: 'Mill' })).body.successor_user_id).toBe(
      heir.id,
    )
    expect((await name(null)).body.successor_user_id).toBeNull()
  })

  it('is a member', async () => {
    const stranger = await createUser(app)
    const answer = await name(stranger)
    expect(fault(answer)).toEqual([403, 'not_a_member_in_organization'])
    expect(await successor()).toBeNull()
  })

  it.each(['removed', 'deleted'])('is nobody any more once they are %s', async (end) => {
    const heir = await addMember(app, organization)
    await name(heir)
    const path =
      end === 'deleted' ? `/v1/users/${heir.id}` : `${placeOf(organization)}/memberships/${heir.id}`
    expect((await app.call('delete', path)).status).toBe(200)
    expect(await successor()).toBeNull()
    expect((await eventsOf(organization.id)).at(-1)).toMatchObject({
      type: 'organization.updated',
      data: { successor_user_id: null },
    })
  })

  it('takes over before members of longer standing', async () => {
    await addMember(app, organization)
    app.clock.advance(1000)
    const heir = await addMember(app, organization)
    await name(heir)
    expect((await previewOf(admin)).organizations).toMatchObject([
      { fate: 'handed_over', successor: { user_id: heir.id }, members_count: 3 },
    ])
    expect((await app.call('delete', `/v1/users/${admin.id}`)).status).toBe(200)
    const { body } = await app.call('get', `${placeOf(organization)}/memberships?role=org:admin`)
    expect(body.data).toMatchObject([{ public_user_data: { user_id: heir.id } }])
  })

  it('is named by members who could make them an administrator themselves', async () => {
    const heir = await addMember(app, organization)
    const own = await browserOf(app, admin)
    const answer = await own.tunnel('PATCH', placeOf(organization), { successor_user_id: heir.id })
    expect([answer.status, await successor()]).toEqual([200, heir.id])
    await own.tunnel('PATCH', placeOf(organization), { successor_user_id: '' })
    expect(await successor()).toBeNull()
  })

  // The attack: name oneself, and wait until the administrator is gone.
  it('is not named by a member who may not give so much, for themselves or others', async () => {
    await createRole(app, 'org:profile_only', ['org:sys_profile:manage'])
    const manager = await addMember(app, organization, { roles: ['org:profile_only'] })
    const plain = await addMember(app, organization)
    for (const [by, heir] of [
      [manager, manager],
      [manager, plain],
      [plain, plain],
    ] as const) {
      const answer = await (await browserOf(app, by)).tunnel('PATCH', placeOf(organization), {
        successor_user_id: heir.id,
      })
      expect(fault(answer)).toEqual([403, 'missing_organization_permission'])
    }
    expect(await successor()).toBeNull()
  })
})

describe('the preview of a deletion', () => {
  it('says what becomes of all that the user has a hand in', async () => {
    await addMember(app, organization)
    app.clock.advance(1000)
    const { organization: alone } = await createOrganization(app, { name: 'Alone', createdBy: admin.id })
    app.clock.advance(1000)
    const { organization: other } = await createOrganization(app, { name: 'Other' })
    await addMember(app, other, { user: admin })
    await invite(app, organization, { inviterId: admin.id })
    await invite(app, alone, { inviterId: admin.id })
    const preview = await previewOf(admin)
    expect(preview).toEqual({
      object: 'deletion_preview',
      user_id: admin.id,
      deletable: true,
      organizations: [
        expect.objectContaining({ fate: 'handed_over', members_count: 2 }),
        {
          public_organization_data: expect.objectContaining({ id: alone.id, name: 'Alone' }),
          members_count: 1,
          fate: 'deleted',
          successor: null,
        },
        expect.objectContaining({ fate: 'left', successor: null }),
      ],
      revoked_invitations_count: 1,
      withdrawn_requests_count: 0,
      withdrawn_suggestions_count: 0,
    })
  })

  it('says that nothing will happen where an organization is in the way', async () => {
    await enableOrganizations(app)
    await addMember(app, organization)
    expect(await previewOf(admin)).toMatchObject({ deletable: false, organizations: [{ fate: 'refused' }] })
  })

  it('is there for the user, of nobody but themselves', async () => {
    const { body, status } = await (await browserOf(app, admin)).get('/v1/me/deletion_preview')
    expect([status, body.response]).toEqual([200, await previewOf(admin)])
  })

  it('is not there of somebody there is not', async () => {
    expect(fault(await app.call('get', '/v1/users/user_unheard_of/deletion_preview'))).toEqual([
      404,
      'resource_not_found',
    ])
  })
})

describe('the invitations that a deleted user has sent', () => {
  it('are taken back with an event each, also where they are no member any more', async () => {
    const { organization: former } = await createOrganization(app)
    await addMember(app, former, { user: admin })
    await addMember(app, organization)
    const places = [organization, former]
    const sent = await Promise.all(places.map((place) => invite(app, place, { inviterId: admin.id })))
    const { id: otherwise } = await invite(app, organization, { emailAddress: newEmail('kept') })
    await app.call('delete', `${placeOf(former)}/memberships/${admin.id}`)
    expect((await previewOf(admin)).revoked_invitations_count).toBe(2)
    expect((await app.call('delete', `/v1/users/${admin.id}`)).status).toBe(200)
    for (const { id } of sent)
      expect((await eventsOf(id)).map(({ type }) => type)).toEqual([
        'organizationInvitation.created',
        'organizationInvitation.revoked',
      ])
    expect((await eventsOf(otherwise)).map(({ type }) => type)).toEqual(['organizationInvitation.created'])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
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
  await enableOrganizations(app)
  ;({ organization, admin } = await createOrganization(app))
})

const membersPath = () => `/v1/organizations/${organization.id}/memberships`
const pathOf = (user: User) => `${membersPath()}/${user.id}`
const countAdmins = async () => {
  const { body } = await app.call('get', `${membersPath()}?role=org:admin&limit=100`)
  return body.total_count
}

describe('a member', () => {
  it('has one role, or several in order, and all that they allow together', async () => {
    const user = await createUser(app)
    const added = await app.call('post', membersPath(), {
      user_id: user.id,
      roles: ['org:member', 'org:admin'],
    })
    expect(added.body).toMatchObject({
      object: 'organization_membership',
      role: 'org:member',
      role_name: 'Member',
      roles: ['org:member', 'org:admin'],
      permissions: expect.arrayContaining(['org:sys_profile:delete']),
      public_user_data: { user_id: user.id, identifier: user.emailAddresses[0]?.emailAddress },
      organization: { id: organization.id, members_count: 2 },
    })
  })

  it.each([
    [{ role: 'org:unheard_of' }, [422, 'form_param_value_invalid']],
    [{ roles: ['org:member', 'org:unheard_of'] }, [422, 'form_param_value_invalid']],
    [{}, [422, 'form_param_missing']],
  ])('is given no role that is not in the role set: %o', async (roles, expected) => {
    const { id } = await createUser(app)
    expect(fault(await app.call('post', membersPath(), { user_id: id, ...roles }))).toEqual(expected)
  })

  it('can be named by roles as older SDKs do', async () => {
    const { id } = await createUser(app)
    const { body } = await app.call('post', membersPath(), { user_id: id, role: 'basic_member' })
    expect(body.role).toBe('org:member')
  })

  it('is added once, whoever adds them at the same time', async () => {
    const { id } = await createUser(app)
    const answers = await Promise.all(
      [1, 2, 3].map(() => app.call('post', membersPath(), { user_id: id, role: 'org:member' })),
    )
    expect(answers.map(fault).toSorted()).toEqual([
      [200, undefined],
      [400, 'already_a_member_in_organization'],
      [400, 'already_a_member_in_organization'],
    ])
  })

  it('takes the last free place, and only one does', async () => {
    await app.services.organizations.update(app.scope, organization.id, { maxAllowedMemberships: 2 })
    const users = await Promise.all([createUser(app), createUser(app)])
    const answers = await Promise.all(
      users.map(({ id }) => app.call('post', membersPath(), { user_id: id, role: 'org:member' })),
    )
    expect(answers.map(fault).toSorted()).toEqual([
      [200, undefined],
      [403, 'organization_membership_quota_exceeded'],
    ])
    expect((await app.call('get', `/v1/organizations/${organization.id}`)).body.members_count).toBe(2)
  })

  it('keeps what apps know of them, merged', async () => {
    await app.call('patch', `${pathOf(admin)}/metadata`, { public_metadata: { a: { b: 1 }, c: 2 } })
    const { body } = await app.call('patch', `${pathOf(admin)}/metadata`, {
      ...{ public_metadata: { a: { d: 3 }, c: null }, private_metadata: { secret: true } },
    })
    expect(body).toMatchObject({
      public_metadata: { a: { b: 1, d: 3 } },
      private_metadata: { secret: true },
    })
    expect(body.public_metadata).not.toHaveProperty('c')
    const own = await (await browserOf(app, admin)).get(`/v1/organizations/${organization.id}/memberships`)
    expect(JSON.stringify(own.body)).not.toContain('secret')
  })
})

describe('the last administrator', () => {
  const roleChange = (user: User) => app.call('patch', pathOf(user), { role: 'org:member' })
  const removal = (user: User) => app.call('delete', pathOf(user))
  const leave = async (user: User) => {
    const browser = await browserOf(app, user)
    return await browser.tunnel('DELETE', `/v1/me/organization_memberships/${organization.id}`)
  }

  it.each([
    ['is not given a lesser role', roleChange],
    ['is not removed', removal],
    ['does not leave', leave],
  ])('%s', async (_name, act) => {
    await addMember(app, organization)
    expect(fault(await act(admin))).toEqual([400, 'organization_minimum_permissions_needed'])
    expect(await countAdmins()).toBe(1)
  })

  // The attack on ourselves: two administrators act on each other at once, and each sees that the other is left.
  it.each([
    ['demoted by each other', roleChange, roleChange],
    ['removed by each other', removal, removal],
    ['demoted, and leaving', roleChange, leave],
  ])('is one of two that are %s at the same time', async (_name, onFirst, onSecond) => {
    const second = await addMember(app, organization, { roles: ['org:admin'] })
    const answers = await Promise.all([onFirst(admin), onSecond(second)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
    expect(await countAdmins()).toBe(1)
  })

  it('may have what is needed by several roles, and one of several may go', async () => {
    const second = await addMember(app, organization, { roles: ['org:member', 'org:admin'] })
    expect((await app.call('delete', pathOf(admin))).status).toBe(200)
    expect(fault(await roleChange(second))).toEqual([400, 'organization_minimum_permissions_needed'])
    expect((await app.call('patch', pathOf(second), { roles: ['org:admin'] })).status).toBe(200)
  })
})

describe('lists of members', () => {
  it('are read in pages, with the number of all', async () => {
    const members = [admin]
    for (let index = 0; index < 4; index += 1) members.push(await addMember(app, organization))
    const first = await app.call('get', `${membersPath()}?limit=3&order_by=created_at`)
    const second = await app.call('get', `${membersPath()}?limit=3&offset=3&order_by=created_at`)
    const ids = [...first.body.data, ...second.body.data].map(
      (one: { public_user_data: { user_id: string } }) => one.public_user_data.user_id,
    )
    expect(ids.toSorted()).toEqual(members.map(({ id }) => id).toSorted())
    expect([first.body.total_count, second.body.total_count]).toEqual([5, 5])
  })

  it('are narrowed by role, name, address and user', async () => {
    const emailAddress = newEmail('grace')
    const grace = await createUser(app, { emailAddress, profile: { firstName: 'Grace', lastName: 'Hopper' } })
    await addMember(app, organization, { user: grace })
    await addMember(app, organization)
    const find = async (query: string) => {
      const { body } = await app.call('get', `${membersPath()}?${query}`)
      const ids = body.data.map(
        (one: { public_user_data: { user_id: string } }) => one.public_user_data.user_id,
      )
      expect(body.total_count).toBe(ids.length)
      return ids
    }
    expect(await find('query=hopper')).toEqual([grace.id])
    expect(await find(`email_address=${encodeURIComponent(emailAddress)}`)).toEqual([grace.id])
    expect(await find(`user_id=${grace.id}`)).toEqual([grace.id])
    expect(await find(`user_id=-${grace.id}`)).toHaveLength(2)
    expect(await find('role=org:admin')).toEqual([admin.id])
    expect(await find('role=org:unheard_of')).toEqual([])
    expect(await find('query=%25')).toEqual([])
    expect(await find('phone_number=123')).toEqual([])
  })

  it('are shown to members who may read them, by search and in pages', async () => {
    const member = await addMember(app, organization)
    const browser = await browserOf(app, member)
    const { body } = await browser.get(`${membersPath()}?paginated=true&limit=1`)
    expect(body.response).toMatchObject({ total_count: 2, data: [{ organization: { id: organization.id } }] })
    expect(body.response.data).toHaveLength(1)
    expect(body.response.data[0].organization).not.toHaveProperty('private_metadata')
  })

  it('of a user are theirs alone', async () => {
    app.clock.advance(1000)
    const { organization: second } = await createOrganization(app, { createdBy: admin.id })
    const browser = await browserOf(app, admin)
    const { body } = await browser.get('/v1/me/organization_memberships?paginated=true')
    expect(body.response.total_count).toBe(2)
    expect(body.response.data[0].organization.id).toBe(second.id)
    const ofUser = await app.call('get', `/v1/users/${admin.id}/organization_memberships`)
    expect(ofUser.body.total_count).toBe(2)
    const ofStranger = await app.call(
      'get',
      `/v1/users/${(await createUser(app)).id}/organization_memberships`,
    )
    expect(ofStranger.body).toEqual({ data: [], total_count: 0 })
  })

  it('of users can be asked for by organization', async () => {
    await addMember(app, organization)
    const { body } = await app.call('get', `/v1/users?organization_id=${organization.id}`)
    expect(body).toHaveLength(2)
    const count = await app.call(
      'get',
      `/v1/users/count?organization_id=-${organization.id}&user_id=${admin.id}`,
    )
    expect(count.body.total_count).toBe(0)
  })
})

describe('a user who is deleted', () => {
  const remove = (user: User) => app.call('delete', `/v1/users/${user.id}`)
  const rule = (last_admin_deleted: 'refuse' | 'hand_over' | 'delete_organization') =>
    enableOrganizations(app, { last_admin_deleted })

  it('is gone from organizations that go on without them', async () => {
    const member = await addMember(app, organization)
    expect((await remove(member)).status).toBe(200)
    expect((await app.call('get', `/v1/organizations/${organization.id}`)).body.members_count).toBe(1)
  })

  it('stays, with all they have, where an organization needs them and the instance refuses', async () => {
    await addMember(app, organization)
    const answer = await remove(admin)
    expect(fault(answer)).toEqual([400, 'organization_minimum_permissions_needed'])
    expect(answer.body.errors[0].meta).toEqual({ organization_ids: [organization.id] })
    expect((await app.call('get', pathOf(admin).replace(`/${admin.id}`, ''))).body.total_count).toBe(2)
  })

  it('hands over to the member of longest standing', async () => {
    await rule('hand_over')
    const heir = await addMember(app, organization)
    app.clock.advance(1000)
    await addMember(app, organization)
    expect((await remove(admin)).status).toBe(200)
    const { body } = await app.call('get', `${membersPath()}?role=org:admin`)
    expect(body.data).toMatchObject([
      { public_user_data: { user_id: heir.id }, roles: ['org:admin', 'org:member'] },
    ])
  })

  it.each([
    ['hand_over', 'when nobody else is there'],
    ['delete_organization', 'whoever else is there'],
  ] as const)('takes the organization with them by %s, %s', async (chosen, _when) => {
    await rule(chosen)
    if (chosen === 'delete_organization') await addMember(app, organization)
    expect((await remove(admin)).status).toBe(200)
    expect((await app.call('get', `/v1/organizations/${organization.id}`)).status).toBe(404)
  })
})

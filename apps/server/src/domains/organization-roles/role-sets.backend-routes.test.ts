import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultWithParam } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await enableOrganizations(app)
})
afterAll(() => app.close())

const call = (method: string, path: string, body?: unknown) => app.call(method, `/v1${path}`, body)
const word = () => Math.random().toString(36).slice(2)
const createRole = async (values: Record<string, unknown> = {}): Promise<string> => {
  const body = { name: 'Role', key: `org:${word()}`, include_in_initial_role_set: false, ...values }
  return (await call('post', '/organization_roles', body)).body.key
}
/** A role that is worth as much as `org:admin`. */
const createAdminRole = async () => {
  const { body } = await call('get', '/organization_roles?query=org:admin')
  const [{ permissions }] = body.data
  return await createRole({ permissions: permissions.map(({ id }: { id: string }) => id) })
}
const ofSet = { default_role_key: 'org:member', creator_role_key: 'org:admin' }
const create = (values: Record<string, unknown> = {}) =>
  call('post', '/role_sets', {
    ...{ name: 'Set', key: `role_set:${word()}`, roles: ['org:admin', 'org:member'] },
    ...ofSet,
    ...values,
  })
const keysOf = ({ roles }: { roles: { key: string }[] }) => roles.map(({ key }) => key).toSorted()
const createIn = async (roleSetKey: string) => {
  const { organization, admin } = await createOrganization(app)
  await app.services.organizations.update(app.scope, organization.id, { roleSetKey })
  return { organization, admin }
}
const rolesOf = async (organizationId: string, userId: string) => {
  const { body } = await call('get', `/organizations/${organizationId}/memberships?user_id=${userId}`)
  return body.data[0].roles
}

describe('role sets', () => {
  it('are created, read by key or id, changed and listed', async () => {
    const created = await create({ name: 'Sales', key: 'role_set:sales', description: 'Of vendors.' })
    expect(created.status).toBe(200)
    const item = { object: 'role_set_item', members_count: 0, has_members: false }
    expect(created.body).toMatchObject({
      object: 'role_set',
      id: expect.stringMatching(/^roleset_/),
      ...{ name: 'Sales', key: 'role_set:sales', description: 'Of vendors.', type: 'custom' },
      roles: [
        { ...item, key: 'org:admin' },
        { ...item, key: 'org:member' },
      ],
      default_role: { ...item, key: 'org:member' },
      creator_role: { ...item, key: 'org:admin' },
      role_set_migration: null,
    })
    const { id } = created.body
    for (const name of [id, 'role_set:sales'])
      expect((await call('get', `/role_sets/${name}`)).body).toEqual(created.body)
    const changed = await call('patch', `/role_sets/${id}`, {
      name: 'Vendors',
      default_role_key: 'org:admin',
    })
    expect(changed.body).toMatchObject({
      name: 'Vendors',
      key: 'role_set:sales',
      default_role: { key: 'org:admin' },
    })
    const list = await call('get', '/role_sets?query=vend')
    expect(list.body.total_count).toBe(1)
    // Counting members takes time, so lists tell nothing of them.
    expect(list.body.data[0].roles[0]).toMatchObject({ members_count: null, has_members: null })
  })

  it('have a key made of the name, unlike the others', async () => {
    const keys = [
      await create({ name: 'North & South', key: undefined }),
      await create({ name: 'North & South', key: null }),
    ]
    expect(keys.map(({ body }) => body.key)).toEqual([
      'role_set:north_south',
      expect.stringMatching(/^role_set:north_south_[0-9a-f]{6}$/),
    ])
  })

  it('refuse what does not fit together', async () => {
    const cases: [Record<string, unknown>, unknown[]][] = [
      [{ key: 'role_set:default' }, [422, 'form_identifier_exists', 'key']],
      [{ key: 'sales' }, [422, 'form_param_format_invalid', 'key']],
      [{ roles: [] }, [422, 'form_param_value_invalid', 'roles']],
      [
        { roles: Array.from({ length: 11 }, (_, index) => `org:r${index}`) },
        [422, 'form_param_array_size_exceeded', 'roles'],
      ],
      [{ roles: ['org:admin', 'org:member', 'org:unknown'] }, [404, 'resource_not_found', 'roles']],
      [{ roles: ['org:admin'] }, [422, 'form_param_value_invalid', 'default_role_key']],
      [{ creator_role_key: 'org:member' }, [422, 'organization_missing_creator_role_permissions', undefined]],
    ]
    for (const [values, expected] of cases) expect(faultWithParam(await create(values))).toEqual(expected)
  })

  it('hand over being the set of new organizations', async () => {
    const { body: first } = await create({ type: 'initial' })
    expect(first.type).toBe('initial')
    expect((await call('get', '/role_sets/role_set:default')).body.type).toBe('custom')
    const { organization } = await createOrganization(app)
    expect((await call('get', `/organizations/${organization.id}`)).body.role_set_key).toBe(first.key)
    expect((await call('patch', '/role_sets/role_set:default', { type: 'initial' })).body.type).toBe(
      'initial',
    )
    expect((await call('get', `/role_sets/${first.id}`)).body.type).toBe('custom')
  })

  it('take in roles, and count who has them', async () => {
    const { body: set } = await create()
    const extra = await createRole()
    const path = `/role_sets/${set.id}/roles`
    const added = await call('post', path, { role_keys: [extra, 'org:admin'], default_role_key: extra })
    expect(keysOf(added.body)).toEqual(['org:admin', 'org:member', extra].toSorted())
    expect(added.body.default_role.key).toBe(extra)
    const { organization } = await createIn(set.key)
    await addMember(app, organization, { roles: [extra, 'org:member'] })
    const counts = (await call('get', `/role_sets/${set.id}`)).body.roles.map(
      ({ key, members_count }: { key: string; members_count: number }) => [key, members_count],
    )
    expect(Object.fromEntries(counts)).toEqual({ 'org:admin': 1, 'org:member': 1, [extra]: 1 })
    const many = await Promise.all(Array.from({ length: 8 }, () => createRole()))
    expect(faultWithParam(await call('post', path, { role_keys: many }))).toEqual([
      422,
      'form_param_array_size_exceeded',
      'role_keys',
    ])
    expect(faultWithParam(await call('post', path, { role_keys: ['org:none'] }))).toEqual([
      404,
      'resource_not_found',
      'role_keys',
    ])
  })
})

describe('an organization', () => {
  it('is given another set only if that has the roles of its members', async () => {
    const extra = await createRole()
    const [{ body: wide }, { body: narrow }] = [
      await create({ roles: ['org:admin', 'org:member', extra] }),
      await create(),
    ]
    const { organization } = await createIn(wide.key)
    await addMember(app, organization, { roles: ['org:member', extra] })
    const path = `/organizations/${organization.id}`
    const refused = [422, 'organization_role_on_set_assigned_to_user', 'role_set_key']
    expect(faultWithParam(await call('patch', path, { role_set_key: narrow.key }))).toEqual(refused)
    expect((await call('get', path)).body.role_set_key).toBe(wide.key)
    expect(faultWithParam(await call('patch', path, { role_set_key: 'role_set:none' }))[0]).toBe(404)
  })
})

describe('a role that leaves a set', () => {
  it('gives its members and invitations the one that takes its place', async () => {
    const leaving = await createRole()
    const { body: set } = await create({ roles: ['org:admin', 'org:member', leaving] })
    const { organization } = await createIn(set.key)
    const [one, both] = [
      await addMember(app, organization, { roles: [leaving] }),
      await addMember(app, organization, { roles: [leaving, 'org:member'] }),
    ]
    const [{ id: roleId }] = (await call('get', `/organization_roles?query=${leaving}`)).body.data
    const invitation = {
      ...{ instance_id: app.instance.id, id: `orginv_${word()}`, organization_id: organization.id },
      ...{ email_address: 'ada@acme.test', role_ids: [roleId], status: 'pending' },
    }
    await app.db.insertInto('organization_invitations').values(invitation).execute()
    const path = `/role_sets/${set.id}/roles/replace`
    const replaced = await call('post', path, { role_key: leaving, to_role_key: 'org:member' })
    expect(replaced.status).toBe(200)
    expect([keysOf(replaced.body), replaced.body.role_set_migration]).toEqual([
      ['org:admin', 'org:member'],
      null,
    ])
    expect(await rolesOf(organization.id, one.id)).toEqual(['org:member'])
    expect(await rolesOf(organization.id, both.id)).toEqual(['org:member'])
    const { role_ids } = await app.db
      .selectFrom('organization_invitations')
      .select('role_ids')
      .where('id', '=', invitation.id)
      .executeTakeFirstOrThrow()
    expect(role_ids).not.toContain(roleId)
    expect((await call('delete', `/organization_roles/${roleId}`)).status).toBe(200)
  })

  it('takes default and creator role along, where the other one is worth as much', async () => {
    const deputy = await createAdminRole()
    const { body: set } = await create()
    const path = `/role_sets/${set.id}/roles/replace`
    const refused = await call('post', path, { role_key: 'org:admin', to_role_key: 'org:member' })
    expect(faultWithParam(refused)).toEqual([422, 'organization_missing_creator_role_permissions', undefined])
    const { organization, admin } = await createIn(set.key)
    const { body } = await call('post', path, { role_key: 'org:admin', to_role_key: deputy })
    expect([keysOf(body), body.creator_role.key]).toEqual([['org:member', deputy].toSorted(), deputy])
    expect(await rolesOf(organization.id, admin.id)).toEqual([deputy])
  })

  it('stays where an organization would be left without an administrator', async () => {
    const deputy = await createAdminRole()
    const { body: set } = await create({ roles: ['org:admin', 'org:member', deputy] })
    const { organization, admin } = await createIn(set.key)
    await app.services.memberships.changeRoles(
      app.scope,
      { organizationId: organization.id, userId: admin.id },
      [deputy],
    )
    const path = `/role_sets/${set.id}/roles/replace`
    const refused = await call('post', path, { role_key: deputy, to_role_key: 'org:member' })
    expect(faultWithParam(refused)).toEqual([400, 'organization_minimum_permissions_needed', undefined])
    expect(keysOf((await call('get', `/role_sets/${set.id}`)).body)).toContain(deputy)
  })

  it('must be in the set, and give way to another', async () => {
    const { body: set } = await create()
    const replace = async (role_key: string, to_role_key: string) =>
      faultWithParam(await call('post', `/role_sets/${set.id}/roles/replace`, { role_key, to_role_key }))
    expect(await replace('org:none', 'org:member')).toEqual([404, 'resource_not_found', 'role_key'])
    expect(await replace('org:member', 'org:none')).toEqual([404, 'resource_not_found', 'to_role_key'])
    expect(await replace('org:member', 'org:member')).toEqual([
      422,
      'form_param_value_invalid',
      'to_role_key',
    ])
  })
})

describe('a set that gives way to another', () => {
  it('moves its organizations and their members, and ends', async () => {
    const seller = await createRole()
    const { body: source } = await create({ roles: ['org:admin', 'org:member', seller] })
    const { body: destination } = await create()
    const { organization, admin } = await createIn(source.key)
    const member = await addMember(app, organization, { roles: [seller] })
    const replaced = await call('post', `/role_sets/${source.key}/replace`, {
      dest_role_set_key: destination.key,
      reassignment_mappings: { [seller]: 'org:member' },
    })
    expect(replaced.body).toEqual({ object: 'role_set', id: source.id, deleted: true })
    expect(faultWithParam(await call('get', `/role_sets/${source.id}`))).toEqual([
      404,
      'resource_not_found',
      undefined,
    ])
    expect(await rolesOf(organization.id, admin.id)).toEqual(['org:admin'])
    expect(await rolesOf(organization.id, member.id)).toEqual(['org:member'])
    expect((await call('get', `/organizations/${organization.id}`)).body.role_set_key).toBe(destination.key)
  })

  it('needs to know what becomes of each role that somebody has', async () => {
    const seller = await createRole()
    const { body: source } = await create({ roles: ['org:admin', 'org:member', seller] })
    const { body: destination } = await create()
    const { organization } = await createIn(source.key)
    await addMember(app, organization, { roles: [seller] })
    const replace = (mappings?: Record<string, string>) =>
      call('post', `/role_sets/${source.id}/replace`, {
        dest_role_set_key: destination.key,
        ...(mappings && { reassignment_mappings: mappings }),
      })
    const missing = await replace()
    expect(faultWithParam(missing)).toEqual([
      422,
      'organization_role_set_reassignment_mappings_missing',
      'reassignment_mappings',
    ])
    expect(missing.body.errors[0].meta.roles).toEqual([seller])
    for (const wrong of [{ [seller]: seller }, { 'org:none': 'org:member' }])
      expect(faultWithParam(await replace(wrong))[1]).toBe(
        'organization_role_set_reassignment_mappings_invalid',
      )
  })

  it('leaves being the set of new organizations to the other one, and is not replaced by itself or by none', async () => {
    const { body: source } = await create({ type: 'initial' })
    const replace = (dest_role_set_key: string) =>
      call('post', `/role_sets/${source.id}/replace`, { dest_role_set_key })
    expect(faultWithParam(await replace(source.key))).toEqual([
      422,
      'form_param_value_invalid',
      'dest_role_set_key',
    ])
    expect(faultWithParam(await replace('role_set:none'))).toEqual([
      404,
      'resource_not_found',
      'dest_role_set_key',
    ])
    expect((await replace('role_set:default')).status).toBe(200)
    expect((await call('get', '/role_sets/role_set:default')).body.type).toBe('initial')
  })
})

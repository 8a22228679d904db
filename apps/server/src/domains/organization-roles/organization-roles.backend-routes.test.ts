import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultWithParam } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(() => enableOrganizations(app))

const call = (method: string, path: string, body?: unknown, key?: string) =>
  app.call(method, `/v1${path}`, body, key)
const word = () => Math.random().toString(36).slice(2)
const createRole = async (values: Record<string, unknown> = {}) =>
  (await call('post', '/organization_roles', { name: 'Role', key: `org:${word()}`, ...values })).body
const createPermission = async (key = `org:${word()}:read`) =>
  (await call('post', '/organization_permissions', { name: 'Read', key })).body
const find = async (path: string, key: string) =>
  (await call('get', `${path}?query=${key}`)).body.data.find((one: { key: string }) => one.key === key)
const systemPermission = (key: string) => find('/organization_permissions', key)
const role = (key: string) => find('/organization_roles', key)
const keysOf = ({ permissions }: { permissions: { key: string }[] }) => permissions.map(({ key }) => key)
const events = async (entityId: string) => {
  const rows = await app.db
    .selectFrom('events')
    .select(['type', 'entity_version', 'data'])
    .where('entity_id', '=', entityId)
    .orderBy('position')
    .execute()
  return rows.map(({ type, entity_version, data }) => [type, entity_version, (data as { key?: string }).key])
}
const createdAt = () => app.clock.now().getTime()

describe('permissions', () => {
  it('are created, read, changed, listed and deleted, with an event each', async () => {
    const created = await call('post', '/organization_permissions', {
      name: 'Create invoices',
      key: 'org:invoices:create',
      description: 'Write new ones.',
    })
    expect(created).toEqual({
      status: 200,
      body: {
        object: 'permission',
        id: expect.stringMatching(/^perm_/),
        name: 'Create invoices',
        key: 'org:invoices:create',
        description: 'Write new ones.',
        type: 'user',
        created_at: createdAt(),
        updated_at: createdAt(),
      },
    })
    const { id } = created.body
    expect((await call('get', `/organization_permissions/${id}`)).body).toEqual(created.body)
    const changed = await call('patch', `/organization_permissions/${id}`, { key: 'org:bills:create' })
    expect(changed.body).toMatchObject({ key: 'org:bills:create', name: 'Create invoices' })
    const list = await call('get', '/organization_permissions?query=BILLS&order_by=name')
    expect(list.body).toEqual({ data: [changed.body], total_count: 1 })
    expect((await call('delete', `/organization_permissions/${id}`)).body).toEqual({
      object: 'permission',
      id,
      deleted: true,
    })
    expect(faultWithParam(await call('get', `/organization_permissions/${id}`))).toEqual([
      404,
      'resource_not_found',
      undefined,
    ])
    expect(await events(id)).toEqual([
      ['permission.created', 1, 'org:invoices:create'],
      ['permission.updated', 2, 'org:bills:create'],
      ['permission.deleted', 3, undefined],
    ])
  })

  it('come in pages, in the order asked for', async () => {
    const { body } = await call('get', '/organization_permissions?order_by=key&limit=2&offset=1&query=sys_')
    expect(body.total_count).toBe(11)
    expect(body.data.map(({ key }: { key: string }) => key)).toEqual([
      'org:sys_api_keys:read',
      'org:sys_billing:manage',
    ])
  })

  it('of the system can be given, and not changed', async () => {
    const { id } = await systemPermission('org:sys_domains:read')
    const answers = [
      await call('patch', `/organization_permissions/${id}`, { name: 'Mine' }),
      await call('delete', `/organization_permissions/${id}`),
    ]
    const refused = [403, 'organization_system_permission_not_modifiable', undefined]
    expect(answers.map(faultWithParam)).toEqual([refused, refused])
  })

  it.each(['invoices:create', 'org:invoices', 'org:sys_invoices:create', 'org:Invoices:create', 'org:a:b:c'])(
    'cannot have the key %s',
    async (key) => {
      const refused = await call('post', '/organization_permissions', { name: 'Create', key })
      expect(faultWithParam(refused)).toEqual([422, 'form_param_format_invalid', 'key'])
    },
  )

  it('have a key of their own', async () => {
    const [one, other] = [await createPermission(), await createPermission()]
    const again = await call('post', '/organization_permissions', { name: 'Again', key: one.key })
    expect(faultWithParam(again)).toEqual([422, 'form_identifier_exists', 'key'])
    const renamed = await call('patch', `/organization_permissions/${other.id}`, { key: one.key })
    expect(faultWithParam(renamed)).toEqual([422, 'form_identifier_exists', 'key'])
  })

  it('leave the roles that had them', async () => {
    const { id } = await createPermission()
    const created = await createRole({ permissions: [id] })
    expect(created.permissions).toHaveLength(1)
    await call('delete', `/organization_permissions/${id}`)
    expect((await call('get', `/organization_roles/${created.id}`)).body.permissions).toEqual([])
  })
})

describe('roles', () => {
  it('are created with permissions, read, listed, changed and deleted, with an event each', async () => {
    const permission = await createPermission('org:reports:read')
    const created = await call('post', '/organization_roles', {
      name: 'Auditor',
      key: 'org:auditor',
      description: 'Reads.',
      permissions: [permission.id, permission.id],
    })
    expect(created).toEqual({
      status: 200,
      body: {
        object: 'role',
        id: expect.stringMatching(/^role_/),
        name: 'Auditor',
        key: 'org:auditor',
        description: 'Reads.',
        is_creator_eligible: false,
        permissions: [permission],
        created_at: createdAt(),
        updated_at: createdAt(),
      },
    })
    const { id } = created.body
    expect((await call('get', `/organization_roles/${id}`)).body).toEqual(created.body)
    expect((await call('get', '/organization_roles?query=audit')).body).toEqual({
      data: [created.body],
      total_count: 1,
    })
    const changed = await call('patch', `/organization_roles/${id}`, {
      name: 'Checker',
      description: null,
      permissions: [],
    })
    expect(changed.body).toMatchObject({
      key: 'org:auditor',
      name: 'Checker',
      description: null,
      permissions: [],
    })
    expect((await call('delete', `/organization_roles/${id}`)).body).toEqual({
      object: 'role',
      id,
      deleted: true,
    })
    expect(faultWithParam(await call('get', `/organization_roles/${id}`))).toEqual([
      404,
      'resource_not_found',
      undefined,
    ])
    expect((await events(id)).map(([type, version]) => [type, version])).toEqual([
      ['role.created', 1],
      ['role.updated', 2],
      ['role.deleted', 3],
    ])
  })

  it('join the set of new organizations, unless said otherwise', async () => {
    const [joined, apart] = [await createRole(), await createRole({ include_in_initial_role_set: false })]
    const { body } = await call('get', '/role_sets/role_set:default')
    const keys = body.roles.map(({ key }: { key: string }) => key)
    expect([keys.includes(joined.key), keys.includes(apart.key)]).toEqual([true, false])
    await call('delete', `/organization_roles/${joined.id}`)
    expect((await call('get', '/role_sets/role_set:default')).body.roles).toHaveLength(keys.length - 1)
  })

  it.each(['auditor', 'org:', 'org:Auditor', 'org:a:b', 'org:a-b'])('cannot have the key %s', async (key) => {
    const refused = await call('post', '/organization_roles', { name: 'Role', key })
    expect(faultWithParam(refused)).toEqual([422, 'form_param_format_invalid', 'key'])
  })

  it('have a key of their own, and permissions there are', async () => {
    const taken = await call('post', '/organization_roles', { name: 'Admin', key: 'org:admin' })
    expect(faultWithParam(taken)).toEqual([422, 'form_identifier_exists', 'key'])
    const { id } = await createRole({ include_in_initial_role_set: false })
    const renamed = await call('patch', `/organization_roles/${id}`, { key: 'org:admin' })
    expect(faultWithParam(renamed)).toEqual([422, 'form_identifier_exists', 'key'])
    const unknown = await call('patch', `/organization_roles/${id}`, { permissions: ['perm_unknown'] })
    expect(faultWithParam(unknown)).toEqual([404, 'resource_not_found', 'permissions'])
  })

  it('are given permissions and lose them', async () => {
    const { id } = await createRole({ include_in_initial_role_set: false })
    const permission = await createPermission()
    const path = `/organization_roles/${id}/permissions/${permission.id}`
    expect((await call('post', path)).body.permissions).toEqual([permission])
    expect(faultWithParam(await call('post', path))).toEqual([
      409,
      'organization_role_permission_association_exists',
      undefined,
    ])
    expect((await call('delete', path)).body.permissions).toEqual([])
    expect(faultWithParam(await call('delete', path))).toEqual([
      404,
      'organization_role_permission_association_not_found',
      undefined,
    ])
    const unknown = await call('post', `/organization_roles/${id}/permissions/perm_unknown`)
    expect(faultWithParam(unknown)).toEqual([404, 'resource_not_found', 'permissions'])
  })

  it('keep what creators of organizations need', async () => {
    const { id, permissions } = await role('org:admin')
    const needed = permissions.find(({ key }: { key: string }) => key === 'org:sys_profile:delete')
    const refused = [422, 'organization_missing_creator_role_permissions', undefined]
    expect(
      faultWithParam(await call('delete', `/organization_roles/${id}/permissions/${needed.id}`)),
    ).toEqual(refused)
    expect(faultWithParam(await call('patch', `/organization_roles/${id}`, { permissions: [] }))).toEqual(
      refused,
    )
    expect(keysOf(await role('org:admin'))).toContain('org:sys_profile:delete')
  })

  it('keep what the only administrator of an organization has by them', async () => {
    const { permissions } = await role('org:admin')
    const ids = permissions.map((permission: { id: string }) => permission.id)
    const deputy = await createRole({ permissions: ids })
    const { organization, admin } = await createOrganization(app)
    const member = await addMember(app, organization, { roles: [deputy.key] })
    const narrow = () => call('patch', `/organization_roles/${deputy.id}`, { permissions: [] })
    await app.services.memberships.remove(app.scope, { organizationId: organization.id, userId: admin.id })
    expect(faultWithParam(await narrow())).toEqual([
      400,
      'organization_minimum_permissions_needed',
      undefined,
    ])
    await addMember(app, organization, { roles: ['org:admin'] })
    expect((await narrow()).status).toBe(200)
    expect(member.id).toMatch(/^user_/)
  })

  it('keep it also where the role is narrowed and the other administrator removed at once', async () => {
    const { permissions } = await role('org:admin')
    const ids = permissions.map((permission: { id: string }) => permission.id)
    for (let round = 0; round < 8; round += 1) {
      const deputy = await createRole({ permissions: ids, include_in_initial_role_set: false })
      await call('post', '/role_sets', {
        ...{ name: 'Set', key: `role_set:${word()}`, roles: ['org:admin', 'org:member', deputy.key] },
        ...{ default_role_key: 'org:member', creator_role_key: 'org:admin' },
      }).then(({ body }) => (deputy.set = body.key))
      const { organization, admin } = await createOrganization(app)
      await app.services.organizations.update(app.scope, organization.id, { roleSetKey: deputy.set })
      await addMember(app, organization, { roles: [deputy.key] })
      const answers = await Promise.all([
        call('patch', `/organization_roles/${deputy.id}`, { permissions: [] }),
        call('delete', `/organizations/${organization.id}/memberships/${admin.id}`),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
    }
  })

  it('are deleted only where nobody has them, is offered them, or gets them by default', async () => {
    const remove = async (key: string) =>
      faultWithParam(await call('delete', `/organization_roles/${(await role(key)).id}`))
    expect(await remove('org:admin')).toEqual([422, 'organization_role_default_creator_role', undefined])
    const { key, id } = await createRole()
    await app.services.settings.patch(app.scope, { organizations: { domains: { default_role: key } } })
    const scope = { ...app.scope, instance: app.services.directory.byId(app.instance.id) ?? app.instance }
    expect(await remove(key)).toEqual([422, 'organization_role_domain_default_role', undefined])
    await enableOrganizations({ ...app, scope })
    const { organization } = await createOrganization(app)
    const member = await addMember(app, organization, { roles: ['org:member', key] })
    expect(await remove(key)).toEqual([422, 'organization_role_assigned_members', undefined])
    await app.services.memberships.remove(app.scope, { organizationId: organization.id, userId: member.id })
    const invitation = {
      ...{ instance_id: app.instance.id, id: 'orginv_1', organization_id: organization.id },
      ...{ email_address: 'ada@acme.test', role_ids: [id], status: 'pending' },
    }
    await app.db.insertInto('organization_invitations').values(invitation).execute()
    expect(await remove(key)).toEqual([422, 'organization_role_exists_in_invitations', undefined])
    await app.db.updateTable('organization_invitations').set({ status: 'revoked' }).execute()
    expect((await call('delete', `/organization_roles/${id}`)).status).toBe(200)
  })

  it('are given to nobody while they are deleted', async () => {
    const { organization } = await createOrganization(app)
    const path = `/organizations/${organization.id}/memberships`
    for (let round = 0; round < 8; round += 1) {
      const { id, key } = await createRole()
      const user = await createUser(app)
      const [given, deleted] = await Promise.all([
        call('post', path, { user_id: user.id, role: key }),
        call('delete', `/organization_roles/${id}`),
      ])
      expect([
        [200, [422, 'organization_role_assigned_members', undefined]],
        [422, [200, undefined, undefined]],
      ]).toContainEqual([given.status, faultWithParam(deleted)])
    }
  })

  it('take the settings that name them along to another key', async () => {
    const { id, key } = await createRole()
    await app.services.settings.patch(app.scope, { organizations: { domains: { default_role: key } } })
    const renamed = `org:${word()}`
    expect((await call('patch', `/organization_roles/${id}`, { key: renamed })).body.key).toBe(renamed)
    const { settings } = app.services.directory.byId(app.instance.id) ?? app.instance
    expect(settings.organizations.domains.default_role).toBe(renamed)
  })

  it('count in every answer at once', async () => {
    const { organization } = await createOrganization(app)
    const { id, key } = await createRole()
    const { id: userId } = await addMember(app, organization, { roles: [key] })
    const permissions = async () => {
      const { body } = await call('get', `/organizations/${organization.id}/memberships?user_id=${userId}`)
      return body.data[0].permissions
    }
    expect(await permissions()).toEqual([])
    const permission = await createPermission()
    await call('post', `/organization_roles/${id}/permissions/${permission.id}`)
    expect(await permissions()).toEqual([permission.key])
  })
})

describe('another instance', () => {
  it('has roles of its own, by the same keys', async () => {
    const other = await app.otherInstance('roles')
    const create = { name: 'Editor', key: 'org:editor_of_two' }
    const [own, foreign] = [
      await call('post', '/organization_roles', create),
      await call('post', '/organization_roles', create, other.secretKey),
    ]
    expect([own.status, foreign.status]).toEqual([200, 200])
    expect(own.body.id).not.toBe(foreign.body.id)
    const permission = await createPermission()
    const reach = await call(
      'patch',
      `/organization_roles/${foreign.body.id}`,
      { permissions: [permission.id] },
      other.secretKey,
    )
    expect(faultWithParam(reach)).toEqual([404, 'resource_not_found', 'permissions'])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(() => enableOrganizations(app))

const word = () => Math.random().toString(36).slice(2)
const rolesService = () => app.services.organizationRoles
const roleIdOf = async (key: string) => {
  const { roles } = await app.services.catalogues.get(app.instance)
  const role = [...roles.values()].find((one) => one.key === key)
  if (!role) throw new RangeError(key)
  return role.id
}
async function createRole(likeAdmin = false): Promise<string> {
  const { roles } = await app.services.catalogues.get(app.instance)
  const admin = roles.get(await roleIdOf('org:admin'))
  const { key } = await rolesService().roles.create(app.scope, {
    ...{ key: `org:${word()}`, name: 'Role', description: null, joinsInitialRoleSet: false },
    permissionIds: likeAdmin ? (admin?.permissions ?? []).map(({ id }) => id) : [],
  })
  return key
}
async function createSet(...roleKeys: string[]): Promise<string> {
  const { roleSet } = await rolesService().roleSets.create(app.scope, {
    ...{ name: 'Set', key: `role_set:${word()}`, description: null, type: 'custom' },
    roleKeys: ['org:admin', 'org:member', ...roleKeys],
    ...{ defaultRoleKey: 'org:member', creatorRoleKey: 'org:admin' },
  })
  return roleSet.key
}
async function createIn(roleSetKey: string) {
  const { organization, admin } = await createOrganization(app)
  await app.services.organizations.update(app.scope, organization.id, { roleSetKey })
  return { organization, admin }
}
/** More than are moved while the caller waits, without the second that making each as a user would take. */
async function addMany(organizationId: string, roleKey: string, count: number): Promise<void> {
  const roleId = await roleIdOf(roleKey)
  const ids = Array.from({ length: count }, () => newId('user'))
  const instance_id = app.instance.id
  await app.db
    .insertInto('users')
    .values(ids.map((id) => ({ instance_id, id })))
    .execute()
  const rows = ids.map((user_id) => ({
    ...{ instance_id, id: newId('organizationMembership'), organization_id: organizationId },
    ...{ user_id, role_ids: [roleId] },
  }))
  await app.db.insertInto('organization_memberships').values(rows).execute()
}
const countWith = async (organizationId: string, roleKey: string) => {
  const roleId = await roleIdOf(roleKey)
  const rows = await app.db
    .selectFrom('organization_memberships')
    .select('role_ids')
    .where('organization_id', '=', organizationId)
    .execute()
  return rows.filter(({ role_ids }) => role_ids.includes(roleId)).length
}
const setOf = async (key: string) => (await rolesService().roleSets.get(app.scope, key)).roleSet
const replace = (setKey: string, roleKey: string, toRoleKey: string) =>
  rolesService().replacements.replaceRole(app.scope, setKey, { roleKey, toRoleKey })

describe('many members of a role that leaves', () => {
  it('are moved beside requests, while the set cannot change and the role cannot be given', async () => {
    const leaving = await createRole()
    const set = await createSet(leaving)
    const { organization, admin } = await createIn(set)
    await addMany(organization.id, leaving, 450)
    await replace(set, leaving, 'org:member')
    const { migration, roleIds } = await setOf(set)
    expect(migration).toMatchObject({ status: 'in_progress', destRoleSetId: null })
    expect(migration?.migratedMembers).toBe(450 - (await countWith(organization.id, leaving)))
    expect(roleIds).not.toContain(await roleIdOf(leaving))
    const busy = { code: 'role_migration_in_progress' }
    await expect(replace(set, 'org:admin', 'org:member')).rejects.toMatchObject(busy)
    await expect(rolesService().roleSets.update(app.scope, set, { name: 'Other' })).rejects.toMatchObject(
      busy,
    )
    await expect(rolesService().roles.delete(app.scope, await roleIdOf(leaving))).rejects.toMatchObject(busy)
    const name = { organizationId: organization.id, userId: admin.id }
    await expect(app.services.memberships.changeRoles(app.scope, name, [leaving])).rejects.toMatchObject({
      code: 'form_param_value_invalid',
    })
    await app.services.roleMoves.runAll()
    expect(await countWith(organization.id, leaving)).toBe(0)
    expect(await countWith(organization.id, 'org:member')).toBe(450)
    expect((await setOf(set)).migration).toBeNull()
    const done = await app.db
      .selectFrom('role_set_migrations')
      .select(['migrated_members', 'status'])
      .where('id', '=', migration?.id ?? '')
      .executeTakeFirst()
    expect(done).toEqual({ migrated_members: 450, status: 'completed' })
  })

  it('are told of to members while it goes on', async () => {
    const leaving = await createRole()
    const set = await createSet(leaving)
    const { organization, admin } = await createIn(set)
    const browser = createTestBrowser(app)
    await browser.signIn(admin)
    const roles = async () => (await browser.get(`/v1/organizations/${organization.id}/roles`)).body.response
    await addMany(organization.id, leaving, 450)
    expect(await roles()).toMatchObject({ total_count: 3, has_role_set_migration: false })
    await replace(set, leaving, 'org:member')
    expect(await roles()).toMatchObject({ total_count: 2, has_role_set_migration: true })
    await app.services.roleMoves.runAll()
    expect(await roles()).toMatchObject({ has_role_set_migration: false })
  })
})

describe('a member who is moved', () => {
  it('loses the tokens of before, and is written of in the log', async () => {
    const leaving = await createRole()
    const set = await createSet(leaving)
    const { organization } = await createIn(set)
    const { id: userId } = await addMember(app, organization, { roles: [leaving] })
    await replace(set, leaving, 'org:member')
    const invalidation = await app.db
      .selectFrom('invalidations')
      .select(['version', 'revoked_version'])
      .where('kind', '=', 'membership')
      .where('key', '=', `${organization.id}/${userId}`)
      .executeTakeFirst()
    expect(invalidation).toEqual({ version: 2, revoked_version: 2 })
    const events = await app.db
      .selectFrom('events')
      .select('data')
      .where('type', '=', 'organizationMembership.updated')
      .execute()
    expect(events.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({
        role: 'org:member',
        public_user_data: expect.objectContaining({ user_id: userId }),
      }),
    )
  })

  // The attack on oneself: the last administrator to be leaves between the decision and the move.
  it('keeps what they could do where nobody else could look after the organization any more', async () => {
    const leaving = await createRole(true)
    const set = await createSet(leaving)
    const { organization, admin } = await createIn(set)
    const deputy = await addMember(app, organization, { roles: [leaving] })
    await addMany(organization.id, 'org:member', 1)
    const roleIds = { from: await roleIdOf(leaving), to: await roleIdOf('org:member') }
    const { id: setId } = await setOf(set)
    await app.db
      .insertInto('role_set_migrations')
      .values({
        ...{ instance_id: app.instance.id, id: newId('roleSetMigration'), source_role_set_id: setId },
        ...{
          trigger_type: 'role_removal',
          status: 'enqueued',
          mappings: JSON.stringify({ [roleIds.from]: roleIds.to }),
        },
      })
      .execute()
    await app.services.memberships.remove(app.scope, { organizationId: organization.id, userId: admin.id })
    await app.services.roleMoves.runAll()
    const membership = await app.services.memberships.find(app.instance, {
      organizationId: organization.id,
      userId: deputy.id,
    })
    expect(membership?.roleIds).toEqual([roleIds.to, await roleIdOf('org:admin')])
  })
})

describe('many organizations of a set that ends', () => {
  it('have the other set once all are moved, also where two processes move them', async () => {
    const seller = await createRole()
    const [source, destination] = [await createSet(seller), await createSet()]
    const organizations = []
    for (let index = 0; index < 5; index += 1) organizations.push((await createIn(source)).organization)
    for (const { id } of organizations) await addMany(id, seller, 90)
    await rolesService().replacements.replaceSet(app.scope, source, {
      destinationKey: destination,
      given: { [seller]: 'org:member' },
    })
    expect((await setOf(source)).migration).toMatchObject({ mappings: expect.any(Object) })
    await Promise.all([app.services.roleMoves.runAll(), app.services.roleMoves.runAll()])
    await expect(setOf(source)).rejects.toMatchObject({ code: 'resource_not_found' })
    const { id } = await setOf(destination)
    for (const organization of organizations) {
      expect((await app.services.organizations.get(app.scope, organization.id)).roleSetId).toBe(id)
      expect(await countWith(organization.id, seller)).toBe(0)
      expect(await countWith(organization.id, 'org:member')).toBe(90)
    }
  })
})

describe('the roles of an organization', () => {
  it('are listed in pages to whoever sees its members, and to nobody else', async () => {
    const { organization, admin } = await createOrganization(app)
    const browser = createTestBrowser(app)
    await browser.signIn(admin)
    const path = `/v1/organizations/${organization.id}/roles`
    const { status, body } = await browser.get(`${path}?limit=1&offset=1`)
    expect([status, body.response.data.length, body.response.total_count > 1]).toEqual([200, 1, true])
    expect(body.response.data[0]).toMatchObject({ object: 'role', description: expect.any(String) })
    const blind = await createRole()
    await rolesService().roleSets.addRoles(app.scope, 'role_set:default', { roleKeys: [blind] })
    const member = await addMember(app, organization, { roles: [blind] })
    const second = createTestBrowser(app)
    await second.signIn(member)
    const refused = await second.get(path)
    expect([refused.status, refused.body.errors[0].code]).toEqual([403, 'missing_organization_permission'])
    const stranger = createTestBrowser(app)
    await stranger.signIn(await createUser(app))
    expect((await stranger.get(path)).status).toBe(404)
  })
})

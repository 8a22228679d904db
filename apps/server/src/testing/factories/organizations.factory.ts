import type { InstanceSettingsInput, UserId } from '@keywright/contract'
import type { Scope } from '../../domains/instances/index.ts'
import type { Invitation, NewInvitation } from '../../domains/organization-invitations/index.ts'
import type { Organization } from '../../domains/organizations/index.ts'
import type { User } from '../../domains/users/index.ts'
import { newId } from '../../platform/ids.ts'
import type { TestApp } from '../test-app.ts'
import { createUser, newEmail } from './users.factory.ts'

type Place = Pick<TestApp, 'services' | 'scope'>

/** Switches organizations on, with any number of members, unless said otherwise. */
export async function enableOrganizations(
  { services, scope }: Place,
  settings: NonNullable<InstanceSettingsInput['organizations']> = {},
): Promise<void> {
  await services.settings.replace(
    scope,
    { organizations: { enabled: true, max_allowed_memberships: 0, ...settings } },
    { destructive: true },
  )
}

/** An organization with an administrator of its own, unless one is named. */
export async function createOrganization(
  app: Place,
  input: { name?: string; slug?: string; createdBy?: UserId } = {},
  scope: Scope = app.scope,
): Promise<{ organization: Organization; admin: User }> {
  const admin = input.createdBy
    ? await app.services.users.get(scope, input.createdBy)
    : await createUser(app, {}, scope)
  const organization = await app.services.organizations.create(scope, {
    name: 'Analytical Engines',
    ...input,
    createdBy: admin.id,
  })
  return { organization, admin }
}

/** A member with the roles of these keys; a new user unless one is named. */
export async function addMember(
  app: Place,
  organization: Pick<Organization, 'id'>,
  { roles = ['org:member'], user }: { roles?: readonly string[]; user?: User } = {},
  scope: Scope = app.scope,
): Promise<User> {
  const member = user ?? (await createUser(app, {}, scope))
  await app.services.memberships.add(scope, organization.id, { userId: member.id, roles })
  return member
}

/** A pending invitation; to a stranger, unless an address is named. */
export async function invite(
  app: Place,
  { id }: Pick<Organization, 'id'>,
  { roles = ['org:member'], emailAddress = newEmail('invited'), ...rest }: Partial<NewInvitation> = {},
  scope: Scope = app.scope,
): Promise<Invitation> {
  const input = { roles, emailAddress, ...rest }
  const [created] = await app.services.invitations.create(scope, id, [input])
  if (!created) throw new RangeError('nobody was invited')
  return created.invitation
}

/** A role of the initial set that allows these permissions; those that the system has none of are made the app's own. */
export async function createRole(
  { db, instance }: Pick<TestApp, 'db' | 'instance'>,
  key: string,
  permissions: readonly string[] = [],
): Promise<void> {
  const place = { instance_id: instance.id }
  const roleId = newId('role')
  await db
    .insertInto('organization_roles')
    .values({ ...place, id: roleId, key, name: key })
    .execute()
  const { id: role_set_id } = await db
    .selectFrom('role_sets')
    .select('id')
    .where('instance_id', '=', instance.id)
    .where('type', '=', 'initial')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('role_set_roles')
    .values({ ...place, role_id: roleId, role_set_id })
    .execute()
  for (const permission of permissions) {
    const { id: permission_id } = await db
      .insertInto('organization_permissions')
      .values({ ...place, id: newId('permission'), key: permission, name: permission, type: 'user' })
      .onConflict((conflict) => conflict.columns(['instance_id', 'key']).doUpdateSet({ key: permission }))
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('organization_role_permissions')
      .values({ ...place, role_id: roleId, permission_id })
      .execute()
  }
}

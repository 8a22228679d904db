import { DomainError } from '../../platform/domain-error.ts'
import type { OrganizationRole, RoleCatalogue, RoleId, RoleSet } from './organization-role.entity.ts'
import { administratorPermissions, isAdministrator } from './permissions.policy.ts'

/** So many roles, role sets and permissions of its own an instance can have: all roles of one are read as one. */
export const rolesMax = 100
export const roleSetsMax = 50
export const permissionsMax = 1000

/** What can be the creator role of a set: whoever creates an organization must be able to look after it. */
export function requireCreatorEligible(role: OrganizationRole | undefined): void {
  if (!role || !isAdministrator([role]))
    throw new DomainError('organization_missing_creator_role_permissions', {
      meta: { permissions: administratorPermissions },
    })
}

/** For each permission of an administrator the roles that hold it: whoever has one of each is an administrator. */
export function administratorHolders(roles: Iterable<OrganizationRole>): RoleId[][] {
  const all = [...roles]
  return administratorPermissions.map((key) =>
    all.filter(({ permissions }) => permissions.some((held) => held.key === key)).map(({ id }) => id),
  )
}

/** The roles as they are worth once others have taken the place of some of them. */
export function withReplacements(
  { roles }: RoleCatalogue,
  replacements: Readonly<Record<RoleId, RoleId>>,
): OrganizationRole[] {
  return [...roles.values()].map((role) => {
    const replacement = roles.get(replacements[role.id] ?? role.id) ?? role
    return { ...role, permissions: replacement.permissions }
  })
}

export function findRoleByKey({ roles }: RoleCatalogue, key: string): OrganizationRole | undefined {
  return [...roles.values()].find((role) => role.key === key)
}

export function findRoleSet({ roleSets }: RoleCatalogue, keyOrId: string): RoleSet | undefined {
  return [...roleSets.values()].find(({ id, key }) => id === keyOrId || key === keyOrId)
}

/** A key for a role set that is named, but not keyed. */
export function toRoleSetKey(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  return `role_set:${plain === '' ? 'custom' : plain}`
}

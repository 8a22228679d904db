import type { OrganizationRole, RoleCatalogue, RoleId, RoleSet } from './organization-role.entity.ts'

/** What our own operations ask for. */
export type SystemPermission =
  | 'org:sys_profile:manage'
  | 'org:sys_profile:delete'
  | 'org:sys_memberships:read'
  | 'org:sys_memberships:manage'
  | 'org:sys_domains:read'
  | 'org:sys_domains:manage'
  | 'org:sys_billing:read'
  | 'org:sys_billing:manage'
  | 'org:sys_entconns:manage'
  | 'org:sys_api_keys:read'
  | 'org:sys_api_keys:manage'

/** Without a member who has all of these nobody could look after the organization any more. */
export const administratorPermissions = [
  'org:sys_profile:delete',
  'org:sys_memberships:read',
  'org:sys_memberships:manage',
] as const satisfies readonly SystemPermission[]

/** The roles a member has, in order. Those that are gone from the catalogue are left out. */
export function rolesOf({ roles }: RoleCatalogue, roleIds: readonly RoleId[]): OrganizationRole[] {
  return roleIds.flatMap((id) => roles.get(id) ?? [])
}

/** The keys of all that these roles allow together, in order. */
export function permissionKeysOf(roles: readonly OrganizationRole[]): string[] {
  return [...new Set(roles.flatMap(({ permissions }) => permissions.map(({ key }) => key)))].toSorted()
}

export function isAdministrator(roles: readonly OrganizationRole[]): boolean {
  const held = new Set(permissionKeysOf(roles))
  return administratorPermissions.every((key) => held.has(key))
}

/** A role of a set by its key; `org:` may be left out, as older names did (`admin`), and `basic_member` is `org:member`. */
export function findRoleOfSet(
  catalogue: RoleCatalogue,
  { roleIds }: RoleSet,
  key: string,
): OrganizationRole | undefined {
  const name = key === 'basic_member' ? 'org:member' : key
  const keys = new Set([name, `org:${name}`])
  return rolesOf(catalogue, roleIds).find((role) => keys.has(role.key))
}

import type { RoleId } from '../organization-roles/index.ts'

/** The roles of a member after a migration: in their order, none twice. */
export function movedRoleIds(
  roleIds: readonly RoleId[],
  mappings: Readonly<Record<RoleId, RoleId>>,
): RoleId[] {
  return [...new Set(roleIds.map((id) => mappings[id] ?? id))]
}

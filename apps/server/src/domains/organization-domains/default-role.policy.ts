import type { Instance } from '../instances/index.ts'
import { findRoleOfSet, type OrganizationRole, type RoleCatalogue } from '../organization-roles/index.ts'
import type { Organization } from '../organizations/index.ts'

/** The role of those who come in by their domain: as the instance says, where the organization has that one. */
export function defaultRoleOf(
  catalogue: RoleCatalogue,
  { roleSetId }: Pick<Organization, 'roleSetId'>,
  { settings }: Pick<Instance, 'settings'>,
): OrganizationRole {
  const roleSet = catalogue.roleSets.get(roleSetId) ?? catalogue.initialRoleSet
  const { default_role: key } = settings.organizations.domains
  const role = findRoleOfSet(catalogue, roleSet, key) ?? catalogue.roles.get(roleSet.defaultRoleId)
  if (!role) throw new RangeError('the default role of a set exists')
  return role
}

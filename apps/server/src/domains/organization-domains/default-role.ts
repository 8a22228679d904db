import { invariant } from '../../platform/domain-error.ts'
import type { Instance } from '../instances/index.ts'
import { findRoleOfSet, type OrganizationRole, type RoleCatalogue } from '../organization-roles/index.ts'
import { type Organization, roleSetOf } from '../organizations/index.ts'

/** The role of those who come in by their domain: as the instance says, where the organization has that one. */
export function defaultRoleOf(
  catalogue: RoleCatalogue,
  organization: Pick<Organization, 'roleSetId'>,
  { settings }: Pick<Instance, 'settings'>,
): OrganizationRole {
  const roleSet = roleSetOf(catalogue, organization)
  const { default_role: key } = settings.organizations.domains
  const role = findRoleOfSet(catalogue, roleSet, key) ?? catalogue.roles.get(roleSet.defaultRoleId)
  invariant(role, 'the default role of a set exists')
  return role
}

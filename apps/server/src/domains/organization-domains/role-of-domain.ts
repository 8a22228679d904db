import type { Instance } from '../instances/index.ts'
import { findRoleOfSet, type OrganizationRole, type RoleCatalogue } from '../organization-roles/index.ts'
import { defaultRoleOf, type Organization, roleSetOf } from '../organizations/index.ts'

/** The role of those who come in by their domain: as the instance says, where the organization has that one. */
export function roleOfDomain(
  catalogue: RoleCatalogue,
  organization: Pick<Organization, 'roleSetId'>,
  { settings }: Pick<Instance, 'settings'>,
): OrganizationRole {
  const { default_role: key } = settings.organizations.domains
  return (
    findRoleOfSet(catalogue, roleSetOf(catalogue, organization), key) ??
    defaultRoleOf(catalogue, organization)
  )
}

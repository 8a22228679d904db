import { DomainError } from '../../platform/domain-error.ts'
import {
  findRoleOfSet,
  isAdministrator,
  type OrganizationRole,
  type RoleCatalogue,
  type RoleId,
  type RoleSet,
  rolesOf,
} from '../organization-roles/index.ts'
import type { Organization } from './organization.entity.ts'

export const roleSetOf = (
  catalogue: RoleCatalogue,
  { roleSetId }: Pick<Organization, 'roleSetId'>,
): RoleSet => catalogue.roleSets.get(roleSetId) ?? catalogue.initialRoleSet

/** More would make tokens of their members too large for a cookie. */
const rolesMax = 10

/** The roles that a caller names for a member, in order; all of the organization's role set, none twice. */
export function readRoles(
  catalogue: RoleCatalogue,
  organization: Pick<Organization, 'roleSetId'>,
  keys: readonly string[],
  param = 'role',
): OrganizationRole[] {
  if (keys.length > rolesMax) throw new DomainError('form_param_array_size_exceeded', { param })
  const roleSet = roleSetOf(catalogue, organization)
  const found = keys.map((key) => findRoleOfSet(catalogue, roleSet, key))
  const roles = [...new Set(found.filter((role) => role !== undefined))]
  if (roles.length === 0 || found.includes(undefined))
    throw new DomainError('form_param_value_invalid', {
      param,
      meta: { allowed_values: rolesOf(catalogue, roleSet.roleIds).map(({ key }) => key) },
    })
  return roles
}

/** Whether anybody of these, each with the roles they have, can look after the organization. */
export const hasAdministrator = (catalogue: RoleCatalogue, combinations: readonly RoleId[][]): boolean =>
  combinations.some((roleIds) => isAdministrator(rolesOf(catalogue, roleIds)))

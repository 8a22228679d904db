import { roleKeysOf } from '@keywright/contract'
import { DomainError, invariant } from '../../platform/domain-error.ts'
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

/** The role of new members who are given no other. */
export function defaultRoleOf(
  catalogue: RoleCatalogue,
  organization: Pick<Organization, 'roleSetId'>,
): OrganizationRole {
  const role = catalogue.roles.get(roleSetOf(catalogue, organization).defaultRoleId)
  invariant(role, 'the default role of a set exists')
  return role
}

/** The keys that a caller gives, in either of the two ways. */
export function requireRoleKeys(input: Parameters<typeof roleKeysOf>[0]): readonly string[] {
  const keys = roleKeysOf(input)
  if (!keys) throw new DomainError('form_param_missing', { param: 'role' })
  return keys
}

/** The roles that a caller names for a member, in order; all of the organization's role set, none twice. */
export function readRoles(
  catalogue: RoleCatalogue,
  organization: Pick<Organization, 'roleSetId'>,
  keys: readonly string[],
): OrganizationRole[] {
  const roleSet = roleSetOf(catalogue, organization)
  const found = keys.map((key) => findRoleOfSet(catalogue, roleSet, key))
  const roles = [...new Set(found.filter((role) => role !== undefined))]
  if (roles.length === 0 || found.includes(undefined))
    throw new DomainError('form_param_value_invalid', {
      param: 'role',
      meta: { allowed_values: rolesOf(catalogue, roleSet.roleIds).map(({ key }) => key) },
    })
  return roles
}

/** Whether anybody of these, each with the roles they have, can look after the organization. */
export const hasAdministrator = (catalogue: RoleCatalogue, combinations: readonly RoleId[][]): boolean =>
  combinations.some((roleIds) => isAdministrator(rolesOf(catalogue, roleIds)))

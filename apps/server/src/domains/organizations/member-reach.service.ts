import type { UserId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import {
  type OrganizationRole,
  permissionKeysOf,
  type RoleCatalogues,
  rolesOf,
  type SystemPermission,
} from '../organization-roles/index.ts'
import type { Membership } from './membership.entity.ts'
import { findMembership } from './memberships.repository.ts'
import type { Organization } from './organization.entity.ts'
import { permissionsBeyond } from './reach.policy.ts'
import { roleSetOf } from './role-input.ts'

export interface MemberAct {
  /** The member who does it; `undefined`: a server, which may do anything. */
  by: UserId | undefined
  /** Roles that somebody gets who had them not. */
  gives?: readonly OrganizationRole[]
  /** Whose roles change, or who has to go. */
  on?: Pick<Membership, 'roleIds'>
}

const manageMembers: SystemPermission = 'org:sys_memberships:manage'

/**
 * Throws `missing_organization_permission` where a member may not do this to another, or to themselves. Asked while the
 * organization is locked: what they could do before they waited for that, they may not be able to do now.
 */
export function createMemberReach({ catalogues }: { catalogues: Pick<RoleCatalogues, 'getIn'> }) {
  return async (
    tx: Db,
    { instance }: Scope,
    organization: Organization,
    { by, gives = [], on }: MemberAct,
  ): Promise<void> => {
    if (by === undefined) return
    const name = { organizationId: organization.id, userId: by }
    const own = await findMembership(tx, instance.id, name)
    if (!own) throw new DomainError('resource_not_found')
    const catalogue = await catalogues.getIn(tx, instance)
    const held = rolesOf(catalogue, own.roleIds)
    const [common] = rolesOf(catalogue, [roleSetOf(catalogue, organization).defaultRoleId])
    const permissions = permissionKeysOf(held).includes(manageMembers)
      ? permissionsBeyond({ held, common }, { gives, on: on ? rolesOf(catalogue, on.roleIds) : [] })
      : [manageMembers]
    if (permissions.length > 0)
      throw new DomainError('missing_organization_permission', { meta: { permissions } })
  }
}

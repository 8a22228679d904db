import type { UserId } from '@keywright/contract'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { RoleId, RoleSetId } from '../organization-roles/index.ts'
import type { Membership } from './membership.entity.ts'
import { toMembership } from './memberships.repository.ts'
import type { OrganizationId } from './organization.entity.ts'

/** Who is still to be moved: members of organizations with this set who have any of these roles. */
export interface Leaving {
  roleSetId: RoleSetId
  roleIds: readonly RoleId[]
}

/** Some of them, those of one organization beside each other. */
export async function listLeaving(
  db: Db,
  instanceId: string,
  { roleSetId, roleIds }: Leaving,
  limit: number,
): Promise<{ organizationId: OrganizationId; userId: UserId }[]> {
  if (roleIds.length === 0) return []
  const rows = await db
    .selectFrom('organization_memberships as m')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.instance_id', '=', 'm.instance_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .select(['m.organization_id', 'm.user_id'])
    .where('m.instance_id', '=', instanceId)
    .where('o.role_set_id', '=', roleSetId)
    .where(sql<SqlBool>`m.role_ids && ${[...roleIds]}::text[]`)
    .orderBy('m.organization_id')
    .orderBy('m.user_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    organizationId: row.organization_id as OrganizationId,
    userId: row.user_id as UserId,
  }))
}

/** Members of an organization with any of these roles: of these users, or all. */
export async function listMembersWithRoles(
  tx: Db,
  instanceId: string,
  organizationId: string,
  { roleIds, userIds }: { roleIds: readonly RoleId[]; userIds?: readonly UserId[] | undefined },
): Promise<Membership[]> {
  const rows = await tx
    .selectFrom('organization_memberships')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where(sql<SqlBool>`role_ids && ${[...roleIds]}::text[]`)
    .$if(userIds !== undefined, (select) =>
      select.where(sql<SqlBool>`user_id = any(${[...(userIds ?? [])]}::text[])`),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toMembership)
}

/** Pending invitations offer the roles that take the place of these. `mappings`: ids of roles. */
export async function moveInvitations(
  db: Db,
  instanceId: string,
  { roleSetId, roleIds }: Leaving,
  { mappings, now }: { mappings: Readonly<Record<string, string>>; now: Date },
): Promise<void> {
  await sql`
    update organization_invitations i
    set role_ids = array(
        select coalesce(${JSON.stringify(mappings)}::jsonb ->> role_id, role_id)
        from unnest(i.role_ids) with ordinality as r (role_id, place)
        group by 1 order by min(place)),
      version = i.version + 1,
      updated_at = ${now}
    from organizations o
    where o.instance_id = i.instance_id and o.id = i.organization_id and o.role_set_id = ${roleSetId}
      and i.instance_id = ${instanceId} and i.status = 'pending' and i.role_ids && ${[...roleIds]}::text[]`.execute(
    db,
  )
}

/** Some of the organizations that have a role set. */
export async function listOrganizationsOfSet(
  db: Db,
  instanceId: string,
  roleSetId: RoleSetId,
  limit: number,
): Promise<OrganizationId[]> {
  const rows = await db
    .selectFrom('organizations')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('role_set_id', '=', roleSetId)
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id as OrganizationId)
}

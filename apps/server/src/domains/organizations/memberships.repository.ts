import type { UserId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import { Collision, type Db, isForeignKeyViolation } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { RoleId } from '../organization-roles/index.ts'
import type { Metadata } from '../users/index.ts'
import type {
  Membership,
  MembershipId,
  MembershipWithOrganization,
  MembershipWithPolicy,
} from './membership.entity.ts'
import type { OrganizationId } from './organization.entity.ts'
import {
  type PolicyColumn,
  pendingInvitationsCount,
  toOrganization,
  toPolicy,
} from './organizations.repository.ts'

type MembershipRow = Selectable<Schema['organization_memberships']>

const membershipOfUser = defineStatement(
  (db, { instanceId, organizationId, userId }: MembershipName & { instanceId: string }) =>
    db
      .selectFrom('organization_memberships')
      .selectAll()
      .where('instance_id', '=', instanceId)
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId),
)

export interface MembershipName {
  organizationId: string
  userId: string
}

export async function findMembership(
  db: Db,
  instanceId: string,
  name: MembershipName,
): Promise<Membership | undefined> {
  const [row] = await membershipOfUser(db, { instanceId, ...name })
  return row && toMembership(row)
}

const membershipWithPolicy = defineStatement(
  (db, { instanceId, organizationId, userId }: MembershipName & { instanceId: string }) =>
    db
      .selectFrom('organization_memberships as m')
      .innerJoin('organizations as o', (join) =>
        join.onRef('o.instance_id', '=', 'm.instance_id').onRef('o.id', '=', 'm.organization_id'),
      )
      .selectAll('m')
      .select('o.policy')
      .where('m.instance_id', '=', instanceId)
      .where('m.organization_id', '=', organizationId)
      .where('m.user_id', '=', userId),
)

export async function findMembershipWithPolicy(
  db: Db,
  instanceId: string,
  name: MembershipName,
): Promise<MembershipWithPolicy | undefined> {
  const [row] = await membershipWithPolicy(db, { instanceId, ...name })
  return row && { ...toMembership(row), policy: toPolicy(row.policy as PolicyColumn) }
}

/** The columns of organizations beside those of memberships, as JSON. */
const organizationOfMembership = sql<Parameters<typeof toOrganization>[0]>`(
  select to_json(x) from (select o.*, ${pendingInvitationsCount} as pending_invitations_count) x)`

export function selectMemberships(db: Db, instanceId: string) {
  return db
    .selectFrom('organization_memberships as m')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.instance_id', '=', 'm.instance_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .selectAll('m')
    .select(organizationOfMembership.as('organization'))
    .where('m.instance_id', '=', instanceId)
}

const membershipWithOrganization = defineStatement(
  (db, { instanceId, organizationId, userId }: MembershipName & { instanceId: string }) =>
    selectMemberships(db, instanceId)
      .where('m.organization_id', '=', organizationId)
      .where('m.user_id', '=', userId),
)

export async function findMembershipWithOrganization(
  db: Db,
  instanceId: string,
  name: MembershipName,
): Promise<MembershipWithOrganization | undefined> {
  const [row] = await membershipWithOrganization(db, { instanceId, ...name })
  return row && toMembershipWithOrganization(row)
}

/** All memberships of these users with their organizations, oldest first. */
export async function listMembershipsOfUsers(
  db: Db,
  instanceId: string,
  userIds: readonly string[],
): Promise<MembershipWithOrganization[]> {
  const rows = await selectMemberships(db, instanceId)
    .where('m.user_id', '=', anyOf(userIds))
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute()
  return rows.map(toMembershipWithOrganization)
}

/** Some of the organizations that a user is a member of. */
export async function listOrganizationIdsOf(
  db: Db,
  instanceId: string,
  userId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('organization_memberships')
    .select('organization_id')
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .limit(limit)
    .execute()
  return rows.map((row) => row.organization_id)
}

/** Those of the users who are members of an organization. */
export async function listMembersAmong(
  tx: Db,
  instanceId: string,
  organizationId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('organization_memberships')
    .select('user_id')
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', anyOf(userIds))
    .execute()
  return new Set(rows.map(({ user_id }) => user_id))
}

export interface NewMembership {
  id: MembershipId
  organizationId: OrganizationId
  userId: UserId
  roleIds: readonly RoleId[]
  publicMetadata: Metadata
  privateMetadata: Metadata
}

/**
 * Adds a membership, and counts it; `undefined` when there is one. Its version goes on where an earlier one of the same
 * user ended: tokens of that one stay refused. Collides with a deletion of the user: done again, it finds nobody.
 */
export async function insertMembership(
  tx: Db,
  instanceId: string,
  membership: NewMembership,
  now: Date,
): Promise<Membership | undefined> {
  const { id, organizationId, userId, roleIds } = membership
  const row = await tx
    .insertInto('organization_memberships')
    .values({
      ...{ instance_id: instanceId, id, organization_id: organizationId, user_id: userId },
      version: sql<number>`coalesce((
        select v.version + 1 from invalidations v
        where v.instance_id = ${instanceId} and v.kind = 'membership' and v.key = ${toKey(membership)}), 1)`,
      role_ids: [...roleIds],
      public_metadata: JSON.stringify(membership.publicMetadata),
      private_metadata: JSON.stringify(membership.privateMetadata),
      ...{ created_at: now, updated_at: now },
    })
    .onConflict((conflict) => conflict.columns(['instance_id', 'user_id', 'organization_id']).doNothing())
    .returningAll()
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw isForeignKeyViolation(error, 'organization_memberships')
        ? new Collision('membership of nobody', { cause: error })
        : error
    })
  if (!row) return undefined
  await countMembers(tx, instanceId, organizationId, 1)
  return toMembership(row)
}

export type MembershipChange = Partial<Pick<Membership, 'roleIds' | 'publicMetadata' | 'privateMetadata'>>

/** Writes a change and moves the version; `undefined` when there is no such membership. */
export async function updateMembership(
  tx: Db,
  instanceId: string,
  { organizationId, userId }: MembershipName,
  change: MembershipChange,
  now: Date,
): Promise<Membership | undefined> {
  const columns = {
    role_ids: change.roleIds && [...change.roleIds],
    public_metadata: change.publicMetadata && JSON.stringify(change.publicMetadata),
    private_metadata: change.privateMetadata && JSON.stringify(change.privateMetadata),
  }
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
  const row = await tx
    .updateTable('organization_memberships')
    .set({ ...given, updated_at: now, version: sql`version + 1` })
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst()
  return row && toMembership(row)
}

/** Takes a member out, and counts it; `undefined` when there is no such membership. */
export async function deleteMembership(
  tx: Db,
  instanceId: string,
  { organizationId, userId }: MembershipName,
): Promise<Membership | undefined> {
  const row = await tx
    .deleteFrom('organization_memberships')
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  await countMembers(tx, instanceId, organizationId, -1)
  return toMembership(row)
}

async function countMembers(tx: Db, instanceId: string, organizationId: string, more: 1 | -1): Promise<void> {
  await tx
    .updateTable('organizations')
    .set({ members_count: sql`members_count + ${more}` })
    .where('instance_id', '=', instanceId)
    .where('id', '=', organizationId)
    .execute()
}

/** What combinations of roles the members have, but for the one who is named: few, however many members there are. */
export async function listRoleCombinations(
  db: Db,
  instanceId: string,
  { organizationId, userId }: Pick<MembershipName, 'organizationId'> & Partial<MembershipName>,
): Promise<RoleId[][]> {
  const rows = await db
    .selectFrom('organization_memberships')
    .select('role_ids')
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .$if(userId !== undefined, (select) => select.where('user_id', '!=', userId ?? ''))
    .groupBy('role_ids')
    .execute()
  return rows.map(({ role_ids }) => role_ids as RoleId[])
}

/** The member of longest standing besides this one. */
export async function findOldestOther(
  db: Db,
  instanceId: string,
  { organizationId, userId }: MembershipName,
): Promise<Membership | undefined> {
  const row = await db
    .selectFrom('organization_memberships')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '!=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && toMembership(row)
}

/** What an invalidation of a membership is named by: what its tokens tell of it. */
export function toKey({ organizationId, userId }: MembershipName): string {
  return `${organizationId}/${userId}`
}

export function toMembershipWithOrganization(
  row: MembershipRow & { organization: Parameters<typeof toOrganization>[0] },
): MembershipWithOrganization {
  const { organization: o } = row
  const organization = toOrganization({
    ...o,
    last_active_at: o.last_active_at === null ? null : new Date(o.last_active_at),
    created_at: new Date(o.created_at),
    updated_at: new Date(o.updated_at),
  })
  return { ...toMembership(row), organization }
}

export function toMembership(row: MembershipRow): Membership {
  return {
    id: row.id as MembershipId,
    version: row.version,
    organizationId: row.organization_id as OrganizationId,
    userId: row.user_id as UserId,
    roleIds: row.role_ids as RoleId[],
    publicMetadata: row.public_metadata as Metadata,
    privateMetadata: row.private_metadata as Metadata,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

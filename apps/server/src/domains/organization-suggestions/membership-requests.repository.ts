import type { OrganizationId, OrganizationMembershipRequestId, UserId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { MembershipRequest, MembershipRequestStatus, StatusPage } from './membership-request.entity.ts'

/** Written out: a statement that is planned for any value finds no index of some rows. */
const pendingOnly = sql<boolean>`status = 'pending'`

export interface NewMembershipRequest {
  id: OrganizationMembershipRequestId
  organizationId: string
  userId: string
}

/** Adds a request; one that is waiting already goes on waiting. */
export async function insertRequest(
  tx: Db,
  instanceId: string,
  { id, organizationId, userId }: NewMembershipRequest,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('organization_membership_requests')
    .values({
      ...{ instance_id: instanceId, id, organization_id: organizationId, user_id: userId },
      ...{ status: 'pending', created_at: now, updated_at: now },
    })
    .onConflict((conflict) =>
      conflict.columns(['instance_id', 'organization_id', 'user_id']).where(pendingOnly).doNothing(),
    )
    .execute()
}

export async function findRequest(
  db: Db,
  instanceId: string,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<MembershipRequest | undefined> {
  const row = await selectRequests(db, instanceId, organizationId).where('id', '=', id).executeTakeFirst()
  return row && toRequest(row)
}

/** Who asked to join an organization, newest first. */
export async function listRequests(
  db: Db,
  instanceId: string,
  organizationId: string,
  { statuses, limit, offset }: StatusPage<MembershipRequestStatus>,
): Promise<MembershipRequest[]> {
  const rows = await selectRequests(db, instanceId, organizationId, statuses)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(toRequest)
}

export async function countRequests(
  db: Db,
  instanceId: string,
  organizationId: string,
  statuses?: readonly MembershipRequestStatus[],
): Promise<number> {
  const row = await selectRequests(db, instanceId, organizationId, statuses)
    .clearSelect()
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function setRequestStatus(
  tx: Db,
  instanceId: string,
  id: string,
  status: 'accepted' | 'rejected',
  now: Date,
): Promise<void> {
  await tx
    .updateTable('organization_membership_requests')
    .set({ status, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Whoever has become a member in another way is not waiting any more. */
export async function acceptRequestOf(
  tx: Db,
  instanceId: string,
  { organizationId, userId }: { organizationId: string; userId: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('organization_membership_requests')
    .set({ status: 'accepted', updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where(pendingOnly)
    .execute()
}

function selectRequests(
  db: Db,
  instanceId: string,
  organizationId: string,
  statuses: readonly string[] = [],
) {
  return db
    .selectFrom('organization_membership_requests')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .$if(statuses.length > 0, (query) => query.where('status', '=', anyOf(statuses)))
}

function toRequest(row: Selectable<Schema['organization_membership_requests']>): MembershipRequest {
  return {
    id: row.id as OrganizationMembershipRequestId,
    organizationId: row.organization_id as OrganizationId,
    userId: row.user_id as UserId,
    status: row.status as MembershipRequestStatus,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

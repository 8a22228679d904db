import type { OrganizationInvitationId, UserId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { RoleId } from '../organization-roles/index.ts'
import type { OrganizationId } from '../organizations/index.ts'
import type { Metadata } from '../users/index.ts'
import type { Invitation } from './invitation.entity.ts'

type InvitationRow = Selectable<Schema['organization_invitations']>

/** Rows in one statement: few enough for the parameters that a statement can have. */
const rowsPerInsert = 500

export async function insertInvitations(
  tx: Db,
  instanceId: string,
  invitations: readonly Invitation[],
): Promise<void> {
  for (let start = 0; start < invitations.length; start += rowsPerInsert) {
    const rows = invitations.slice(start, start + rowsPerInsert).map((one) => toRow(instanceId, one))
    await tx.insertInto('organization_invitations').values(rows).execute()
  }
}

export async function findInvitation(
  db: Db,
  instanceId: string,
  id: string,
): Promise<Invitation | undefined> {
  const row = await db
    .selectFrom('organization_invitations')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toInvitation(row)
}

/** Writes what became of a pending invitation, and moves the version. */
export async function updateInvitation(
  tx: Db,
  instanceId: string,
  id: string,
  change: Partial<Pick<Invitation, 'status' | 'expireAt'>>,
  now: Date,
): Promise<Invitation> {
  const { status, expireAt } = change
  const row = await tx
    .updateTable('organization_invitations')
    .set({
      ...(status !== undefined && { status }),
      ...(expireAt !== undefined && { expire_at: expireAt }),
      updated_at: now,
      version: sql`version + 1`,
    })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toInvitation(row)
}

/** Accepts every invitation to an organization that a user could accept. Returns those that were. */
export async function acceptPendingOf(
  tx: Db,
  instanceId: string,
  { organizationId, userId }: { organizationId: string; userId: UserId },
  now: Date,
): Promise<Invitation[]> {
  const rows = await tx
    .updateTable('organization_invitations')
    .set({ status: 'accepted', user_id: userId, updated_at: now, version: sql`version + 1` })
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'pending')
    .where((is) => is.or([is('expire_at', 'is', null), is('expire_at', '>', now)]))
    .where('email_address', 'in', (of) =>
      of
        .selectFrom('email_addresses')
        .select('email_address')
        .where('instance_id', '=', instanceId)
        .where('user_id', '=', userId)
        .where('verified_at', 'is not', null),
    )
    .returningAll()
    .execute()
  return rows.map(toInvitation)
}

/** Takes back every invitation to an organization that a user has sent. Returns those that were. */
export async function revokePendingOfInviter(
  tx: Db,
  instanceId: string,
  { organizationId, inviterId }: { organizationId: string; inviterId: UserId },
  now: Date,
): Promise<Invitation[]> {
  const rows = await tx
    .updateTable('organization_invitations')
    .set({ status: 'revoked', updated_at: now, version: sql`version + 1` })
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('inviter_id', '=', inviterId)
    .where('status', '=', 'pending')
    .where((is) => is.or([is('expire_at', 'is', null), is('expire_at', '>', now)]))
    .returningAll()
    .execute()
  return rows.map(toInvitation)
}

/** Writes down which pending invitations have run out, of an instance or of one organization. */
export async function expireInvitations(
  db: Db,
  instanceId: string,
  now: Date,
  organizationId?: string,
): Promise<void> {
  await db
    .updateTable('organization_invitations')
    .set({ status: 'expired', version: sql`version + 1` })
    .where('instance_id', '=', instanceId)
    .where('status', '=', 'pending')
    .where('expire_at', '<=', now)
    .$if(organizationId !== undefined, (query) => query.where('organization_id', '=', organizationId ?? ''))
    .execute()
}

/** Those of the addresses that have a pending invitation. */
export async function listInvitedAddresses(
  tx: Db,
  instanceId: string,
  organizationId: string,
  emailAddresses: readonly string[],
): Promise<string[]> {
  const rows = await selectPending(tx, instanceId, organizationId)
    .select('email_address')
    .where('email_address', '=', anyOf(emailAddresses))
    .orderBy('email_address')
    .execute()
  return rows.map(({ email_address }) => email_address)
}

export async function countPending(tx: Db, instanceId: string, organizationId: string): Promise<number> {
  const row = await selectPending(tx, instanceId, organizationId)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function selectPending(tx: Db, instanceId: string, organizationId: string) {
  return tx
    .selectFrom('organization_invitations')
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'pending')
}

function toRow(instanceId: string, invitation: Invitation) {
  return {
    instance_id: instanceId,
    id: invitation.id,
    version: invitation.version,
    organization_id: invitation.organizationId,
    email_address: invitation.emailAddress,
    role_ids: [...invitation.roleIds],
    status: invitation.status,
    inviter_id: invitation.inviterId,
    user_id: invitation.userId,
    redirect_url: invitation.redirectUrl,
    public_metadata: JSON.stringify(invitation.publicMetadata),
    private_metadata: JSON.stringify(invitation.privateMetadata),
    expire_at: invitation.expireAt,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
  }
}

export function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id as OrganizationInvitationId,
    version: row.version,
    organizationId: row.organization_id as OrganizationId,
    emailAddress: row.email_address,
    roleIds: row.role_ids as RoleId[],
    status: row.status as Invitation['status'],
    inviterId: row.inviter_id as UserId | null,
    userId: row.user_id as UserId | null,
    redirectUrl: row.redirect_url,
    publicMetadata: row.public_metadata as Metadata,
    privateMetadata: row.private_metadata as Metadata,
    expireAt: row.expire_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

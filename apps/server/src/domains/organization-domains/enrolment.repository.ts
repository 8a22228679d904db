import type {
  OrganizationDomainId,
  OrganizationId,
  OrganizationInvitationId,
  OrganizationSuggestionId,
  UserId,
} from '@keywright/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { type Invitation, toInvitation } from '../organization-invitations/index.ts'

/** A user by an address they have proven. */
export interface FoundUser {
  addressId: string
  userId: UserId
  emailAddress: string
}

interface Offer {
  organizationId: OrganizationId
  domainId: OrganizationDomainId
  now: Date
}

/** The next domain whose users are to be asked in, and how far that has come. */
export async function findDueDomain(db: Db, instanceId: string) {
  return await db
    .selectFrom('organization_domains')
    .select(['id', 'name'])
    .where('instance_id', '=', instanceId)
    .where('enrolled_up_to', 'is not', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** Takes a domain to ask its users in; `undefined` when another process is about it, or all have been asked. */
export async function takeDueDomain(tx: Db, instanceId: string, id: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('organization_domains')
    .select('enrolled_up_to')
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .where('enrolled_up_to', 'is not', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row?.enrolled_up_to ?? undefined
}

/** Notes how far it has come; `null`: to the end. */
export async function noteEnrolledUpTo(tx: Db, instanceId: string, id: string, upTo: string | null) {
  await tx
    .updateTable('organization_domains')
    .set({ enrolled_up_to: upTo })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Who has proven an address of a domain, a page at a time, in the order of the addresses' ids. */
export async function listUsersOfDomain(
  tx: Db,
  instanceId: string,
  name: string,
  { after, limit }: { after: string; limit: number },
): Promise<FoundUser[]> {
  const rows = await tx
    .selectFrom('email_addresses')
    .select(['id', 'user_id', 'email_address'])
    .where('instance_id', '=', instanceId)
    .where(sql<boolean>`substring(email_address from '[^@]*$') = ${name}`)
    .where('verified_at', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    addressId: row.id,
    userId: row.user_id as UserId,
    emailAddress: row.email_address,
  }))
}

/** Written out: a statement that is planned for any value finds no index of some rows. */
const pendingOnly = sql<boolean>`status = 'pending'`

export interface DomainInvitation {
  id: OrganizationInvitationId
  emailAddress: string
}

/** Invites addresses on behalf of a domain; those that have an invitation keep it. Returns the new ones. */
export async function insertInvitations(
  tx: Db,
  instanceId: string,
  { organizationId, domainId, now, roleIds }: Offer & { roleIds: readonly string[] },
  invitations: readonly DomainInvitation[],
): Promise<Invitation[]> {
  if (invitations.length === 0) return []
  const rows = await tx
    .insertInto('organization_invitations')
    .values(
      invitations.map(({ id, emailAddress }) => ({
        ...{ instance_id: instanceId, id, organization_id: organizationId, email_address: emailAddress },
        ...{ role_ids: [...roleIds], status: 'pending', organization_domain_id: domainId },
        ...{ created_at: now, updated_at: now },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['instance_id', 'organization_id', 'email_address']).where(pendingOnly).doNothing(),
    )
    .returningAll()
    .execute()
  return rows.map(toInvitation)
}

/** Suggests the organization to users, to each once. */
export async function insertSuggestions(
  tx: Db,
  instanceId: string,
  { organizationId, domainId, now }: Offer,
  suggestions: readonly { id: OrganizationSuggestionId; userId: UserId }[],
): Promise<void> {
  if (suggestions.length === 0) return
  await tx
    .insertInto('organization_suggestions')
    .values(
      suggestions.map(({ id, userId }) => ({
        ...{ instance_id: instanceId, id, organization_id: organizationId, user_id: userId },
        ...{ organization_domain_id: domainId, status: 'pending', created_at: now, updated_at: now },
      })),
    )
    .onConflict((conflict) => conflict.columns(['instance_id', 'user_id', 'organization_id']).doNothing())
    .execute()
}

/** Takes back what a domain has offered and nobody has answered. Returns the invitations that were. */
export async function takeBackOffers(
  tx: Db,
  instanceId: string,
  domainId: string,
  now: Date,
): Promise<Invitation[]> {
  const rows = await tx
    .updateTable('organization_invitations')
    .set({ status: 'revoked', updated_at: now, version: sql`version + 1` })
    .where('instance_id', '=', instanceId)
    .where('organization_domain_id', '=', domainId)
    .where(pendingOnly)
    .returningAll()
    .execute()
  await tx
    .deleteFrom('organization_suggestions')
    .where('instance_id', '=', instanceId)
    .where('organization_domain_id', '=', domainId)
    .where(pendingOnly)
    .execute()
  return rows.map(toInvitation)
}

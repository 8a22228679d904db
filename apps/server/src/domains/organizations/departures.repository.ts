import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Traces } from './departure.entity.ts'

/** Where invitations wait that a user has sent, member or not. */
export async function listOrganizationIdsInvitedTo(
  tx: Db,
  instanceId: string,
  userId: string,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('organization_invitations')
    .select('organization_id')
    .distinct()
    .where('instance_id', '=', instanceId)
    .where('inviter_id', '=', userId)
    .where('status', '=', 'pending')
    .execute()
  return rows.map(({ organization_id }) => organization_id)
}

/** `except`: organizations whose invitations are not counted. */
export async function countTraces(
  db: Db,
  instanceId: string,
  userId: string,
  { except, now }: { except: readonly string[]; now: Date },
): Promise<Traces> {
  const { rows } = await sql<Traces>`
    select
      (select count(*)::integer from organization_invitations
        where instance_id = ${instanceId} and inviter_id = ${userId} and status = 'pending'
          and (expire_at is null or expire_at > ${now}) and organization_id <> all(${[...except]}::text[])) as "invitationsCount",
      (select count(*)::integer from organization_membership_requests
        where instance_id = ${instanceId} and user_id = ${userId} and status = 'pending') as "requestsCount",
      (select count(*)::integer from organization_suggestions
        where instance_id = ${instanceId} and user_id = ${userId} and status = 'pending') as "suggestionsCount"
  `.execute(db)
  return rows[0] ?? { invitationsCount: 0, requestsCount: 0, suggestionsCount: 0 }
}

import type { OrganizationId, OrganizationSuggestionId, UserId } from '@keywright/contract'
import { sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import type { StatusPage, Suggestion, SuggestionStatus } from './membership-request.entity.ts'

/** Whoever has become a member needs no suggestion any more, whichever way they came in. */
const statusNow = sql<SuggestionStatus>`case
  when exists (
    select from organization_memberships m
    where m.instance_id = s.instance_id and m.user_id = s.user_id and m.organization_id = s.organization_id
  ) then 'completed'
  when s.status = 'completed' then 'accepted'
  else s.status end`

function selectSuggestions(db: Db, instanceId: string, userId: string) {
  return db
    .selectFrom('organization_suggestions as s')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.instance_id', '=', 's.instance_id').onRef('o.id', '=', 's.organization_id'),
    )
    .select(['s.id', 's.user_id', 's.organization_id', 's.created_at', 's.updated_at'])
    .select(['o.name', 'o.slug', 'o.image_id'])
    .select(statusNow.as('status'))
    .where('s.instance_id', '=', instanceId)
    .where('s.user_id', '=', userId)
}

type SuggestionRow = Awaited<ReturnType<ReturnType<typeof selectSuggestions>['executeTakeFirstOrThrow']>>

const withStatus = (db: Db, instanceId: string, userId: string, statuses?: readonly string[]) =>
  selectSuggestions(db, instanceId, userId).$if(statuses !== undefined && statuses.length > 0, (query) =>
    query.where(sql<boolean>`${statusNow} = any(${[...(statuses ?? [])]}::text[])`),
  )

/** What is suggested to a user, newest first. */
export async function listSuggestions(
  db: Db,
  instanceId: string,
  userId: string,
  { statuses, limit, offset }: StatusPage<SuggestionStatus>,
): Promise<Suggestion[]> {
  const rows = await withStatus(db, instanceId, userId, statuses)
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(toSuggestion)
}

export async function countSuggestions(
  db: Db,
  instanceId: string,
  userId: string,
  statuses?: readonly SuggestionStatus[],
): Promise<number> {
  const row = await db
    .selectFrom(withStatus(db, instanceId, userId, statuses).clearSelect().select('s.id').as('found'))
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function findSuggestion(
  db: Db,
  instanceId: string,
  userId: string,
  id: string,
): Promise<Suggestion | undefined> {
  const row = await selectSuggestions(db, instanceId, userId).where('s.id', '=', id).executeTakeFirst()
  return row && toSuggestion(row)
}

/** Writes what became of what was suggested to these users. */
export async function setSuggestionStatus(
  tx: Db,
  instanceId: string,
  { organizationId, userIds }: { organizationId: string; userIds: readonly string[] },
  status: SuggestionStatus,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('organization_suggestions')
    .set({ status, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', anyOf(userIds))
    .where('organization_id', '=', organizationId)
    .execute()
}

function toSuggestion(row: SuggestionRow): Suggestion {
  return {
    id: row.id as OrganizationSuggestionId,
    userId: row.user_id as UserId,
    organization: {
      id: row.organization_id as OrganizationId,
      name: row.name,
      slug: row.slug,
      imageId: row.image_id,
    },
    status: row.status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

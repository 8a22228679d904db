import { type SqlBool, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import { totpEnabledOf } from '../second-factors/index.ts'
import type { Session, SessionStatus } from './session.entity.ts'
import { isSignedInAt, toSession, twoFactorEnabled } from './sessions.repository.ts'

/** All sessions these clients ever had, oldest first. */
export async function listSessionsOfClients(
  db: Db,
  instanceId: string,
  clientIds: readonly string[],
  now: Date,
): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .select(twoFactorEnabled)
    .where('instance_id', '=', instanceId)
    .where('client_id', '=', anyOf(clientIds))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => toSession(row, now))
}

const signedInSessionsOfClient = defineStatement(
  (db, { instanceId, clientId, now }: { instanceId: string; clientId: string; now: Date }) =>
    db
      .selectFrom('sessions')
      .selectAll()
      .select(twoFactorEnabled)
      .where('instance_id', '=', instanceId)
      .where('client_id', '=', clientId)
      .where(isSignedInAt(now))
      .orderBy('created_at')
      .orderBy('id'),
)

/** The sessions of a client in which somebody is signed in, oldest first. */
export async function listSignedInSessionsOfClient(
  db: Db,
  instanceId: string,
  clientId: string,
  now: Date,
): Promise<Session[]> {
  const rows = await signedInSessionsOfClient(db, { instanceId, clientId, now })
  return rows.map((row) => toSession(row, now))
}

/** The sessions in which a user is signed in, on any client, last used first. */
export async function listSignedInSessionsOfUser(
  db: Db,
  instanceId: string,
  userId: string,
  now: Date,
): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .select(twoFactorEnabled)
    .where('instance_id', '=', instanceId)
    .where('user_id', '=', userId)
    .where(isSignedInAt(now))
    .orderBy('last_active_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => toSession(row, now))
}

/** What makes sessions pending. */
export interface TaskRules {
  /** Whether a session without an organization is pending. */
  mustChooseOrganization: boolean
  /** Whether the session of a user without a second factor is. */
  mustSetUpSecondFactor: boolean
}

export interface SessionFilters extends TaskRules {
  clientId?: string | undefined
  userId?: string | undefined
  status?: SessionStatus | undefined
}

export interface SessionPage {
  filters: SessionFilters
  limit: number
  offset: number
}

/** Newest first. A session whose time is over is listed under the status it really has. */
export async function searchSessions(
  db: Db,
  instanceId: string,
  { filters, limit, offset }: SessionPage,
  now: Date,
): Promise<Session[]> {
  const rows = await filteredSessions(db, instanceId, filters, now)
    .selectAll()
    .select(twoFactorEnabled)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map((row) => toSession(row, now))
}

export async function countSessions(
  db: Db,
  instanceId: string,
  filters: SessionFilters,
  now: Date,
): Promise<number> {
  const { count } = await filteredSessions(db, instanceId, filters, now)
    .select(sql<string>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function filteredSessions(
  db: Db,
  instanceId: string,
  { clientId, userId, status, ...tasks }: SessionFilters,
  now: Date,
) {
  return db
    .selectFrom('sessions')
    .where('instance_id', '=', instanceId)
    .$if(clientId !== undefined, (query) => query.where('client_id', '=', clientId ?? ''))
    .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
    .$if(status !== undefined, (query) =>
      query.where(sql<SqlBool>`${statusColumnAt(now, tasks)} = ${status}`),
    )
}

/** `statusAt` and `tasksOf` in SQL. */
function statusColumnAt(now: Date, { mustChooseOrganization, mustSetUpSecondFactor }: TaskRules) {
  return sql<string>`case
    when status not in ('active', 'pending') then status
    when abandon_at < expire_at and abandon_at <= ${now} then 'abandoned'
    when expire_at <= ${now} then 'expired'
    when ${mustSetUpSecondFactor}::boolean and not ${totpEnabledOf('sessions.instance_id', 'sessions.user_id')} then 'pending'
    when ${mustChooseOrganization}::boolean and last_active_organization_id is null then 'pending'
    else status end`
}

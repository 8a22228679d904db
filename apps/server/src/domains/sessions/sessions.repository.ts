import type { ClientId, SessionId, UserId } from '@keywright/contract'
import { type Selectable, type SqlBool, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import { Collision, type Db, isForeignKeyViolation } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import { totpEnabledOf } from '../second-factors/index.ts'
import type { EndedStatus, Session, SessionStatus } from './session.entity.ts'
import { statusAt } from './sessions.policy.ts'

/** Whether the user of a session has a second factor: read with the session, whose tasks follow from it. */
export const twoFactorEnabled = totpEnabledOf('sessions.instance_id', 'sessions.user_id').as(
  'two_factor_enabled',
)

type SessionRow = Selectable<Schema['sessions']> & { two_factor_enabled: boolean }

export interface NewSession {
  id: SessionId
  clientId: ClientId
  clientGeneration: number
  userId: UserId
  twoFactorEnabled: boolean
  status: 'active' | 'pending'
  actor: object | null
  lastActiveOrganizationId: string | null
  firstFactorVerifiedAt: Date | null
  firstFactorStrategy: string | null
  secondFactorVerifiedAt: Date | null
  ipAddress: string | null
  userAgent: string | null
  expireAt: Date
  abandonAt: Date
  now: Date
}

/** As it is written: JSON as text. */
type NewSessionRow = Omit<NewSession, 'actor'> & { instanceId: string; actor: string | null }

const newSession = defineStatement((db, session: NewSessionRow) =>
  db.insertInto('sessions').values({
    instance_id: session.instanceId,
    id: session.id,
    client_id: session.clientId,
    client_generation: session.clientGeneration,
    user_id: session.userId,
    status: session.status,
    actor: session.actor,
    last_active_organization_id: session.lastActiveOrganizationId,
    first_factor_verified_at: session.firstFactorVerifiedAt,
    first_factor_strategy: session.firstFactorStrategy,
    second_factor_verified_at: session.secondFactorVerifiedAt,
    ip_address: session.ipAddress,
    user_agent: session.userAgent,
    last_active_at: session.now,
    expire_at: session.expireAt,
    abandon_at: session.abandonAt,
    created_at: session.now,
    updated_at: session.now,
  }),
)

/** Writes a session with the commit. Whose user or client is gone by then collides with the transaction that deleted them. */
export async function insertSession(tx: Db, instanceId: string, session: NewSession): Promise<Session> {
  const actor = session.actor === null ? null : JSON.stringify(session.actor)
  await newSession.atCommit(tx, { ...session, instanceId, actor }, (error) =>
    isForeignKeyViolation(error, 'sessions') ? new Collision('session of nobody', { cause: error }) : error,
  )
  const { now, ...columns } = session
  return {
    ...columns,
    version: 1,
    status: statusAt(session, now),
    actor: session.actor as Session['actor'],
    lastActiveAt: now,
    endedAt: null,
    createdAt: now,
    updatedAt: now,
  }
}

export async function findSession(
  db: Db,
  instanceId: string,
  sessionId: string,
  now: Date,
): Promise<Session | undefined> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .select(twoFactorEnabled)
    .where('instance_id', '=', instanceId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row && toSession(row, now)
}

/** A session of a client, with the generation of the client's token at this moment. */
export async function findSessionOfClient(
  db: Db,
  instanceId: string,
  clientId: string,
  sessionId: string,
  now: Date,
): Promise<{ session: Session; tokenGeneration: number } | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('clients', (join) =>
      join
        .onRef('clients.instance_id', '=', 'sessions.instance_id')
        .onRef('clients.id', '=', 'sessions.client_id'),
    )
    .selectAll('sessions')
    .select(['clients.token_generation', twoFactorEnabled])
    .where('sessions.instance_id', '=', instanceId)
    .where('sessions.id', '=', sessionId)
    .where('sessions.client_id', '=', clientId)
    .executeTakeFirst()
  return row && { session: toSession(row, now), tokenGeneration: row.token_generation }
}

/** Ends sessions that have not ended yet; returns those that did so now. */
export async function endSessions(
  tx: Db,
  instanceId: string,
  sessionIds: readonly string[],
  status: EndedStatus,
  now: Date,
): Promise<Session[]> {
  if (sessionIds.length === 0) return []
  const rows = await tx
    .updateTable('sessions')
    .set({ status, ended_at: now, updated_at: now, version: sql`version + 1` })
    .where('instance_id', '=', instanceId)
    .where('id', '=', anyOf(sessionIds))
    .where('status', 'in', ['active', 'pending'])
    .returningAll()
    .returning(twoFactorEnabled)
    .execute()
  return rows.map((row) => toSession(row, now))
}

/** Sessions whose time is over and that nobody has marked yet, a few at a time. */
export async function listLapsedSessions(
  db: Db,
  instanceId: string,
  now: Date,
  limit: number,
): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .select(twoFactorEnabled)
    .where('instance_id', '=', instanceId)
    .where('status', 'in', ['active', 'pending'])
    .where(sql<SqlBool>`least(expire_at, abandon_at) <= ${now}`)
    .orderBy(sql`least(expire_at, abandon_at)`)
    .limit(limit)
    .execute()
  return rows.map((row) => toSession(row, now))
}

export interface SessionUse {
  lastActiveAt: Date
  abandonAt: Date
}

/** Writes that a session was used; nothing else of it changes. */
export async function recordSessionUse(
  db: Db,
  instanceId: string,
  sessionId: string,
  { lastActiveAt, abandonAt }: SessionUse,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_active_at: lastActiveAt, abandon_at: abandonAt })
    .where('instance_id', '=', instanceId)
    .where('id', '=', sessionId)
    .where('status', 'in', ['active', 'pending'])
    .execute()
}

/** What a session can change in while it goes on. `undefined` leaves a value as it is. */
export interface SessionChange {
  status?: 'active' | 'pending'
  lastActiveOrganizationId?: string | null
  firstFactorVerifiedAt?: Date
  secondFactorVerifiedAt?: Date
}

/** Changes a session that goes on, and moves its version; `undefined` when it has ended. */
export async function updateSession(
  tx: Db,
  instanceId: string,
  sessionId: string,
  change: SessionChange,
  now: Date,
): Promise<Session | undefined> {
  const columns = {
    status: change.status,
    last_active_organization_id: change.lastActiveOrganizationId,
    first_factor_verified_at: change.firstFactorVerifiedAt,
    second_factor_verified_at: change.secondFactorVerifiedAt,
  }
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
  const row = await tx
    .updateTable('sessions')
    .set({ ...given, updated_at: now, version: sql`version + 1` })
    .where('instance_id', '=', instanceId)
    .where('id', '=', sessionId)
    .where(isSignedInAt(now))
    .returningAll()
    .returning(twoFactorEnabled)
    .executeTakeFirst()
  return row && toSession(row, now)
}

/** What processes remember of these sessions may name the organization still: that names nothing that counts. */
export async function leaveOrganization(
  tx: Db,
  instanceId: string,
  organizationId: string,
  userId: string | undefined,
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_active_organization_id: null })
    .where('instance_id', '=', instanceId)
    .where('last_active_organization_id', '=', organizationId)
    .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
    .execute()
}

/** A row as an entity, with the status that counts now. */
export function toSession(row: SessionRow, now: Date): Session {
  const ends = { expireAt: row.expire_at, abandonAt: row.abandon_at }
  return {
    id: row.id as SessionId,
    clientId: row.client_id as ClientId,
    userId: row.user_id as UserId,
    twoFactorEnabled: row.two_factor_enabled,
    version: row.version,
    status: statusAt({ status: row.status as SessionStatus, ...ends }, now),
    actor: row.actor as Record<string, unknown> | null,
    lastActiveOrganizationId: row.last_active_organization_id,
    firstFactorVerifiedAt: row.first_factor_verified_at,
    firstFactorStrategy: row.first_factor_strategy,
    secondFactorVerifiedAt: row.second_factor_verified_at,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    lastActiveAt: row.last_active_at,
    ...ends,
    endedAt: row.ended_at,
    clientGeneration: row.client_generation,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Whether somebody is signed in in a session, in SQL. */
export function isSignedInAt(now: Date) {
  return sql<SqlBool>`status in ('active', 'pending') and least(expire_at, abandon_at) > ${now}`
}

import type { ClientId, SessionId, UserId } from '@keywright/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type { ClientSnapshot, SnapshotSession } from './session-snapshot.entity.ts'
import { type TokenUserRow, tokenUserColumns, toTokenUserOfRow } from './tokens.repository.ts'

const sessionColumns = [
  's.id as session_id',
  's.user_id',
  's.version as session_version',
  's.status',
  's.actor',
  's.last_active_organization_id',
  's.first_factor_verified_at',
  's.second_factor_verified_at',
  's.first_factor_strategy',
  's.created_at as session_created_at',
  's.expire_at',
  's.abandon_at',
  's.client_generation',
] as const

interface SessionRow extends TokenUserRow {
  session_id: string
  user_id: string
  session_version: number
  status: string
  actor: unknown
  last_active_organization_id: string | null
  first_factor_verified_at: Date | null
  second_factor_verified_at: Date | null
  first_factor_strategy: string | null
  session_created_at: Date
  expire_at: Date
  abandon_at: Date
  client_generation: number
}

/** Sessions that count as signed in, with their users and the users' primary addresses. */
function signedInSessions(db: Db) {
  return db
    .selectFrom('sessions as s')
    .innerJoin('users as u', (join) =>
      join.onRef('u.instance_id', '=', 's.instance_id').onRef('u.id', '=', 's.user_id'),
    )
    .leftJoin('email_addresses as e', (join) =>
      join.onRef('e.instance_id', '=', 'u.instance_id').onRef('e.id', '=', 'u.primary_email_address_id'),
    )
    .select(sessionColumns)
    .select(tokenUserColumns)
    .where('s.status', 'in', ['active', 'pending'])
    .where('u.banned', '=', false)
}

const clientOfToken = defineStatement(
  (db, { instanceId, tokenHash, now }: { instanceId: string; tokenHash: Buffer; now: Date }) =>
    db
      .selectFrom('clients as c')
      .leftJoinLateral(
        signedInSessions(db)
          .where('s.instance_id', '=', sql.ref<string>('c.instance_id'))
          .where('s.client_id', '=', sql.ref<string>('c.id'))
          .where('s.expire_at', '>', now)
          .where('s.abandon_at', '>', now)
          .as('own'),
        (join) => join.onTrue(),
      )
      .selectAll('own')
      .select(['c.id as client_id', 'c.token_generation', 'c.previous_token_valid_until'])
      .select(sql<boolean>`c.token_hash = ${tokenHash}`.as('is_current'))
      .where('c.instance_id', '=', instanceId)
      .where(({ eb, or, and }) =>
        or([
          eb('c.token_hash', '=', tokenHash),
          and([eb('c.previous_token_hash', '=', tokenHash), eb('c.previous_token_valid_until', '>', now)]),
        ]),
      ),
)

/** The client a token opens, with its signed-in sessions and their users: everything that minting needs, in one statement. */
export async function findClientSnapshot(
  db: Db,
  instanceId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<ClientSnapshot | undefined> {
  const rows = await clientOfToken(db, { instanceId, tokenHash, now })
  const [client] = rows
  if (!client) return undefined
  const sessions = rows.flatMap((row) => (isSessionRow(row) ? [toSnapshotSession(row)] : []))
  return {
    id: client.client_id as ClientId,
    tokenGeneration: client.token_generation,
    previousTokenUntil: client.is_current ? null : client.previous_token_valid_until,
    sessions: new Map(sessions.map((session) => [session.id, session])),
  }
}

/** A signed-in session by its id, whoever its client is: for servers. */
export async function findSignedInSession(
  db: Db,
  instanceId: string,
  sessionId: string,
  now: Date,
): Promise<SnapshotSession | undefined> {
  const row = await signedInSessions(db)
    .where('s.instance_id', '=', instanceId)
    .where('s.id', '=', sessionId)
    .where('s.expire_at', '>', now)
    .where('s.abandon_at', '>', now)
    .executeTakeFirst()
  return row && toSnapshotSession(row)
}

/** Whether the client ever had the session, however it ended. */
export async function hasSession(
  db: Db,
  instanceId: string,
  clientId: string,
  sessionId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('client_id', '=', clientId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row !== undefined
}

/** An outer join gives a client without sessions one row without a session. */
function isSessionRow(row: { session_id: string | null }): row is SessionRow {
  return row.session_id !== null
}

function toSnapshotSession(row: SessionRow): SnapshotSession {
  const userId = row.user_id as UserId
  return {
    id: row.session_id as SessionId,
    userId,
    version: row.session_version,
    status: row.status as SnapshotSession['status'],
    actor: row.actor as object | null,
    lastActiveOrganizationId: row.last_active_organization_id,
    firstFactorVerifiedAt: row.first_factor_verified_at,
    secondFactorVerifiedAt: row.second_factor_verified_at,
    firstFactorStrategy: row.first_factor_strategy,
    createdAt: row.session_created_at,
    expireAt: row.expire_at,
    abandonAt: row.abandon_at,
    clientGeneration: row.client_generation,
    user: toTokenUserOfRow(userId, row),
  }
}

import type { SessionId } from '@keywright/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

/** A refresh token as it is kept: a hash, the session it renews, and what became of it. */
export interface StoredRefreshToken {
  sessionId: SessionId
  consumedAt: Date | null
  /** `jti` of the session token it was used with. */
  consumedWith: string | null
  expireAt: Date
}

export async function insertRefreshToken(
  db: Db,
  instanceId: string,
  token: { tokenHash: Buffer; sessionId: string; expireAt: Date; now: Date },
): Promise<void> {
  await db
    .insertInto('session_refresh_tokens')
    .values({
      instance_id: instanceId,
      token_hash: token.tokenHash,
      session_id: token.sessionId,
      expire_at: token.expireAt,
      created_at: token.now,
    })
    .execute()
}

/** Keeps the newest of a session: each host of an app has one, and every handshake makes another. */
export async function trimRefreshTokens(
  db: Db,
  instanceId: string,
  sessionId: string,
  keep: number,
): Promise<void> {
  await db
    .deleteFrom('session_refresh_tokens')
    .where('instance_id', '=', instanceId)
    .where('session_id', '=', sessionId)
    .where('token_hash', 'not in', (query) =>
      query
        .selectFrom('session_refresh_tokens')
        .select('token_hash')
        .where('instance_id', '=', instanceId)
        .where('session_id', '=', sessionId)
        .orderBy('created_at', 'desc')
        .limit(keep),
    )
    .execute()
}

/** Finds a token and locks it: of two uses at once, the second sees what the first has done. */
export async function lockRefreshToken(
  tx: Db,
  instanceId: string,
  tokenHash: Buffer,
): Promise<StoredRefreshToken | undefined> {
  const row = await tx
    .selectFrom('session_refresh_tokens')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('token_hash', '=', tokenHash)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      sessionId: row.session_id as SessionId,
      consumedAt: row.consumed_at,
      consumedWith: row.consumed_with,
      expireAt: row.expire_at,
    }
  )
}

/** Marks a token as used. A second use keeps the time of the first. */
export async function consumeRefreshToken(
  tx: Db,
  instanceId: string,
  tokenHash: Buffer,
  use: { consumedAt: Date; consumedWith: string },
): Promise<void> {
  await tx
    .updateTable('session_refresh_tokens')
    .set({
      consumed_at: sql<Date>`coalesce(consumed_at, ${use.consumedAt})`,
      consumed_with: sql<string>`coalesce(consumed_with, ${use.consumedWith})`,
    })
    .where('instance_id', '=', instanceId)
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** Makes every refresh token of a session worthless. */
export async function deleteRefreshTokens(db: Db, instanceId: string, sessionId: string): Promise<void> {
  await db
    .deleteFrom('session_refresh_tokens')
    .where('instance_id', '=', instanceId)
    .where('session_id', '=', sessionId)
    .execute()
}

import type { Db } from '../../platform/db/database.ts'

/** A client on its way from the primary domain to a satellite. */
export interface StoredJourney {
  /** `undefined` for a browser that is nobody's client. */
  sealedClientToken: Buffer | undefined
  stateHash: Buffer
  redirectUrl: string
}

export async function insertJourney(
  db: Db,
  instanceId: string,
  journey: StoredJourney & { tokenHash: Buffer; expireAt: Date; now: Date },
): Promise<void> {
  await db
    .insertInto('client_sync_tokens')
    .values({
      instance_id: instanceId,
      token_hash: journey.tokenHash,
      sealed_client_token: journey.sealedClientToken ?? null,
      state_hash: journey.stateHash,
      redirect_url: journey.redirectUrl,
      expire_at: journey.expireAt,
      created_at: journey.now,
    })
    .execute()
}

/** Takes a journey to its end, once: of two who try, the second finds nothing. */
export async function consumeJourney(
  db: Db,
  instanceId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<StoredJourney | undefined> {
  const row = await db
    .deleteFrom('client_sync_tokens')
    .where('instance_id', '=', instanceId)
    .where('token_hash', '=', tokenHash)
    .where('expire_at', '>', now)
    .returning(['sealed_client_token', 'state_hash', 'redirect_url'])
    .executeTakeFirst()
  return (
    row && {
      sealedClientToken: row.sealed_client_token ?? undefined,
      stateHash: row.state_hash,
      redirectUrl: row.redirect_url,
    }
  )
}

export async function deleteExpiredJourneys(db: Db, instanceId: string, now: Date): Promise<void> {
  await db
    .deleteFrom('client_sync_tokens')
    .where('instance_id', '=', instanceId)
    .where('expire_at', '<=', now)
    .execute()
}

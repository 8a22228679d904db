import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

/** Something a token was made from, and the version it had then. */
export interface TokenSource {
  kind: 'session' | 'user' | 'membership' | 'organization'
  key: string
  version: number
}

/** Tokens below this version are refused. */
export interface RevokedSource extends TokenSource {
  revokedVersion: number
}

/** Those of the sources that have been revoked since the token was made. */
export async function listRevokedSources(
  db: Db,
  instanceId: string,
  sources: readonly TokenSource[],
): Promise<RevokedSource[]> {
  const rows = await db
    .selectFrom('invalidations')
    .select(['kind', 'key', 'revoked_version'])
    .where('instance_id', '=', instanceId)
    .where('key', '=', sql<string>`any(${sources.map(({ key }) => key)}::text[])`)
    .where('revoked_version', 'is not', null)
    .execute()
  return sources.flatMap((source) => {
    const row = rows.find(({ kind, key }) => kind === source.kind && key === source.key)
    const revokedVersion = row?.revoked_version ?? 0
    return revokedVersion > source.version ? [{ ...source, revokedVersion }] : []
  })
}

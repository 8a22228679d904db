import type { InstanceId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import type { OAuthConnection } from '../instances/index.ts'

export type StoredConnection = Omit<OAuthConnection, 'hasClientSecret' | 'createdAt' | 'updatedAt'>

/** Writes a connection as a whole. `undefined` leaves the secret that is there. */
export async function saveConnection(
  tx: Db,
  instanceId: InstanceId,
  connection: StoredConnection,
  { sealedClientSecret, now }: { sealedClientSecret: Buffer | null | undefined; now: Date },
): Promise<void> {
  const values = {
    enabled: connection.enabled,
    authenticatable: connection.authenticatable,
    uses_development_provider: connection.usesDevelopmentProvider,
    client_id: connection.clientId,
    ...(sealedClientSecret === undefined ? {} : { sealed_client_secret: sealedClientSecret }),
    additional_scopes: [...connection.additionalScopes],
    block_email_subaddresses: connection.blockEmailSubaddresses,
    options: JSON.stringify(connection.options),
    custom: connection.custom === null ? null : JSON.stringify(connection.custom),
    updated_at: now,
  }
  await tx
    .insertInto('oauth_connections')
    .values({ instance_id: instanceId, provider: connection.provider, created_at: now, ...values })
    .onConflict((conflict) => conflict.columns(['instance_id', 'provider']).doUpdateSet(values))
    .execute()
}

export async function deleteConnection(tx: Db, instanceId: InstanceId, provider: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('oauth_connections')
    .where('instance_id', '=', instanceId)
    .where('provider', '=', provider)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function findSealedClientSecret(
  db: Db,
  instanceId: InstanceId,
  provider: string,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('oauth_connections')
    .select('sealed_client_secret')
    .where('instance_id', '=', instanceId)
    .where('provider', '=', provider)
    .executeTakeFirst()
  return row?.sealed_client_secret ?? null
}

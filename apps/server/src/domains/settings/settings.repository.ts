import type { InstanceId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'

/** What is stored of an instance's settings: only what differs from the defaults. */
export interface StoredSettings {
  version: number
  document: Record<string, unknown>
}

/** Reads the document and holds it until the transaction ends: of two changes at once the second sees the first. */
export async function lockSettings(tx: Db, instanceId: InstanceId): Promise<StoredSettings | undefined> {
  const row = await tx
    .selectFrom('instance_settings')
    .select(['version', 'document'])
    .where('instance_id', '=', instanceId)
    .forUpdate()
    .executeTakeFirst()
  return row && { version: row.version, document: row.document as Record<string, unknown> }
}

export async function saveSettings(
  tx: Db,
  instanceId: InstanceId,
  { version, document, now }: StoredSettings & { now: Date },
): Promise<void> {
  await tx
    .updateTable('instance_settings')
    .set({ version, document: JSON.stringify(document), updated_at: now })
    .where('instance_id', '=', instanceId)
    .execute()
}

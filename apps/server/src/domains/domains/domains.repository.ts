import type { InstanceId } from '@keywright/contract'
import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { Domain } from './domain.entity.ts'

export interface DomainValues {
  name: string
  proxyUrl: string | null
}

/** The primary domain first, then satellites by age. */
export async function listDomains(db: Db, instanceId: InstanceId): Promise<Domain[]> {
  const rows = await db
    .selectFrom('domains')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .orderBy('is_satellite')
    .orderBy('created_at')
    .execute()
  return rows.map(toDomain)
}

/** Reads a domain and holds it until the transaction ends. */
export async function lockDomain(tx: Db, instanceId: InstanceId, id: string): Promise<Domain | undefined> {
  const row = await tx
    .selectFrom('domains')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toDomain(row)
}

/** Adds a satellite; `undefined` when the instance has a domain of this name. */
export async function insertSatellite(
  tx: Db,
  instanceId: InstanceId,
  { id, name, proxyUrl, now }: DomainValues & { id: string; now: Date },
): Promise<Domain | undefined> {
  const row = await tx
    .insertInto('domains')
    .values({
      instance_id: instanceId,
      id,
      name,
      is_satellite: true,
      proxy_url: proxyUrl,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row && toDomain(row)
}

export async function updateDomain(
  tx: Db,
  instanceId: InstanceId,
  id: string,
  { name, proxyUrl, now }: DomainValues & { now: Date },
): Promise<Domain | undefined> {
  const row = await tx
    .updateTable('domains')
    .set({ name, proxy_url: proxyUrl, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row && toDomain(row)
}

export async function deleteDomain(tx: Db, instanceId: InstanceId, id: string): Promise<void> {
  await tx.deleteFrom('domains').where('instance_id', '=', instanceId).where('id', '=', id).execute()
}

function toDomain(row: Selectable<Schema['domains']>): Domain {
  return {
    id: row.id,
    name: row.name,
    isSatellite: row.is_satellite,
    proxyUrl: row.proxy_url,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

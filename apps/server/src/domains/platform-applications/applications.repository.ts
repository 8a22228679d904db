import type { InstanceId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import type { Application } from './application.entity.ts'

/** Every application but the server's own, oldest first. */
export async function listApplications(db: Db): Promise<Application[]> {
  const rows = await db
    .selectFrom('applications')
    .select(['id', 'name', 'is_system'])
    .where('is_system', '=', false)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.name, isSystem: row.is_system }))
}

export async function findApplication(db: Db, id: string): Promise<Application | undefined> {
  const row = await db
    .selectFrom('applications')
    .select(['id', 'name', 'is_system'])
    .where('id', '=', id)
    .where('is_system', '=', false)
    .executeTakeFirst()
  return row && { id: row.id, name: row.name, isSystem: row.is_system }
}

/** Holds an application, so that what is decided of its instances stays true until the transaction ends. */
export async function lockApplication(tx: Db, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('applications')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

export async function renameApplication(tx: Db, id: string, name: string, now: Date): Promise<void> {
  await tx.updateTable('applications').set({ name, updated_at: now }).where('id', '=', id).execute()
}

/** Deletes an application; its instances, and what belongs to them, go with it. */
export async function deleteApplication(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('applications').where('id', '=', id).execute()
}

/** Instances of an application by what makes them unique in it. */
export async function listInstanceTypes(
  tx: Db,
  applicationId: string,
): Promise<{ id: string; environmentType: string }[]> {
  const rows = await tx
    .selectFrom('instances')
    .select(['id', 'environment_type'])
    .where('application_id', '=', applicationId)
    .execute()
  return rows.map((row) => ({ id: row.id, environmentType: row.environment_type }))
}

/** Gives a new instance the settings of another one of the same application. */
export async function copySettings(tx: Db, from: string, to: InstanceId, now: Date): Promise<void> {
  const source = tx.selectFrom('instance_settings').select('document').where('instance_id', '=', from)
  await tx
    .updateTable('instance_settings')
    .set({ document: source, updated_at: now })
    .where('instance_id', '=', to)
    .execute()
}

export async function findPrimaryDomain(
  db: Db,
  instanceId: string,
): Promise<{ id: string; name: string } | undefined> {
  return await db
    .selectFrom('domains')
    .select(['id', 'name'])
    .where('instance_id', '=', instanceId)
    .where('is_satellite', '=', false)
    .executeTakeFirst()
}

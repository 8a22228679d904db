import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { RoleId, RoleSetId, RoleSetMigration, RoleSetMigrationId } from './organization-role.entity.ts'

/** At most one a role set. */
export async function listMigrationsUnderWay(db: Db, instanceId: string): Promise<RoleSetMigration[]> {
  const rows = await db
    .selectFrom('role_set_migrations')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('status', '<>', 'completed')
    .orderBy('created_at')
    .execute()
  return rows.map(toMigration)
}

/** The instances in which members are on their way. */
export async function listInstancesUnderWay(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('role_set_migrations')
    .select('instance_id')
    .distinct()
    .where('status', '<>', 'completed')
    .execute()
  return rows.map(({ instance_id }) => instance_id)
}

export async function insertMigration(
  tx: Db,
  instanceId: string,
  migration: Pick<RoleSetMigration, 'id' | 'sourceRoleSetId' | 'destRoleSetId' | 'mappings'>,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('role_set_migrations')
    .values({
      instance_id: instanceId,
      id: migration.id,
      source_role_set_id: migration.sourceRoleSetId,
      dest_role_set_id: migration.destRoleSetId,
      trigger_type: migration.destRoleSetId === null ? 'role_removal' : 'role_set_deletion',
      status: 'enqueued',
      mappings: JSON.stringify(migration.mappings),
      ...{ created_at: now, updated_at: now },
    })
    .execute()
}

/** Counts members that have moved. */
export async function advanceMigration(
  tx: Db,
  instanceId: string,
  id: RoleSetMigrationId,
  { members, now }: { members: number; now: Date },
): Promise<void> {
  await tx
    .updateTable('role_set_migrations')
    .set(({ ref, fn, val, eb }) => ({
      status: 'in_progress',
      started_at: fn.coalesce('started_at', val(now)),
      migrated_members: eb(ref('migrated_members'), '+', members),
      updated_at: now,
    }))
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

export async function completeMigration(
  tx: Db,
  instanceId: string,
  id: RoleSetMigrationId,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('role_set_migrations')
    .set({ status: 'completed', completed_at: now, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

function toMigration(row: Selectable<Schema['role_set_migrations']>): RoleSetMigration {
  return {
    id: row.id as RoleSetMigrationId,
    sourceRoleSetId: row.source_role_set_id as RoleSetId,
    destRoleSetId: row.dest_role_set_id as RoleSetId | null,
    status: row.status as RoleSetMigration['status'],
    mappings: row.mappings as Record<RoleId, RoleId>,
    migratedMembers: row.migrated_members,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Instance } from '../instances/index.ts'
import type { RoleSetMigration } from './organization-role.entity.ts'
import type { RoleCatalogues } from './role-catalogue.service.ts'
import * as repository from './role-set-migrations.repository.ts'
import { deleteRoleSet } from './role-sets.repository.ts'

export interface RoleSetMigrationsDeps {
  db: Db
  clock: Clock
  catalogues: RoleCatalogues
}

export type RoleSetMigrations = ReturnType<typeof createRoleSetMigrations>

/** How far the migrations of role sets are, for whoever moves the members. */
export function createRoleSetMigrations({ db, clock, catalogues }: RoleSetMigrationsDeps) {
  return {
    listInstanceIds: (): Promise<string[]> => repository.listInstancesUnderWay(db),

    listUnderWay: ({ id }: Pick<Instance, 'id'>): Promise<RoleSetMigration[]> =>
      repository.listMigrationsUnderWay(db, id),

    /** Counts members that have moved. */
    advanceIn: (
      tx: Db,
      { id }: Pick<Instance, 'id'>,
      migration: RoleSetMigration,
      members: number,
    ): Promise<void> => repository.advanceMigration(tx, id, migration.id, { members, now: clock.now() }),

    /**
     * Ends a migration, and the set that was left, if nobody remains to be moved. That is asked while nobody can be given
     * a role: whoever was given one meanwhile is seen. `false`: somebody remains.
     */
    complete: (
      instance: Pick<Instance, 'id'>,
      migration: RoleSetMigration,
      remainsIn: (tx: Db) => Promise<boolean>,
    ): Promise<boolean> =>
      db.transaction().execute(async (tx) => {
        await catalogues.lockIn(tx, instance)
        if (await remainsIn(tx)) return false
        if (migration.destRoleSetId !== null) await deleteRoleSet(tx, instance.id, migration.sourceRoleSetId)
        await repository.completeMigration(tx, instance.id, migration.id, clock.now())
        await catalogues.recordChangeIn(tx, instance)
        return true
      }),
  }
}

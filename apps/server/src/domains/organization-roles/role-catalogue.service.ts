import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { invariant } from '../../platform/domain-error.ts'
import { recordInvalidation } from '../events/index.ts'
import type { Instance } from '../instances/index.ts'
import { createProvenMemory, type InvalidationFeed } from '../invalidations/index.ts'
import type { RoleCatalogue } from './organization-role.entity.ts'
import * as repository from './organization-roles.repository.ts'
import { holdRoles, lockRoles } from './roles-lock.repository.ts'

export interface RoleCatalogueDeps {
  db: Db
  clock: Clock
  feed: Pick<InvalidationFeed, 'isProven' | 'lastReadAt' | 'subscribe'>
}

/** Instances whose roles are remembered. */
const capacity = 1_000

const catalogueOf = (instanceId: string) =>
  ({ instanceId, kind: 'organization_roles', key: 'roles' }) as const

export type RoleCatalogues = ReturnType<typeof createRoleCatalogues>

/** What each role of an instance allows: asked for with every token of a member, so kept in memory while that is proven right. */
export function createRoleCatalogues({ db, clock, feed }: RoleCatalogueDeps) {
  const memory = createProvenMemory<RoleCatalogue>({
    feed,
    capacity,
    dependsOn: ({ instanceId }) => [catalogueOf(instanceId)],
  })

  async function read(instanceId: string, from: Db): Promise<RoleCatalogue> {
    const roles = await repository.listRoles(from, instanceId)
    const roleSets = await repository.listRoleSets(from, instanceId)
    const initialRoleSet = roleSets.find(({ type }) => type === 'initial')
    invariant(initialRoleSet, 'every instance has an initial role set')
    return {
      instanceId,
      roles: new Map(roles.map((role) => [role.id, role])),
      roleSets: new Map(roleSets.map((roleSet) => [roleSet.id, roleSet])),
      initialRoleSet,
    }
  }

  return {
    async get({ id }: Pick<Instance, 'id'>): Promise<RoleCatalogue> {
      const found = memory.get(id)?.value ?? (await memory.read(id, () => read(id, db)))
      invariant(found, 'the roles of an instance can always be read')
      return found
    },

    /** As the database has it, and as it stays until the transaction ends: for changes of who has which role. */
    async getIn(tx: Db, { id }: Pick<Instance, 'id'>): Promise<RoleCatalogue> {
      await holdRoles(tx, id)
      return await read(id, tx)
    },

    /** The same for a change of the catalogue itself: nobody holds it, or changes it, before the transaction ends. */
    async lockIn(tx: Db, { id }: Pick<Instance, 'id'>): Promise<RoleCatalogue> {
      await lockRoles(tx, id)
      return await read(id, tx)
    },

    /** As the transaction that holds the lock has made it. */
    readIn: (tx: Db, { id }: Pick<Instance, 'id'>): Promise<RoleCatalogue> => read(id, tx),

    /** Every process drops what it holds, at once: a role may allow less than before. Whoever changes roles holds the lock of `lockIn`. */
    recordChangeIn: (tx: Db, { id }: Pick<Instance, 'id'>): Promise<void> =>
      recordInvalidation(tx, {
        ...catalogueOf(id),
        version: Math.floor(clock.now().getTime() / 1000),
        notify: true,
      }),
  }
}

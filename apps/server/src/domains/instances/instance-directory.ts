import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { invariant } from '../../platform/domain-error.ts'
import { hashToken } from '../../platform/secrets/seal.ts'
import type { Instance } from './instance.entity.ts'
import { accountsHost } from './instance-lookup.policy.ts'
import { listInstances, listSecretKeys } from './instances.repository.ts'

/** All instances in memory, by everything that can name one. Read on every request, loaded again when something changes. */
export interface InstanceDirectory {
  all(): readonly Instance[]
  byId(id: string): Instance | undefined
  bySlug(slug: string): Instance | undefined
  byHost(host: string): Instance | undefined
  byPublishableKey(key: string): Instance | undefined
  bySecretKey(secret: string): Instance | undefined
  default(): Instance
  refresh(): Promise<void>
}

interface Tables {
  instances: readonly Instance[]
  id: Map<string, Instance>
  slug: Map<string, Instance>
  host: Map<string, Instance>
  publishableKey: Map<string, Instance>
  secretHash: Map<string, { instance: Instance; revokedAt: Date | null }>
}

export async function createInstanceDirectory(db: Db, clock: Clock): Promise<InstanceDirectory> {
  let tables = await load(db, clock)
  let running: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined

  /** One after the other: an older reading must never replace a newer one. All who ask meanwhile share the next. */
  async function startAfter(previous: Promise<void>): Promise<void> {
    await previous.catch(() => undefined)
    running = waiting ?? running
    waiting = undefined
    tables = await load(db, clock)
  }
  return {
    all: () => tables.instances,
    byId: (id) => tables.id.get(id),
    bySlug: (slug) => tables.slug.get(slug),
    byHost: (host) => tables.host.get(host),
    byPublishableKey: (key) => tables.publishableKey.get(key),
    // Looked up by hash: how long it takes tells nothing about the secret.
    bySecretKey(secret) {
      const key = tables.secretHash.get(hashToken(secret).toString('hex'))
      const isRevoked = key?.revokedAt !== null && key !== undefined && key.revokedAt <= clock.now()
      return isRevoked ? undefined : key?.instance
    },
    default() {
      const found = tables.instances.find((instance) => instance.isDefault && !instance.isSystem)
      invariant(found, 'there is a default instance')
      return found
    },
    refresh: () => {
      waiting ??= startAfter(running)
      return waiting
    },
  }
}

async function load(db: Db, clock: Clock): Promise<Tables> {
  const instances = await listInstances(db)
  const keys = await listSecretKeys(db, clock.now())
  const id = new Map(instances.map((instance) => [instance.id as string, instance]))
  return {
    instances,
    id,
    slug: new Map(instances.map((instance) => [instance.slug, instance])),
    host: new Map([
      ...instances.flatMap((instance) => instance.hosts.map((host) => [host, instance] as const)),
      // What an instance's own key says is never another one's.
      ...instances.flatMap((instance) => ownHosts(instance).map((host) => [host, instance] as const)),
    ]),
    publishableKey: new Map(instances.map((instance) => [instance.publishableKey, instance])),
    secretHash: new Map(
      keys.flatMap((key) => {
        const instance = id.get(key.instanceId)
        return instance
          ? [[key.secretHash.toString('hex'), { instance, revokedAt: key.revokedAt }] as const]
          : []
      }),
    ),
  }
}

/** The hosts that follow from a key. In production the portal's host is one of those mapped. */
function ownHosts(instance: Instance): string[] {
  const portal = instance.environmentType === 'production' ? [] : [accountsHost(instance)]
  return [instance.frontendHost, ...portal]
}

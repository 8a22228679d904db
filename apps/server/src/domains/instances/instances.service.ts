import type { InstanceId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { newToken } from '../../platform/random.ts'
import { hashToken, type Vault } from '../../platform/secrets/seal.ts'
import { recordInvalidation } from '../events/index.ts'
import type { EnvironmentType, Instance } from './instance.entity.ts'
import * as repository from './instances.repository.ts'
import { keyKind, publishableKeyFor } from './keys.policy.ts'

export interface InstancesDeps {
  db: Db
  clock: Clock
  vault: Vault
  /** Port of the https listener, encoded into development keys: a key needs a dotted host (wire contract 0.3). */
  httpsPort: number
}

export interface CreateInstanceInput {
  applicationId: string
  slug: string
  environmentType: EnvironmentType
  /** Production: the host browsers reach this instance by, such as `clerk.example.com`. */
  frontendHost?: string
  homeOrigin?: string
  isDefault?: boolean
}

/** The instance that a new installation begins with. */
export type FirstInstance = Pick<CreateInstanceInput, 'environmentType' | 'frontendHost'>

/** Whose keys are meant. */
export type KeyHolder = Pick<Instance, 'id' | 'environmentType'>

export type InstancesService = ReturnType<typeof createInstancesService>

/** Applications, their instances and the keys that open them. */
export function createInstancesService({ db, clock, vault, httpsPort }: InstancesDeps) {
  async function createInstanceIn(tx: Db, input: CreateInstanceInput): Promise<InstanceId> {
    const id = newId('instance')
    const now = clock.now()
    const frontendHost = input.frontendHost ?? `clerk.${input.slug}.localhost:${httpsPort}`
    const inserted = await repository.insertInstance(tx, {
      id,
      applicationId: input.applicationId,
      slug: input.slug,
      environmentType: input.environmentType,
      publishableKey: publishableKeyFor(input.environmentType, frontendHost),
      frontendHost,
      homeOrigin: input.homeOrigin ?? null,
      isDefault: input.isDefault ?? false,
      now,
    })
    const isTaken = !inserted || (await repository.isHostMapped(tx, frontendHost))
    if (isTaken && input.frontendHost !== undefined)
      throw new DomainError('home_url_taken', { param: 'domain' })
    if (isTaken) throw new DomainError('duplicate_record', { param: 'slug' })
    await insertPrimaryDomain(tx, id, input.environmentType, frontendHost, now)
    await createSecretKeyIn(tx, id, input.environmentType)
    await recordInvalidation(tx, { instanceId: id, kind: 'instance', key: id, version: 1, notify: true })
    return id
  }

  /** The application's own domain; in production its account portal gets a host beside the Frontend API's. */
  async function insertPrimaryDomain(
    tx: Db,
    id: InstanceId,
    type: EnvironmentType,
    frontendHost: string,
    now: Date,
  ) {
    const name = frontendHost.replace(/^clerk\./, '')
    await repository.insertPrimaryDomain(tx, id, { id: newId('domain'), name, now })
    if (type !== 'production' || name === frontendHost) return
    const mapped = await repository.insertHost(tx, id, `accounts.${name}`)
    if (!mapped) throw new DomainError('home_url_taken', { param: 'domain' })
  }

  /** Says that something about an instance changed beside its settings: every process reads its instances again. */
  async function touchIn(tx: Db, instanceId: InstanceId): Promise<void> {
    const version = await repository.bumpVersion(tx, instanceId, clock.now())
    await recordInvalidation(tx, { instanceId, kind: 'instance', key: instanceId, version, notify: true })
  }

  async function createSecretKeyIn(
    tx: Db,
    instanceId: InstanceId,
    environmentType: EnvironmentType,
  ): Promise<void> {
    const id = newId('secretKey')
    const secret = `sk_${keyKind(environmentType)}_${newToken()}`
    await repository.insertSecretKey(tx, {
      id,
      instanceId,
      secretHash: hashToken(secret),
      sealedSecret: vault.seal(secret, `secret_key:${id}`),
      now: clock.now(),
    })
  }

  async function createApplicationIn(tx: Db, name: string): Promise<string> {
    const id = newId('application')
    await repository.insertApplication(tx, { id, name, now: clock.now() })
    return id
  }

  return {
    createInstanceIn,
    createApplicationIn,
    touchIn,
    createInstance: (input: CreateInstanceInput) =>
      db.transaction().execute((tx) => createInstanceIn(tx, input)),
    createApplication: (name: string) => db.transaction().execute((tx) => createApplicationIn(tx, name)),

    /** The first start makes an application with an instance, so that there is something to use. */
    async ensureDefaultInstance(first: FirstInstance = { environmentType: 'development' }): Promise<void> {
      await db.transaction().execute(async (tx) => {
        if (await repository.hasDefaultInstance(tx)) return
        const applicationId = await createApplicationIn(tx, 'My application')
        await createInstanceIn(tx, {
          applicationId,
          ...{ slug: 'keywright', isDefault: true },
          ...first,
        })
      })
    },

    /** Remembers where a development app lives, so that its portal can lead back to it. */
    recordHomeOrigin: (instanceId: InstanceId, origin: string): Promise<void> =>
      db.transaction().execute(async (tx) => {
        await repository.updateHomeOrigin(tx, instanceId, origin, clock.now())
        await touchIn(tx, instanceId)
      }),

    /** A new secret key; the ones before it are worthless from `oldKeysUntil` on. */
    async rotateSecretKeysIn(tx: Db, instance: KeyHolder, oldKeysUntil: Date): Promise<void> {
      await repository.revokeSecretKeys(tx, instance.id, oldKeysUntil)
      await createSecretKeyIn(tx, instance.id, instance.environmentType)
      await touchIn(tx, instance.id)
    },

    /** The newest secret key of an instance, for its operator. */
    async revealSecretKey(instanceId: InstanceId): Promise<string> {
      const key = (await repository.listSecretKeys(db, clock.now())).findLast(
        (candidate) => candidate.instanceId === instanceId && candidate.revokedAt === null,
      )
      if (!key) throw new DomainError('resource_not_found')
      return vault.open(key.sealedSecret, `secret_key:${key.id}`).toString()
    },
  }
}

import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import { type Db, isConnectionError } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Vault } from '../../platform/secrets/seal.ts'
import { appendEvent, type EventAttributes, recordInvalidation } from '../events/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import { generateKey, toPublicJwk } from './generate-key.ts'
import {
  type ActiveKey,
  type PublicJwk,
  type SigningAlgorithm,
  type StoredKey,
  sealContext,
} from './signing-key.entity.ts'
import * as repository from './signing-keys.repository.ts'

export interface SigningKeysDeps {
  db: Db
  clock: Clock
  vault: Vault
}

export interface RotateOptions {
  /**
   * How long tokens of the old key are still accepted. By default the session token's life and five minutes, which is how
   * long SDKs keep key sets. 0, for a key that has leaked: all that any earlier key signed is worthless at once.
   */
  keepSeconds?: number
}

type InstanceKeys = Pick<Instance, 'id' | 'settings'>

interface Remembered {
  key: Promise<ActiveKey>
  readAt: number
}

/** Verifiers keep key sets for five minutes (wire contract 5.4). */
const keySetLifeSeconds = 300

/** Memory is told of changes; reading again now and then guards against a message that never came. */
const rereadAfterMs = 60_000

export type SigningKeysService = ReturnType<typeof createSigningKeysService>

/** The keys session tokens are signed with: one signs, those before it only verify, for a while. */
export function createSigningKeysService({ db, clock, vault }: SigningKeysDeps) {
  const active = new Map<string, Remembered>()
  const published = new Map<string, PublicJwk[]>()

  function open(instance: InstanceKeys, { kid, algorithm, sealedPrivateKey }: StoredKey): ActiveKey {
    const der = vault.open(sealedPrivateKey, sealContext(instance.id, kid))
    return { kid, algorithm, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
  }

  /** Two processes at once make one key: the second finds the first one's when it gets the lock. */
  async function ensureKey(instance: InstanceKeys): Promise<ActiveKey> {
    const stored = await repository.findActiveKey(db, instance.id)
    const wanted = await repository.findWantedAlgorithm(db, instance.id)
    if (stored?.algorithm === wanted) return open(instance, stored)
    // Made before the lock is taken: an RSA key takes a tenth of a second.
    const made = await makeKey(instance, wanted)
    return await db.transaction().execute(async (tx) => {
      await repository.lockKeys(tx, instance.id)
      const present = await repository.findActiveKey(tx, instance.id)
      if (present?.algorithm === wanted) return open(instance, present)
      await activateIn(tx, instance, made, keepSecondsOf(instance), {})
      return open(instance, made)
    })
  }

  async function makeKey(instance: InstanceKeys, algorithm: SigningAlgorithm): Promise<StoredKey> {
    const kid = newId('signingKey')
    const { publicKey, privateKey } = await generateKey(algorithm)
    const der = privateKey.export({ format: 'der', type: 'pkcs8' })
    return {
      kid,
      algorithm,
      publicJwk: toPublicJwk(publicKey, kid, algorithm),
      sealedPrivateKey: vault.seal(der, sealContext(instance.id, kid)),
    }
  }

  async function activateIn(
    tx: Db,
    instance: InstanceKeys,
    key: StoredKey,
    keepSeconds: number,
    attributes: EventAttributes,
  ): Promise<void> {
    const now = clock.now()
    await repository.retireActiveKey(tx, instance.id, new Date(now.getTime() + keepSeconds * 1000))
    if (keepSeconds === 0) await repository.endRetiringKeys(tx, instance.id, now)
    const worthless = await repository.deleteRetiredKeys(tx, instance.id, now)
    for (const kid of worthless) await revokeKeyIn(tx, instance, kid)
    await repository.insertActiveKey(tx, instance.id, key, now)
    await appendEvent(tx, {
      instanceId: instance.id,
      type: 'signingKey.created',
      entityId: key.kid,
      entityVersion: 1,
      data: { object: 'signing_key', id: key.kid, algorithm: key.algorithm, created_at: now.getTime() },
      attributes,
    })
    await recordInvalidation(tx, {
      instanceId: instance.id,
      kind: 'signing_key',
      key: instance.id,
      version: Math.floor(now.getTime() / 1000),
      notify: true,
    })
  }

  /** Verifiers keep key sets for minutes; those that read the revocation feed refuse a withdrawn key at once. */
  async function revokeKeyIn(tx: Db, instance: InstanceKeys, kid: string): Promise<void> {
    await recordInvalidation(tx, {
      ...{ instanceId: instance.id, kind: 'signing_key', key: kid, version: 1 },
      ...{ notify: true, revokes: true },
    })
  }

  function remember(instance: InstanceKeys, key: Promise<ActiveKey>): Promise<ActiveKey> {
    const entry: Remembered = { key, readAt: clock.now().getTime() }
    active.set(instance.id, entry)
    key.catch(() => {
      if (active.get(instance.id) === entry) active.delete(instance.id)
    })
    return key
  }

  /** What signs goes on signing while the database is away. */
  async function reread(instance: InstanceKeys, before: Promise<ActiveKey>): Promise<ActiveKey> {
    try {
      return await ensureKey(instance)
    } catch (error) {
      if (isConnectionError(error)) return await before
      throw error
    }
  }

  async function publicKeys(instance: InstanceKeys): Promise<PublicJwk[]> {
    try {
      await activeKey(instance)
      const keys = await repository.listPublicKeys(db, instance.id, clock.now())
      published.set(instance.id, keys)
      return keys
    } catch (error) {
      const known = published.get(instance.id)
      if (known && isConnectionError(error)) return known
      throw error
    }
  }

  async function activeKey(instance: InstanceKeys): Promise<ActiveKey> {
    const entry = active.get(instance.id)
    if (!entry) return await remember(instance, ensureKey(instance))
    if (clock.now().getTime() - entry.readAt > rereadAfterMs)
      return await remember(instance, reread(instance, entry.key))
    const key = await entry.key
    if (key.algorithm === instance.settings.tokens.signing_algorithm) return key
    return await remember(instance, reread(instance, entry.key))
  }

  return {
    /** The key that signs for an instance, from memory; made at its first use. */
    activeKey,

    /**
     * Every key whose tokens may still be valid, for key sets. Always read: a verifier that meets a new key id asks
     * whichever process answers, and must find the key there.
     */
    publicKeys,

    /** The key that signs, as PEM (SubjectPublicKeyInfo) for `CLERK_JWT_KEY`. */
    async exportPublicPem(instance: InstanceKeys): Promise<string> {
      const { privateKey } = await activeKey(instance)
      return createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString()
    },

    /** Signs with a new key from now on; what the old one signed stays valid while it lasts. */
    async rotate({ instance, request }: Scope, options: RotateOptions = {}): Promise<ActiveKey> {
      const made = await makeKey(instance, await repository.findWantedAlgorithm(db, instance.id))
      await db.transaction().execute(async (tx) => {
        await repository.lockKeys(tx, instance.id)
        await activateIn(tx, instance, made, options.keepSeconds ?? keepSecondsOf(instance), request)
      })
      return await remember(instance, Promise.resolve(open(instance, made)))
    },

    /** Drops what is held of an instance's key: another process made a new one. */
    forget(instanceId: string): void {
      active.delete(instanceId)
    },
  }
}

function keepSecondsOf({ settings }: InstanceKeys): number {
  return settings.tokens.lifetime_seconds + keySetLifeSeconds
}

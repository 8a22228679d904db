import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { newToken } from '../../platform/random.ts'
import { hashToken, type Vault } from '../../platform/secrets/seal.ts'
import * as repository from './platform-keys.repository.ts'

export interface PlatformKeysDeps {
  db: Db
  clock: Clock
  vault: Vault
}

export type PlatformKeysService = ReturnType<typeof createPlatformKeysService>

/** Keys (`ak_…`) of the Platform API, which manages all applications and instances of this server. */
export function createPlatformKeysService({ db, clock, vault }: PlatformKeysDeps) {
  return {
    /** Every server has one key from its first start; `keywright keys --platform` prints it. */
    async ensureKey(): Promise<void> {
      if (await repository.findNewestPlatformKey(db)) return
      await db.transaction().execute(async (tx) => {
        await repository.lockPlatformKeys(tx)
        if (await repository.findNewestPlatformKey(tx)) return
        const id = newId('platformKey')
        const secret = `ak_${newToken()}`
        await repository.insertPlatformKey(tx, {
          id,
          secretHash: hashToken(secret),
          sealedSecret: vault.seal(secret, `platform_key:${id}`),
          now: clock.now(),
        })
      })
    },

    // Looked up by hash: how long it takes tells nothing about the secret.
    isKnown: (secret: string): Promise<boolean> => repository.hasPlatformKey(db, hashToken(secret)),

    /** The newest key, for the operator of the server. */
    async reveal(): Promise<string> {
      const key = await repository.findNewestPlatformKey(db)
      if (!key) throw new DomainError('resource_not_found')
      return vault.open(key.sealedSecret, `platform_key:${key.id}`).toString()
    },
  }
}

import { availableParallelism } from 'node:os'
import { createLimiter } from '../../platform/limiter.ts'
import type { PasswordHasher } from './passwords.policy.ts'

/** OWASP's argon2id parameters: 19 MiB, two passes, one lane. */
const argon2Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A digest nobody has the password of; it is verified for strangers so that they take as long as users. */
const decoyDigest =
  '$argon2id$v=19$m=19456,t=2,p=1$a2V5d3JpZ2h0IGRlY295IQ$zRLTuy6mQXoIJZzFCN1uQVDvzJ5wgqxhTpdkzyROe7I'

export interface StoredPassword {
  hasher: PasswordHasher
  digest: string
}

export interface PasswordHashing {
  hash(password: string): Promise<StoredPassword>
  verify(stored: StoredPassword, password: string): Promise<boolean>
  /** Spends the time of one verification and answers false. */
  verifyDecoy(password: string): Promise<false>
  /** True when the digest should be replaced at the next sign-in: another hasher or weaker parameters. */
  isOutdated(stored: StoredPassword): boolean
}

export interface PasswordHashingOptions {
  /** Hashes at a time. One a core: more would take the thread pool from token signing. */
  concurrency?: number
  /** Callers that may wait; the next one is refused, because a queue only makes everybody late. */
  waitingMax?: number
}

export function createPasswordHashing(options: PasswordHashingOptions = {}): PasswordHashing {
  const limit = createLimiter({
    concurrency: options.concurrency ?? availableParallelism(),
    waitingMax: options.waitingMax ?? 64,
  })
  return {
    hash: (password) =>
      limit(async () => {
        const { hash } = await import('@node-rs/argon2')
        return { hasher: 'argon2id', digest: await hash(password, argon2Options) }
      }),
    verify: (stored, password) => limit(() => verifyDigest(stored, password)),
    async verifyDecoy(password) {
      await limit(() => verifyDigest({ hasher: 'argon2id', digest: decoyDigest }, password))
      return false
    },
    isOutdated: ({ hasher, digest }) => hasher !== 'argon2id' || !digest.includes('$m=19456,t=2,p=1$'),
  }
}

async function verifyDigest({ hasher, digest }: StoredPassword, password: string): Promise<boolean> {
  if (hasher === 'bcrypt') {
    const { verify } = await import('@node-rs/bcrypt')
    // $2y$ and $2x$ are PHP's names of the same function.
    return await verify(password, digest.replace(/^\$2[xy]\$/, '$2b$'))
  }
  const { verify } = await import('@node-rs/argon2')
  return await verify(digest, password)
}

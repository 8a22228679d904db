import type { Clock } from '../../platform/clock.ts'
import { equalSecrets, type Vault } from '../../platform/secrets/seal.ts'
import type { Instance } from '../instances/index.ts'

const lifetimeSeconds = 3600

export interface TestingToken {
  token: string
  /** Seconds since 1970. */
  expiresAt: number
}

export interface TestingTokensDeps {
  clock: Clock
  vault: Vault
}

export type TestingTokensService = ReturnType<typeof createTestingTokensService>

/**
 * Tokens with which automated tests pass what protects against automatons (wire contract 15). They hold nothing but the
 * instance's say-so and a time, so they are signed and not stored; they sign nobody in.
 */
export function createTestingTokensService({ clock, vault }: TestingTokensDeps) {
  const seconds = () => Math.floor(clock.now().getTime() / 1000)
  const signature = (instance: Instance, expiresAt: number) =>
    vault.fingerprint(`${instance.id}.${expiresAt}`, 'testing_token')

  return {
    create(instance: Instance): TestingToken {
      const expiresAt = seconds() + lifetimeSeconds
      return { token: `${expiresAt}-${signature(instance, expiresAt).toString('base64url')}`, expiresAt }
    },

    /** Whether a `__clerk_testing_token` lifts the limits of the Frontend API for this request. */
    isValid(instance: Instance, token: string | null | undefined): boolean {
      const match = /^(\d{10})-([\w-]{43})$/.exec(token ?? '')
      if (!match) return false
      const expiresAt = Number(match[1])
      const isSigned = equalSecrets(Buffer.from(match[2] ?? '', 'base64url'), signature(instance, expiresAt))
      return isSigned && seconds() < expiresAt
    },
  }
}

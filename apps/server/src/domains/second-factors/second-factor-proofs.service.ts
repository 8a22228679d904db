import type { SecondFactorStrategy } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Vault } from '../../platform/secrets/seal.ts'
import type { Scope } from '../instances/index.ts'
import { normalizeBackupCode } from './backup-codes.policy.ts'
import * as repository from './second-factors.repository.ts'
import { afterWrongCode, findTotpStep, secondsUntilNextCode } from './totp.policy.ts'

/** `isGuess`: a wrong code, which counts against the user. */
export type SecondFactorOutcome =
  | { passed: true; strategy: SecondFactorStrategy }
  | { passed: false; fault: DomainError; isGuess: boolean }

export interface SecondFactorInput {
  strategy: SecondFactorStrategy
  code: string
}

const incorrect = (): SecondFactorOutcome => ({
  passed: false,
  fault: new DomainError('form_code_incorrect', { param: 'code' }),
  isGuess: true,
})

export type SecondFactorProofs = ReturnType<typeof createSecondFactorProofs>

/**
 * Judges codes. Each is used up in the transaction that it is good for. Whoever calls has locked the user, so that of two who
 * give one code at once the second comes too late, and decides what a wrong one costs.
 */
export function createSecondFactorProofs({ clock, vault }: { clock: Clock; vault: Vault }) {
  const secretContext = (instanceId: string, userId: string) => `totp:${instanceId}:${userId}`

  async function attemptTotpIn(
    tx: Db,
    { instance }: Scope,
    userId: string,
    { code, isFirst }: { code: string; isFirst: boolean },
  ): Promise<SecondFactorOutcome> {
    const now = clock.now()
    const totp = await repository.findTotp(tx, instance.id, userId)
    if (!totp || (totp.verifiedAt === null) !== isFirst) return incorrect()
    const retryAfterSeconds = secondsUntilNextCode(totp, now)
    if (retryAfterSeconds > 0) {
      const fault = new DomainError('too_many_requests', { retryAfterSeconds })
      return { passed: false, fault, isGuess: false }
    }
    const secret = vault.open(totp.sealedSecret, secretContext(instance.id, userId))
    const step = findTotpStep(secret, code, { now, lastUsedStep: totp.lastUsedStep })
    if (step === undefined) {
      await repository.countWrongCode(tx, instance.id, userId, afterWrongCode(totp, now))
      return incorrect()
    }
    await repository.useTotpStep(tx, instance.id, userId, { step, now })
    return { passed: true, strategy: 'totp' }
  }

  /**
   * Keyed: what the database alone holds tells nobody a code. A slow hash would add nothing, since whoever has the key has the
   * secrets of the authenticator apps, too.
   */
  function hashBackupCode(instanceId: string, userId: string, code: string): Buffer {
    return vault.fingerprint(normalizeBackupCode(code), `backup_code:${instanceId}:${userId}`)
  }

  return {
    sealSecret: (secret: Buffer, instanceId: string, userId: string): Buffer =>
      vault.seal(secret, secretContext(instanceId, userId)),

    hashBackupCode,

    /** The code that makes an authenticator app count. */
    attemptFirstTotpIn: (tx: Db, scope: Scope, userId: string, code: string) =>
      attemptTotpIn(tx, scope, userId, { code, isFirst: true }),

    async attemptIn(
      tx: Db,
      scope: Scope,
      userId: string,
      { strategy, code }: SecondFactorInput,
    ): Promise<SecondFactorOutcome> {
      if (strategy === 'totp') return await attemptTotpIn(tx, scope, userId, { code, isFirst: false })
      const { id: instanceId } = scope.instance
      const codeHash = hashBackupCode(instanceId, userId, code)
      const isRight = await repository.useBackupCode(tx, instanceId, userId, codeHash)
      return isRight ? { passed: true, strategy } : incorrect()
    },
  }
}

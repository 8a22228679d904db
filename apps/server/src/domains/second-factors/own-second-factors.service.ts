/** The second factors of signed-in users, as they see to them themselves. */

import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { CallerSession, FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { ReverificationsService } from '../reverifications/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import type { User } from '../users/index.ts'
import type { SecondFactorProofs } from './second-factor-proofs.service.ts'
import { availableSecondFactors, hasSecondFactor } from './second-factors.policy.ts'
import { findTotp, putTotp } from './second-factors.repository.ts'
import type { Totp } from './totp.entity.ts'
import { newTotpSecret } from './totp.policy.ts'
import type { UserSecondFactors } from './user-second-factors.service.ts'

export interface OwnSecondFactorsDeps {
  db: Db
  clock: Clock
  sessions: Pick<SessionsService, 'changeIn'>
  reverifications: Pick<ReverificationsService, 'requireRecentProof'>
  proofs: SecondFactorProofs
  userFactors: UserSecondFactors
}

/** What is told of an authenticator app once and never again. */
export interface NewTotp {
  totp: Totp
  secret: Buffer
  user: User
}

export type OwnSecondFactorsService = ReturnType<typeof createOwnSecondFactors>

export function createOwnSecondFactors(deps: OwnSecondFactorsDeps) {
  const { db, clock, sessions, reverifications, proofs, userFactors } = deps
  const inTransaction = <Result>(work: (tx: Db) => Promise<Result>) => db.transaction().execute(work)

  function requireAvailable({ instance }: Scope): void {
    if (!availableSecondFactors(instance.settings).includes('totp'))
      throw new DomainError('feature_not_enabled')
  }

  async function lockWithoutTotpIn(tx: Db, scope: Scope, userId: string): Promise<User> {
    const user = await userFactors.lockIn(tx, scope, userId)
    if (user.totpEnabled) throw new DomainError('totp_already_enabled')
    return user
  }

  return {
    /** Begins to set up an authenticator app. Until its first code was right, another beginning takes its place. */
    async createTotp(scope: Scope, caller: CallerSession): Promise<NewTotp> {
      requireAvailable(scope)
      await reverifications.requireRecentProof(scope, caller)
      return await inTransaction(async (tx) => {
        const user = await lockWithoutTotpIn(tx, scope, caller.userId)
        const now = clock.now()
        const secret = newTotpSecret()
        const totp: Totp = {
          ...{ id: newId('totp'), userId: user.id, verifiedAt: null, lastUsedStep: null },
          sealedSecret: proofs.sealSecret(secret, scope.instance.id, user.id),
          ...{ wrongCodes: 0, wrongCodesSince: null, createdAt: now, updatedAt: now },
        }
        await putTotp(tx, scope.instance.id, totp)
        return { totp, secret, user }
      })
    },

    /** The first right code makes it count. It proves the second factor of the session, too, and brings the backup codes. */
    async attemptTotp(
      scope: FrontendScope,
      caller: CallerSession,
      code: string,
    ): Promise<{ totp: Totp; backupCodes: string[] | null }> {
      requireAvailable(scope)
      const outcome = await inTransaction(async (tx) => {
        const user = await lockWithoutTotpIn(tx, scope, caller.userId)
        if (!(await findTotp(tx, scope.instance.id, user.id))) throw new DomainError('resource_not_found')
        const judged = await proofs.attemptFirstTotpIn(tx, scope, user.id, code)
        if (!judged.passed) return judged
        const hasCodes = availableSecondFactors(scope.instance.settings).includes('backup_code')
        const backupCodes = hasCodes ? await userFactors.createBackupCodesIn(tx, scope, user.id) : null
        await userFactors.recordIn(tx, scope, user, { mfaEnabledAt: clock.now() })
        await userFactors.tellIn(tx, scope, user, 'totp_added')
        await sessions.changeIn(tx, scope, caller.id, { secondFactorVerifiedAt: clock.now() })
        const totp = await findTotp(tx, scope.instance.id, user.id)
        invariant(totp, 'an authenticator app that was just proven is there')
        return { ...judged, totp, backupCodes }
      })
      // After the transaction that counted the wrong code: a fault must not take that back.
      if (!outcome.passed) throw outcome.fault
      return outcome
    },

    async removeTotp(scope: Scope, caller: CallerSession): Promise<Totp> {
      await reverifications.requireRecentProof(scope, caller)
      const removed = await userFactors.removeTotp(scope, caller.userId)
      if (!removed) throw new DomainError('resource_not_found')
      return removed
    },

    /** A new set; the codes before it count no more. */
    async createBackupCodes(scope: Scope, caller: CallerSession): Promise<string[]> {
      if (!availableSecondFactors(scope.instance.settings).includes('backup_code'))
        throw new DomainError('backup_codes_not_available')
      await reverifications.requireRecentProof(scope, caller)
      return await inTransaction(async (tx) => {
        const user = await userFactors.lockIn(tx, scope, caller.userId)
        if (!hasSecondFactor(user)) throw new DomainError('backup_codes_not_available')
        const codes = await userFactors.createBackupCodesIn(tx, scope, user.id)
        await userFactors.recordIn(tx, scope, user, {})
        await userFactors.tellIn(tx, scope, user, 'backup_codes_created')
        return codes
      })
    },
  }
}

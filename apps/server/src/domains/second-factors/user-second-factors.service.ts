import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { User, UserChange, UsersService } from '../users/index.ts'
import { newBackupCodes } from './backup-codes.policy.ts'
import type { SecondFactorProofs } from './second-factor-proofs.service.ts'
import { hasSecondFactor, mustSetUpSecondFactor, secondFactorsOf } from './second-factors.policy.ts'
import * as repository from './second-factors.repository.ts'
import type { Totp } from './totp.entity.ts'

export interface UserSecondFactorsDeps {
  db: Db
  clock: Clock
  users: Pick<UsersService, 'get' | 'changeUserIn' | 'findAndLockIn'>
  messages: Pick<MessagesService, 'sendIn'>
  proofs: SecondFactorProofs
}

export type UserSecondFactors = ReturnType<typeof createUserSecondFactors>

/** What becomes of the second factors of a user, for servers and for the user alike. */
export function createUserSecondFactors({ db, clock, users, messages, proofs }: UserSecondFactorsDeps) {
  async function tellIn(
    tx: Db,
    scope: Scope,
    user: User,
    template: 'totp_added' | 'totp_removed' | 'backup_codes_created',
  ): Promise<void> {
    const primary = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)
    if (!primary) return
    const { emailAddress } = primary
    await messages.sendIn(tx, scope, {
      template,
      to: emailAddress,
      userId: user.id,
      variables: { emailAddress },
    })
  }

  /** The user is locked from here on. */
  async function lockIn(tx: Db, scope: Scope, userId: string): Promise<User> {
    const user = await users.findAndLockIn(tx, scope, userId)
    if (!user) throw new DomainError('resource_not_found')
    return user
  }

  async function recordIn(tx: Db, scope: Scope, user: User, change: UserChange): Promise<User> {
    // Where everybody must have a second factor, whoever loses theirs loses what their tokens were good for.
    const narrowed = change.mfaDisabledAt !== undefined && mustSetUpSecondFactor(scope.instance.settings)
    return await users.changeUserIn(tx, scope, user.id, () => change, { narrowed })
  }

  async function createBackupCodesIn(tx: Db, { instance }: Scope, userId: string): Promise<string[]> {
    const codes = newBackupCodes()
    await repository.replaceBackupCodes(tx, instance.id, userId, {
      codeHashes: codes.map((code) => proofs.hashBackupCode(instance.id, userId, code)),
      now: clock.now(),
    })
    return codes
  }

  /** Backup codes stand in for the authenticator app, and go with it. */
  async function removeTotpIn(tx: Db, scope: Scope, user: User): Promise<Totp | undefined> {
    const { id: instanceId } = scope.instance
    const removed = await repository.deleteTotp(tx, instanceId, user.id)
    if (!hasSecondFactor(user)) return removed
    await repository.deleteBackupCodes(tx, instanceId, user.id)
    await recordIn(tx, scope, user, { mfaDisabledAt: clock.now() })
    await tellIn(tx, scope, user, 'totp_removed')
    return removed
  }

  const forUser = <Result>(
    scope: Scope,
    userId: string,
    work: (tx: Db, user: User) => Promise<Result>,
  ): Promise<Result> => db.transaction().execute(async (tx) => work(tx, await lockIn(tx, scope, userId)))

  return {
    lockIn,
    createBackupCodesIn,
    recordIn,
    tellIn,

    /** The one that is gone; `undefined` when there was none. */
    removeTotp: (scope: Scope, userId: string): Promise<Totp | undefined> =>
      forUser(scope, userId, (tx, user) => removeTotpIn(tx, scope, user)),

    removeBackupCodes: (scope: Scope, userId: string): Promise<void> =>
      forUser(scope, userId, async (tx, user) => {
        if (!user.backupCodeEnabled) return
        await repository.deleteBackupCodes(tx, scope.instance.id, user.id)
        await recordIn(tx, scope, user, {})
      }),

    /** Checks a code on behalf of a server, which knows whom it asks about. Throws where it is wrong. */
    async verify(scope: Scope, userId: string, code: string): Promise<'totp' | 'backup_code'> {
      const outcome = await forUser(scope, userId, async (tx, user) => {
        const strategies = secondFactorsOf(user, scope.instance.settings)
        if (strategies.length === 0) throw new DomainError('totp_disabled')
        const strategy = isTotpShaped(code) || !strategies.includes('backup_code') ? 'totp' : 'backup_code'
        const judged = await proofs.attemptIn(tx, scope, user.id, { strategy, code })
        if (judged.passed && judged.strategy === 'backup_code') await recordIn(tx, scope, user, {})
        return judged
      })
      if (outcome.passed) return outcome.strategy
      throw outcome.isGuess ? new DomainError('totp_incorrect_code', { param: 'code' }) : outcome.fault
    },
  }
}

/** Backup codes are longer than six digits. */
function isTotpShaped(code: string): boolean {
  return /^\d{6}$/.test(code.replaceAll(/\s/g, ''))
}

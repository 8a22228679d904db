import type { ClientId } from '@keywright/contract'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import { type SecondFactorProofs, secondFactorsOf } from '../second-factors/index.ts'
import type { User, UsersService } from '../users/index.ts'
import type { Verification, VerificationsService } from '../verifications/index.ts'
import type { SignIn } from './sign-in.entity.ts'
import type { SignInResets } from './sign-in-resets.service.ts'
import type { SignInSteps } from './sign-in-steps.service.ts'

export interface SignInSecondFactorsDeps {
  db: Db
  users: UsersService
  verifications: VerificationsService
  proofs: SecondFactorProofs
  steps: SignInSteps
  resets: Pick<SignInResets, 'applyIn'>
}

export interface SecondFactorAttemptInput {
  strategy: string | undefined
  code: string | undefined
}

/** Judging the second factor of those who have proven the first. */
export function createSignInSecondFactors(deps: SignInSecondFactorsDeps) {
  const { db, users, verifications, proofs, steps, resets } = deps

  async function lockUserIn(tx: Tx, scope: Scope, signIn: SignIn): Promise<User> {
    const user = signIn.userId === null ? undefined : await users.findAndLockIn(tx, scope, signIn.userId)
    if (!user) throw new DomainError('client_state_invalid')
    users.requireAccess(user)
    return user
  }

  function requireStrategy({ instance }: Scope, user: User, strategy: string | undefined) {
    const offered = secondFactorsOf(user, instance.settings)
    if (offered.length === 0) throw new DomainError('no_second_factors')
    const chosen = offered.find((name) => name === strategy)
    if (!chosen) throw new DomainError('strategy_for_user_invalid', { param: 'strategy' })
    return chosen
  }

  /** A password that was replaced since it was given is no proof any more. */
  async function firstProofIn(tx: Tx, scope: Scope, signIn: SignIn, user: User): Promise<Verification> {
    const proof = await verifications.find(scope, signIn.firstFactorVerificationId, tx)
    const provenAt = proof?.verifiedAt ?? null
    const isOutdated =
      proof?.strategy === 'password' &&
      (user.passwordUpdatedAt === null || provenAt === null || user.passwordUpdatedAt > provenAt)
    if (!proof || isOutdated) throw new DomainError('client_state_invalid')
    return proof
  }

  async function finishIn(
    tx: Tx,
    scope: FrontendScope,
    signIn: SignIn,
    { user, first }: { user: User; first: Verification },
  ): Promise<SignIn> {
    const { newPassword, clientId, organizationId } = signIn
    if (newPassword) await resets.applyIn(tx, scope, { user, clientId }, newPassword)
    return await steps.completeIn(tx, scope, { ...signIn, newPassword: null }, 'proven', first.strategy, {
      passwordUpdatedAt: user.passwordUpdatedAt,
      target: first.target,
      organizationId: organizationId ?? undefined,
      firstFactorVerifiedAt: first.verifiedAt ?? first.createdAt,
    })
  }

  async function attemptIn(
    tx: Tx,
    scope: FrontendScope,
    { id, clientId }: { id: string; clientId: ClientId },
    { strategy: asked, code }: { strategy: string | undefined; code: string },
  ) {
    const signIn = await steps.lockIn(tx, scope, id, clientId, 'needs_second_factor')
    const user = await lockUserIn(tx, scope, signIn)
    const strategy = requireStrategy(scope, user, asked)
    const first = await firstProofIn(tx, scope, signIn, user)
    const outcome = await proofs.attemptIn(tx, scope, user.id, { strategy, code })
    if (!outcome.passed) return { ...outcome, user }
    const proof = { strategy, purpose: 'sign_in', ownerId: id, clientId } as const
    const { id: secondFactorVerificationId } = await verifications.recordVerifiedIn(tx, scope, proof)
    return await finishIn(tx, scope, { ...signIn, secondFactorVerificationId }, { user, first })
  }

  return {
    /** None of the second factors there are needs anything to be sent. */
    async prepare(
      scope: FrontendScope,
      { id, clientId }: SignIn,
      strategy: string | undefined,
    ): Promise<never> {
      return await db.transaction().execute(async (tx) => {
        const signIn = await steps.lockIn(tx, scope, id, clientId, 'needs_second_factor')
        requireStrategy(scope, await lockUserIn(tx, scope, signIn), strategy)
        throw new DomainError('verification_strategy_invalid', { param: 'strategy' })
      })
    },

    async attempt(scope: FrontendScope, before: SignIn, input: SecondFactorAttemptInput): Promise<SignIn> {
      const { strategy, code } = input
      if (!code) throw new DomainError('form_param_missing', { param: 'code' })
      const result = await db.transaction().execute((tx) => attemptIn(tx, scope, before, { strategy, code }))
      if ('id' in result) return result
      // After the transaction that counted the wrong code: a fault must not take that back.
      if (result.isGuess) await users.countWrongProof(scope, result.user.id)
      throw result.fault
    },
  }
}

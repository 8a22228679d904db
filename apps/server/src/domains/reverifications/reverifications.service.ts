import type { SecondFactorStrategy, SessionId, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { type Throttle, takeGuess } from '../../platform/throttle.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import {
  type SecondFactorOutcome,
  type SecondFactorProofs,
  secondFactorsOf,
} from '../second-factors/index.ts'
import type { Session, SessionsService } from '../sessions/index.ts'
import type { User, UsersService } from '../users/index.ts'
import { attemptFault, type Verification, type VerificationsService } from '../verifications/index.ts'
import type { OpenStep, Reverification, ReverificationLevel } from './reverification.entity.ts'
import {
  chooseProofFactor,
  firstStepOf,
  levelFor,
  needsProof,
  type ProofFactor,
  proofFactors,
  stepAfter,
} from './reverifications.policy.ts'
import * as repository from './reverifications.repository.ts'

export interface ReverificationsDeps {
  db: Db
  clock: Clock
  users: UsersService
  sessions: Pick<SessionsService, 'get' | 'changeIn'>
  verifications: VerificationsService
  messages: Pick<MessagesService, 'sendIn'>
  throttle: Throttle
  secondFactorProofs: SecondFactorProofs
}

export interface ReverificationInput {
  strategy: string
  emailAddressId?: string | null | undefined
  code?: string | undefined
  password?: string | undefined
}

/** Where a reverification stands, with what an answer shows of it. */
export interface ReverificationView {
  level: ReverificationLevel
  status: Reverification['status']
  session: Session
  factors: readonly ProofFactor[]
  /** Empty: the user has none. */
  secondFactors: readonly SecondFactorStrategy[]
  verification: Verification | undefined
  secondVerification: Verification | undefined
}

export type ReverificationsService = ReturnType<typeof createReverificationsService>

/** Asks a signed-in user to prove once more that it is them, before something that a stranger at their desk must not do. */
export function createReverificationsService(deps: ReverificationsDeps) {
  const { db, clock, users, sessions, verifications, messages, throttle, secondFactorProofs } = deps
  const inTransaction = <Result>(work: (tx: Db) => Promise<Result>) => db.transaction().execute(work)

  async function requireFactor(scope: Scope, session: Session, input: ReverificationInput) {
    const user = await users.get(scope, session.userId)
    const factors = proofFactors(user, scope.instance.settings)
    const factor = chooseProofFactor(factors, input.strategy, input.emailAddressId)
    if (!factor) throw new DomainError('strategy_for_user_invalid', { param: 'strategy' })
    return { user, factor }
  }

  async function lockIn(
    tx: Db,
    { instance }: Scope,
    sessionId: SessionId,
    step: OpenStep,
  ): Promise<Reverification> {
    const found = await repository.lockReverification(tx, instance.id, sessionId)
    if (found?.status !== step) throw new DomainError('session_reverification_missing')
    return found
  }

  const secondFactorsFor = (scope: Scope, user: User) => secondFactorsOf(user, scope.instance.settings)

  async function view(scope: Scope, sessionId: SessionId): Promise<ReverificationView> {
    return await inTransaction(async (tx) => {
      const found = await repository.lockReverification(tx, scope.instance.id, sessionId)
      invariant(found, 'a reverification that was just written is there')
      const session = await sessions.get(scope, sessionId, tx)
      const user = await users.get(scope, session.userId)
      return {
        ...found,
        session,
        factors: proofFactors(user, scope.instance.settings),
        secondFactors: secondFactorsFor(scope, user),
        verification: await verifications.find(scope, found.firstFactorVerificationId, tx),
        secondVerification: await verifications.find(scope, found.secondFactorVerificationId, tx),
      }
    })
  }

  /**
   * The session's proof is renewed; its next token tells so. Refused if the user was locked in the meantime. Wrong answers are
   * forgotten at the end alone: whoever knows the password must not guess codes for ever in between.
   */
  async function passIn(
    tx: Db,
    scope: Scope,
    { sessionId, level }: Pick<Reverification, 'sessionId' | 'level'>,
    { userId, step, verificationId }: { userId: UserId; step: OpenStep; verificationId: string },
  ): Promise<void> {
    const status = stepAfter(step, level)
    if (status === 'complete') await users.clearFailedAttemptsIn(tx, scope, userId)
    else await requireAccessIn(tx, scope, userId)
    const isFirst = step === 'needs_first_factor'
    const now = clock.now()
    const proven = isFirst ? { firstFactorVerifiedAt: now } : { secondFactorVerifiedAt: now }
    await sessions.changeIn(tx, scope, sessionId, proven)
    const noted = isFirst
      ? { firstFactorVerificationId: verificationId }
      : { secondFactorVerificationId: verificationId }
    await repository.updateReverification(tx, scope.instance.id, sessionId, { status, ...noted })
  }

  async function requireAccessIn(tx: Db, scope: Scope, userId: UserId): Promise<User> {
    const user = await users.findAndLockIn(tx, scope, userId)
    if (!user) throw new DomainError('session_not_found')
    users.requireAccess(user)
    return user
  }

  async function attemptPassword(scope: Scope, session: Session, user: User, password: string | undefined) {
    if (!password) throw new DomainError('form_param_missing', { param: 'password' })
    const incorrect = new DomainError('form_password_incorrect', { param: 'password' })
    const outcome = await users.proveOwnPassword(scope, user, password, incorrect)
    // Others know it, so it proves nothing.
    if (outcome === 'compromised') throw new DomainError('form_password_compromised', { param: 'password' })
    await inTransaction(async (tx) => {
      const found = await lockIn(tx, scope, session.id, 'needs_first_factor')
      const proof = { strategy: 'password', purpose: 'reverification', ownerId: session.id } as const
      const { id: verificationId } = await verifications.recordVerifiedIn(tx, scope, proof)
      await passIn(tx, scope, found, { userId: user.id, step: 'needs_first_factor', verificationId })
    })
  }

  async function attemptCode(scope: Scope, session: Session, user: User, code: string | undefined) {
    if (!code) throw new DomainError('form_param_missing', { param: 'code' })
    users.requireAccess(user)
    const attempt = await inTransaction(async (tx) => {
      const found = await lockIn(tx, scope, session.id, 'needs_first_factor')
      const { firstFactorVerificationId: verificationId } = found
      const owner = { purpose: 'reverification', ownerId: session.id } as const
      const outcome = await verifications.attemptCodeIn(tx, scope, { verificationId, code, ...owner })
      if (outcome.outcome === 'verified') {
        const proven = { userId: user.id, verificationId: outcome.verification.id }
        await passIn(tx, scope, found, { ...proven, step: 'needs_first_factor' })
      }
      return outcome
    })
    const fault = attemptFault(attempt)
    // After the transaction that counted the try against its code: a fault must not take that back.
    if (attempt.isGuess) await users.countWrongProof(scope, user.id)
    if (fault) throw fault
  }

  async function attemptSecondIn(
    tx: Db,
    scope: Scope,
    session: Session,
    { strategy: asked, code }: { strategy: string; code: string },
  ): Promise<SecondFactorOutcome> {
    const found = await lockIn(tx, scope, session.id, 'needs_second_factor')
    const user = await requireAccessIn(tx, scope, session.userId)
    const strategy = secondFactorsFor(scope, user).find((name) => name === asked)
    if (!strategy) throw new DomainError('strategy_for_user_invalid', { param: 'strategy' })
    const outcome = await secondFactorProofs.attemptIn(tx, scope, user.id, { strategy, code })
    if (!outcome.passed) return outcome
    // One code less is a change of the user.
    if (strategy === 'backup_code') await users.changeUserIn(tx, scope, user.id, () => ({}))
    const proof = { strategy, purpose: 'reverification', ownerId: session.id } as const
    const { id: verificationId } = await verifications.recordVerifiedIn(tx, scope, proof)
    await passIn(tx, scope, found, { userId: user.id, step: 'needs_second_factor', verificationId })
    return outcome
  }

  /** An open session may try its user's proofs as often as a stranger may: one budget for all the ways. */
  async function limitGuess(scope: FrontendScope, userId: string): Promise<void> {
    const rule = scope.instance.settings.rate_limits.sign_in_attempt
    await takeGuess(throttle, scope, 'sign_in_attempt', userId, rule)
  }

  return {
    limitGuess,

    /** Refuses what is sensitive, where the instance asks for a recent proof and the session has none. */
    async requireRecentProof(scope: Scope, { id }: Pick<Session, 'id'>): Promise<void> {
      const { settings } = scope.instance
      if (!settings.sessions.reverification) return
      const session = await sessions.get(scope, id)
      const hasSecondFactor = secondFactorsFor(scope, await users.get(scope, session.userId)).length > 0
      if (needsProof(session, hasSecondFactor, clock.now())) {
        throw new DomainError('session_reverification_required')
      }
    },

    async start(scope: Scope, session: Session, asked: ReverificationLevel): Promise<ReverificationView> {
      const user = await users.get(scope, session.userId)
      const level = levelFor(asked, secondFactorsFor(scope, user).length > 0)
      const started: Reverification = {
        sessionId: session.id,
        level,
        status: firstStepOf(level),
        firstFactorVerificationId: null,
        secondFactorVerificationId: null,
      }
      await repository.putReverification(db, scope.instance.id, started, clock.now())
      return await view(scope, session.id)
    },

    async prepare(scope: Scope, session: Session, input: ReverificationInput): Promise<ReverificationView> {
      const { user, factor } = await requireFactor(scope, session, input)
      if (factor.strategy !== 'email_code') {
        throw new DomainError('verification_strategy_invalid', { param: 'strategy' })
      }
      await inTransaction(async (tx) => {
        await lockIn(tx, scope, session.id, 'needs_first_factor')
        const { emailAddress: target } = factor.emailAddress
        const started = await verifications.startIn(tx, scope, {
          strategy: 'email_code',
          purpose: 'reverification',
          ownerId: session.id,
          target,
        })
        invariant(started.code, 'a code that is to be sent is there')
        const minutes = Math.round(scope.instance.settings.emails.code_lifetime_seconds / 60)
        const variables = { code: started.code, minutes }
        await messages.sendIn(tx, scope, {
          template: 'verification_code',
          to: target,
          userId: user.id,
          variables,
        })
        const change = { firstFactorVerificationId: started.verification.id }
        await repository.updateReverification(tx, scope.instance.id, session.id, change)
      })
      return await view(scope, session.id)
    },

    async attempt(
      scope: FrontendScope,
      session: Session,
      input: ReverificationInput,
    ): Promise<ReverificationView> {
      await limitGuess(scope, session.userId)
      const { user, factor } = await requireFactor(scope, session, input)
      if (factor.strategy === 'password') await attemptPassword(scope, session, user, input.password)
      else await attemptCode(scope, session, user, input.code)
      return await view(scope, session.id)
    },

    /** None of the second factors there are needs anything to be sent. */
    async prepareSecond(scope: Scope, session: Session, strategy: string | null | undefined): Promise<never> {
      const user = await users.get(scope, session.userId)
      const isOwn = secondFactorsFor(scope, user).some((name) => name === strategy)
      throw new DomainError(isOwn ? 'verification_strategy_invalid' : 'strategy_for_user_invalid', {
        param: 'strategy',
      })
    },

    async attemptSecond(
      scope: FrontendScope,
      session: Session,
      { strategy, code }: Pick<ReverificationInput, 'strategy' | 'code'>,
    ): Promise<ReverificationView> {
      if (!code) throw new DomainError('form_param_missing', { param: 'code' })
      await limitGuess(scope, session.userId)
      const outcome = await inTransaction((tx) => attemptSecondIn(tx, scope, session, { strategy, code }))
      if (outcome.passed) return await view(scope, session.id)
      // After the transaction that counted the wrong code: a fault must not take that back.
      if (outcome.isGuess) await users.countWrongProof(scope, session.userId)
      throw outcome.fault
    },
  }
}

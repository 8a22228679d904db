import type { SessionId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { type Throttle, takeGuess } from '../../platform/throttle.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { Session, SessionsService } from '../sessions/index.ts'
import type { User, UsersService } from '../users/index.ts'
import { attemptFault, type Verification, type VerificationsService } from '../verifications/index.ts'
import type { Reverification, ReverificationLevel } from './reverification.entity.ts'
import { chooseProofFactor, needsProof, type ProofFactor, proofFactors } from './reverifications.policy.ts'
import * as repository from './reverifications.repository.ts'

export interface ReverificationsDeps {
  db: Db
  clock: Clock
  users: UsersService
  sessions: Pick<SessionsService, 'get' | 'changeIn'>
  verifications: VerificationsService
  messages: Pick<MessagesService, 'sendIn'>
  throttle: Throttle
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
  verification: Verification | undefined
}

export type ReverificationsService = ReturnType<typeof createReverificationsService>

/** Asks a signed-in user to prove once more that it is them, before something that a stranger at their desk must not do. */
export function createReverificationsService(deps: ReverificationsDeps) {
  const { db, clock, users, sessions, verifications, messages, throttle } = deps
  const inTransaction = <Result>(work: (tx: Db) => Promise<Result>) => db.transaction().execute(work)

  async function requireFactor(scope: Scope, session: Session, input: ReverificationInput) {
    const user = await users.get(scope, session.userId)
    const factors = proofFactors(user, scope.instance.settings)
    const factor = chooseProofFactor(factors, input.strategy, input.emailAddressId)
    if (!factor) throw new DomainError('strategy_for_user_invalid', { param: 'strategy' })
    return { user, factor }
  }

  async function lockIn(tx: Db, { instance }: Scope, sessionId: SessionId): Promise<Reverification> {
    const found = await repository.lockReverification(tx, instance.id, sessionId)
    if (found?.status !== 'needs_first_factor') throw new DomainError('session_reverification_missing')
    return found
  }

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
        verification: await verifications.find(scope, found.firstFactorVerificationId, tx),
      }
    })
  }

  /** The session's proof is renewed; its next token tells so. Refused if the user was locked in the meantime. */
  async function completeIn(
    tx: Db,
    scope: Scope,
    session: Session,
    verification: Verification,
  ): Promise<void> {
    await users.clearFailedAttemptsIn(tx, scope, session.userId)
    await sessions.changeIn(tx, scope, session.id, { firstFactorVerifiedAt: clock.now() })
    await repository.updateReverification(tx, scope.instance.id, session.id, {
      status: 'complete',
      firstFactorVerificationId: verification.id,
    })
  }

  async function attemptPassword(scope: Scope, session: Session, user: User, password: string | undefined) {
    if (!password) throw new DomainError('form_param_missing', { param: 'password' })
    const incorrect = new DomainError('form_password_incorrect', { param: 'password' })
    const outcome = await users.proveOwnPassword(scope, user, password, incorrect)
    // Others know it, so it proves nothing.
    if (outcome === 'compromised') throw new DomainError('form_password_compromised', { param: 'password' })
    await inTransaction(async (tx) => {
      await lockIn(tx, scope, session.id)
      const proof = { strategy: 'password', purpose: 'reverification', ownerId: session.id } as const
      await completeIn(tx, scope, session, await verifications.recordVerifiedIn(tx, scope, proof))
    })
  }

  async function attemptCode(scope: Scope, session: Session, user: User, code: string | undefined) {
    if (!code) throw new DomainError('form_param_missing', { param: 'code' })
    users.requireAccess(user)
    const attempt = await inTransaction(async (tx) => {
      const { firstFactorVerificationId: verificationId } = await lockIn(tx, scope, session.id)
      const owner = { purpose: 'reverification', ownerId: session.id } as const
      const outcome = await verifications.attemptCodeIn(tx, scope, { verificationId, code, ...owner })
      if (outcome.outcome === 'verified') await completeIn(tx, scope, session, outcome.verification)
      return outcome
    })
    const fault = attemptFault(attempt)
    // After the transaction that counted the try against its code: a fault must not take that back.
    if (attempt.isGuess) await users.countWrongProof(scope, user.id)
    if (fault) throw fault
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
      if (needsProof(await sessions.get(scope, id), settings, clock.now())) {
        throw new DomainError('session_reverification_required')
      }
    },

    /** There are no second factors yet: whatever level is asked for, the first factor is enough. */
    async start(scope: Scope, session: Session, _level: ReverificationLevel): Promise<ReverificationView> {
      const started: Reverification = {
        sessionId: session.id,
        level: 'first_factor',
        status: 'needs_first_factor',
        firstFactorVerificationId: null,
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
        await lockIn(tx, scope, session.id)
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
  }
}

import type { SecondFactorStrategy, Web3Strategy } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { newNumericCode, newToken } from '../../platform/random.ts'
import { equalSecrets, hashToken, type Vault } from '../../platform/secrets/seal.ts'
import type { Scope } from '../instances/index.ts'
import type {
  ExternalStrategy,
  Verification,
  VerificationError,
  VerificationPurpose,
  VerificationStrategy,
} from './verification.entity.ts'
import {
  type AttemptOutcome,
  guessesMax,
  guessWindowSeconds,
  isTestAddress,
  isTestMode,
  judgeAttempt,
  statusAt,
  testCode,
} from './verifications.policy.ts'
import * as repository from './verifications.repository.ts'

export interface VerificationsDeps {
  db: Db
  clock: Clock
  vault: Vault
}

/** Strategies that wait for an answer: a code to be typed, or a link to be opened. */
export type SentStrategy = 'email_code' | 'email_link' | 'reset_password_email_code'

export interface StartInput {
  strategy: SentStrategy
  purpose: VerificationPurpose
  /** The attempt or address the proof belongs to: the code counts nowhere else. */
  ownerId: string
  /** The address that is to be proven. */
  target: string
  clientId?: string | undefined
  /** Links only: where the browser goes afterwards. Checked by the caller. */
  redirectUrl?: string | undefined
  /** True when nothing will be sent, so that nothing can be right: a stranger’s attempt looks like any other. */
  isUnanswerable?: boolean
}

/** What must be sent. It exists here and in the message only. */
export interface StartedVerification {
  verification: Verification
  code?: string
  token?: string
}

/** Which proof an answer is meant for. */
export interface MeantProof {
  verificationId: string | null
  purpose: VerificationPurpose
  ownerId: string
  /** Given: what was begun for another strategy does not count. */
  strategy?: SentStrategy | Web3Strategy | undefined
}

export interface CodeInput extends MeantProof {
  code: string
}

export interface StartSignatureInput {
  strategy: Web3Strategy
  purpose: VerificationPurpose
  ownerId: string
  /** The address of the wallet. */
  target: string
  clientId?: string | undefined
  message: string
  expireAt: Date
}

/** What two requests must have in common to ask for the same proof. */
export interface SentBefore {
  strategy: SentStrategy | Web3Strategy
  target: string
  redirectUrl?: string | undefined
}

/** Less than anybody waits before asking for another code on purpose. */
const sameRequestMilliseconds = 5_000

/** A proof whose other half is a provider's. */
export interface ExternalInput {
  id: string
  strategy: ExternalStrategy
  purpose: VerificationPurpose
  ownerId: string
  clientId: string
  /** `null`: the provider has answered already, and nobody is sent anywhere. */
  redirectUrl: string | null
  externalRedirectUrl: string | null
}

export interface ExternalEnd {
  status: 'verified' | 'transferable' | 'unverified' | 'failed'
  error: VerificationError | null
}

const missing = { outcome: 'missing', isGuess: false } as const

/** A code counts for the attempt, and for the purpose, for which it was sent. */
function isMeant(stored: Verification, { ownerId, purpose, strategy }: MeantProof): boolean {
  return (
    stored.ownerId === ownerId &&
    stored.purpose === purpose &&
    (strategy === undefined || stored.strategy === strategy)
  )
}

export type VerificationsService = ReturnType<typeof createVerificationsService>

/** Proofs by code, link or ticket: started, answered once, bounded in tries and in time. */
export function createVerificationsService({ db, clock, vault }: VerificationsDeps) {
  /** A code’s hash is bound to its verification, so that a row copied or swapped proves nothing. */
  const fingerprint = (id: string, code: string) => vault.fingerprint(code, `verification:${id}`)

  function atPresent<Found extends Verification>(found: Found): Found {
    return { ...found, status: statusAt(found.status, found.expireAt, clock.now()) }
  }

  /** Bounds both the mail an address gets and the guesses that asking again and again would buy. */
  async function requireBudget(tx: Db, { instance }: Scope, target: string): Promise<void> {
    const { limit, window_seconds: windowSeconds } = instance.settings.rate_limits.message
    await repository.lockTarget(tx, instance.id, target)
    const now = clock.now().getTime()
    const history = await repository.readTargetHistory(tx, instance.id, target, {
      sent: new Date(now - windowSeconds * 1000),
      guesses: new Date(now - guessWindowSeconds * 1000),
    })
    if (history.guesses >= guessesMax) throw tooMany(guessWindowSeconds)
    if (limit === 0 || history.sent < limit) return
    const oldest = history.oldestSentAt?.getTime() ?? now
    throw tooMany((oldest - now) / 1000 + windowSeconds)
  }

  async function startIn(tx: Db, scope: Scope, input: StartInput): Promise<StartedVerification> {
    await requireBudget(tx, scope, input.target)
    const { emails } = scope.instance.settings
    const isLink = input.strategy === 'email_link'
    const now = clock.now()
    const seconds = isLink ? emails.link_lifetime_seconds : emails.code_lifetime_seconds
    const verification = open(input, now, new Date(now.getTime() + seconds * 1000))
    const secret = isLink ? newToken() : codeFor(scope, input.target)
    // The decoy is hashed like a real one and then forgotten.
    const kept = input.isUnanswerable ? newToken() : secret
    await repository.insertVerification(tx, scope.instance.id, {
      ...verification,
      codeHash: isLink ? null : fingerprint(verification.id, kept),
      tokenHash: isLink ? hashToken(kept) : null,
    })
    if (input.isUnanswerable) return { verification }
    return isLink ? { verification, token: secret } : { verification, code: secret }
  }

  /** Begins a proof by signature. What is to be signed is shown to whoever asked, so it is kept as it is. */
  async function startSignatureIn(tx: Db, scope: Scope, input: StartSignatureInput): Promise<Verification> {
    const verification = { ...open(input, clock.now(), input.expireAt), message: input.message }
    const unsent = { codeHash: null, tokenHash: null }
    await repository.insertVerification(tx, scope.instance.id, { ...verification, ...unsent })
    return verification
  }

  /** Notes a proof that is made at once, so that every factor of an attempt can be looked up alike. */
  async function recordVerifiedIn(
    tx: Db,
    scope: Scope,
    input: {
      strategy: 'password' | 'ticket' | SecondFactorStrategy | ExternalStrategy
      purpose: VerificationPurpose
      ownerId: string
      clientId?: string
    },
  ): Promise<Verification> {
    const now = clock.now()
    const verification = {
      ...open({ ...input, target: null }, now, now),
      status: 'verified',
      verifiedAt: now,
    } as const
    await repository.recordVerification(tx, scope.instance.id, verification)
    return verification
  }

  /** Checks a code. The row is locked first: of two simultaneous right answers, one is the second. */
  async function attemptCodeIn(tx: Db, { instance }: Scope, input: CodeInput): Promise<AttemptOutcome> {
    const stored =
      input.verificationId && (await repository.lockVerification(tx, instance.id, input.verificationId))
    if (!stored || !isMeant(stored, input) || stored.codeHash === null) return missing
    const { codeHash, ...found } = stored
    const isRight = equalSecrets(codeHash, fingerprint(found.id, input.code.replaceAll(/[\s-]/g, '')))
    return await settleIn(tx, instance.id, atPresent(found), isRight)
  }

  /** Checks a signature. It is looked at only while it can still count: of two right ones, one is the second. */
  async function attemptSignatureIn(
    tx: Db,
    { instance }: Scope,
    input: MeantProof,
    isRight: (found: Verification) => Promise<boolean>,
  ): Promise<AttemptOutcome> {
    const stored =
      input.verificationId && (await repository.lockVerification(tx, instance.id, input.verificationId))
    if (!stored || !isMeant(stored, input) || stored.message === null) return missing
    const { codeHash: _none, ...found } = stored
    const before = atPresent(found)
    return await settleIn(tx, instance.id, before, before.status === 'unverified' && (await isRight(before)))
  }

  /** Uses a link up. The caller has decided that this browser may. */
  async function consumeLinkIn(tx: Db, { instance }: Scope, verificationId: string): Promise<AttemptOutcome> {
    const stored = await repository.lockVerification(tx, instance.id, verificationId)
    if (stored?.strategy !== 'email_link') return missing
    const { codeHash: _none, ...found } = stored
    return await settleIn(tx, instance.id, atPresent(found), true)
  }

  /** Judges an answer and writes what follows from it. */
  async function settleIn(
    tx: Db,
    instanceId: string,
    before: Verification,
    isRight: boolean,
  ): Promise<AttemptOutcome> {
    const outcome = judgeAttempt(before, isRight)
    if (outcome === 'verified') {
      const verifiedAt = clock.now()
      await repository.updateVerification(tx, instanceId, before.id, { status: 'verified', verifiedAt })
      return { outcome, isGuess: false, verification: { ...before, status: 'verified', verifiedAt } }
    }
    const isGuess = !isRight && before.status === 'unverified'
    if (!isGuess) return { outcome, isGuess, verification: before }
    const after = {
      status: outcome === 'failed' ? 'failed' : 'unverified',
      attempts: before.attempts + 1,
    } as const
    await repository.updateVerification(tx, instanceId, before.id, after)
    return { outcome, isGuess, verification: { ...before, ...after } }
  }

  /**
   * The proof under way, if it was asked for in the same words a moment ago. A sign-up page that is left while it asks
   * asks again on the next page: the code that is on its way must not become worthless for that.
   */
  async function findJustSentIn(
    tx: Db,
    { instance }: Scope,
    id: string | null,
    { strategy, target, redirectUrl }: SentBefore,
  ): Promise<Verification | undefined> {
    const found = id === null ? undefined : await repository.findVerification(tx, instance.id, id)
    if (!found || atPresent(found).status !== 'unverified' || found.attempts > 0) return undefined
    const isSame =
      found.strategy === strategy && found.target === target && found.redirectUrl === (redirectUrl ?? null)
    const age = clock.now().getTime() - found.createdAt.getTime()
    return isSame && age < sameRequestMilliseconds ? found : undefined
  }

  return {
    startIn,
    startSignatureIn,
    findJustSentIn,
    recordVerifiedIn,
    attemptCodeIn,
    attemptSignatureIn,
    consumeLinkIn,

    /** Begins a proof that a provider is asked for. Its end is told by `settleExternalIn`. */
    async startExternalIn(
      tx: Db,
      { instance }: Scope,
      input: ExternalInput,
      expireAt: Date,
    ): Promise<Verification> {
      const verification = {
        ...open({ ...input, target: null }, clock.now(), expireAt),
        id: input.id,
        externalRedirectUrl: input.externalRedirectUrl,
      }
      await repository.insertVerification(tx, instance.id, {
        ...verification,
        codeHash: null,
        tokenHash: null,
      })
      return verification
    },

    /** What a provider's answer came to. */
    async settleExternalIn(tx: Db, { instance }: Scope, id: string, end: ExternalEnd): Promise<void> {
      const verifiedAt = end.status === 'verified' ? { verifiedAt: clock.now() } : {}
      await repository.updateVerification(tx, instance.id, id, { ...end, ...verifiedAt })
    },

    /** Marks a proof of a stranger’s address: it may be carried over into a sign-up. */
    async markTransferableIn(tx: Db, { instance }: Scope, id: string): Promise<void> {
      await repository.updateVerification(tx, instance.id, id, { status: 'transferable' })
    },

    /** The address goes over into a sign-up, once; `false` when it has gone already. */
    async settleTransferIn(tx: Db, { instance }: Scope, id: string): Promise<boolean> {
      const stored = await repository.lockVerification(tx, instance.id, id)
      if (stored?.status !== 'transferable') return false
      await repository.updateVerification(tx, instance.id, id, { status: 'verified', error: null })
      return true
    },

    async find({ instance }: Scope, id: string | null, from: Db = db): Promise<Verification | undefined> {
      const found = id === null ? undefined : await repository.findVerification(from, instance.id, id)
      return found && atPresent(found)
    },

    /** The proof behind a link, found by the hash of its token. */
    async findByLink({ instance }: Scope, token: string): Promise<Verification | undefined> {
      const found = await repository.findVerificationByToken(db, instance.id, hashToken(token))
      return found && atPresent(found)
    },

    /** Forgets proofs that ended a day ago: later than any limit looks back. */
    purge: (instanceId: string): Promise<number> =>
      repository.deleteVerificationsEndedBefore(db, instanceId, new Date(clock.now().getTime() - 86_400_000)),
  }
}

function open(
  input: {
    strategy: VerificationStrategy
    purpose: VerificationPurpose
    ownerId: string
    target: string | null
    clientId?: string | undefined
    redirectUrl?: string | null | undefined
  },
  now: Date,
  expireAt: Date,
): Verification {
  return {
    id: newId('verification'),
    strategy: input.strategy,
    status: 'unverified',
    purpose: input.purpose,
    ownerId: input.ownerId,
    target: input.target,
    message: null,
    redirectUrl: input.redirectUrl ?? null,
    clientId: input.clientId ?? null,
    attempts: 0,
    expireAt,
    verifiedAt: null,
    externalRedirectUrl: null,
    error: null,
    createdAt: now,
  }
}

function codeFor({ instance }: Scope, target: string): string {
  return isTestMode(instance) && isTestAddress(target) ? testCode : newNumericCode()
}

function tooMany(retryAfterSeconds: number): DomainError {
  return new DomainError('verification_code_too_many_requests', { retryAfterSeconds })
}

import { DomainError } from '../../platform/domain-error.ts'
import type { Instance } from '../instances/index.ts'
import type { Verification, VerificationStatus } from './verification.entity.ts'

/** Wrong guesses after which a code is worthless: three in a million is what one message gives away. */
export const attemptsMax = 3

/** Wrong guesses an address may see within `guessWindowSeconds`, over all codes sent to it, however many are asked for. */
export const guessesMax = 20
export const guessWindowSeconds = 3600

/** The code of test addresses (wire contract 15). */
export const testCode = '424242'

/** Test mode is on in development unless switched off, and off in production unless switched on. */
export function isTestMode({
  settings,
  environmentType,
}: Pick<Instance, 'settings' | 'environmentType'>): boolean {
  return settings.test_mode ?? environmentType === 'development'
}

/** An address whose local part ends in the tag `clerk_test`, with or without more behind it: nothing is ever sent to it. */
export function isTestAddress(emailAddress: string): boolean {
  return /^[^@]*\+clerk_test[^@]*@/i.test(emailAddress)
}

/** The status at a moment: an open proof whose time has run out is expired, whatever is stored. */
export function statusAt(stored: VerificationStatus, expireAt: Date, now: Date): VerificationStatus {
  return stored === 'unverified' && expireAt <= now ? 'expired' : stored
}

/** What became of one attempt. `isGuess`: a wrong answer that was counted. */
export type AttemptOutcome =
  | { outcome: 'verified'; isGuess: false; verification: Verification }
  | {
      outcome: 'incorrect' | 'failed' | 'expired' | 'already_verified'
      isGuess: boolean
      verification: Verification
    }
  | { outcome: 'missing'; isGuess: false }

export type JudgedOutcome = Exclude<AttemptOutcome['outcome'], 'missing'>

/** Decides an attempt from the proof as it was before and from whether the answer is right. */
export function judgeAttempt(before: Verification, isRight: boolean): JudgedOutcome {
  if (before.status === 'verified' || before.status === 'transferable') return 'already_verified'
  if (before.status === 'expired') return 'expired'
  // A right answer after too many wrong ones is still refused: otherwise the limit would only slow guessing down.
  if (before.status === 'failed' || before.attempts >= attemptsMax) return 'failed'
  if (isRight) return 'verified'
  return before.attempts + 1 >= attemptsMax ? 'failed' : 'incorrect'
}

/** The error of a failed attempt; `undefined` for a passed one. */
export function attemptFault(
  attempt: Pick<AttemptOutcome, 'outcome'> & { verification?: Pick<Verification, 'message'> },
): DomainError | undefined {
  switch (attempt.outcome) {
    case 'verified':
      return undefined
    case 'incorrect':
      return attempt.verification?.message
        ? new DomainError('form_incorrect_signature', { param: 'signature' })
        : new DomainError('form_code_incorrect', { param: 'code' })
    case 'failed':
      return new DomainError('verification_failed')
    case 'expired':
      return new DomainError('verification_expired')
    case 'already_verified':
      return new DomainError('verification_already_verified')
    case 'missing':
      return new DomainError('verification_missing')
  }
}

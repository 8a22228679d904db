import type { Tx } from '../../../platform/db/database.ts'
import type { DomainError } from '../../../platform/domain-error.ts'
import type { FrontendScope } from '../../clients/index.ts'
import type { IdentifiedUser, User } from '../../users/index.ts'
import type { Verification } from '../../verifications/index.ts'
import type { FirstFactorName, OfferedFactor, SignIn } from '../sign-in.entity.ts'

/** For whom a strategy works. */
export interface FactorContext {
  scope: FrontendScope
  /** `undefined` for a stranger, who must cost the same time. */
  user: User | undefined
  /** The same user with their password, where both were just read. */
  identified?: IdentifiedUser | undefined
}

/** What a browser can send with an attempt; each strategy reads its own part. */
export interface FactorInput {
  code?: string | undefined
  password?: string | undefined
  ticket?: string | undefined
  signature?: string | undefined
}

export interface PrepareInput {
  redirectUrl?: string | undefined
}

/**
 * `isGuess`: a wrong answer, which counts against the user; a ticket that has expired is none. `organizationId`: where the proof led them to.
 * `isVouchedFor`: no second factor is asked for.
 */
export type FactorOutcome =
  | {
      passed: true
      verification: Verification
      organizationId?: string | undefined
      isVouchedFor?: boolean
    }
  | { passed: false; fault: DomainError; isGuess: boolean }

/** Decides about an attempt that is locked. */
export type DecideIn = (tx: Tx, signIn: SignIn) => Promise<FactorOutcome>

/** One way to prove who somebody is. */
export interface FirstFactorStrategy {
  readonly name: FirstFactorName
  /** Refuses bad input before anything is locked or sent. */
  readonly requireInput?: (scope: FrontendScope, input: PrepareInput) => Promise<void>
  /** Sends what is to be answered. Strategies that send nothing have no such step. */
  readonly prepareIn?: (
    tx: Tx,
    context: FactorContext & { signIn: SignIn },
    factor: OfferedFactor,
    input: PrepareInput,
  ) => Promise<Verification>
  /** Does what is slow, such as hashing, and returns what is left for the transaction that holds the attempt's lock. */
  readonly attempt: (context: FactorContext, input: FactorInput) => Promise<DecideIn>
}

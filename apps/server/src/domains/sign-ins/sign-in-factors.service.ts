import type { ClientId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import type { ClientCondition, FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import { type IdentifiedUser, isLocked, type User, type UsersService } from '../users/index.ts'
import type { Verification } from '../verifications/index.ts'
import type { SignIn } from './sign-in.entity.ts'
import { chooseFactor } from './sign-in.policy.ts'
import type { Held, SignInSteps } from './sign-in-steps.service.ts'
import { type Account, isConcealed, type SignInViews } from './sign-in-views.service.ts'
import type { FactorInput, FactorOutcome, FirstFactorStrategy, PrepareInput } from './strategies/strategy.ts'

export interface SignInFactorsDeps {
  db: Db
  clock: Clock
  users: UsersService
  steps: SignInSteps
  views: SignInViews
  strategies: ReadonlyMap<string, FirstFactorStrategy>
}

export interface PrepareFactorInput extends PrepareInput {
  strategy: string
  /** Of the address or the wallet that is meant. */
  identificationId?: string | undefined
  actionCompleteRedirectUrl?: string | undefined
  prompt?: string | undefined
  loginHint?: string | undefined
}

export interface AttemptFactorInput extends FactorInput {
  strategy: string
}

/** An attempt that was made in a call, with what the call knows of it. */
export interface BegunSignIn {
  signIn: SignIn
  user?: User | undefined
  verification?: Verification
}

type Refusal = Extract<FactorOutcome, { passed: false }>

/**
 * What each run of a transaction holds on to. The first one takes the user as read; if they have changed, it collides, and
 * the second one reads them. Other proofs than a password change the user themselves.
 */
function holdOf(
  user: User | undefined,
  { strategy }: AttemptFactorInput,
  client?: ClientCondition,
): () => Held {
  let known = strategy === 'password' ? user : undefined
  return () => {
    const held = { passwordUpdatedAt: user?.passwordUpdatedAt, user: known, ...(client && { client }) }
    known = undefined
    return held
  }
}

export type SignInFactors = ReturnType<typeof createSignInFactors>

/** Sending what proves a first factor, and judging what comes back. */
export function createSignInFactors({ db, clock, users, steps, views, strategies }: SignInFactorsDeps) {
  function requireStrategy(
    account: Account,
    input: { strategy: string; identificationId?: string | undefined },
  ) {
    const factor = chooseFactor(account.factors, input.strategy, input.identificationId)
    const strategy = strategies.get(input.strategy)
    if (!factor || !strategy) throw new DomainError('strategy_for_user_invalid', { param: 'strategy' })
    return { factor, strategy }
  }

  /** Where existence is concealed, a ban or a lock is only told to those who have proven themselves. */
  function requireOpen(scope: Scope, user: User | undefined): void {
    if (user && !isConcealed(scope)) users.requireAccess(user)
  }

  async function prepareIn(
    tx: Tx,
    scope: FrontendScope,
    clientId: ClientId,
    id: string,
    input: PrepareFactorInput,
  ) {
    const signIn = await steps.lockIn(tx, scope, id, clientId, 'needs_first_factor')
    const account = await views.accountOf(scope, signIn, tx)
    requireOpen(scope, account.user)
    const { factor, strategy } = requireStrategy(account, input)
    if (!strategy.prepareIn) throw new DomainError('verification_strategy_invalid', { param: 'strategy' })
    const verification = await strategy.prepareIn(tx, { scope, signIn, user: account.user }, factor, input)
    return await steps.saveIn(tx, scope, { ...signIn, firstFactorVerificationId: verification.id })
  }

  async function prepare(scope: FrontendScope, clientId: ClientId, id: string, input: PrepareFactorInput) {
    await strategies.get(input.strategy)?.requireInput?.(scope, input)
    return await db.transaction().execute((tx) => prepareIn(tx, scope, clientId, id, input))
  }

  /** A locked user's attempt runs like a stranger's: nothing given during a lock may be right, or be seen to be. */
  function shut(
    { user }: Account,
    scope: Scope,
    input: FactorInput,
  ): { user: User | undefined; input: FactorInput } {
    const isShut = user !== undefined && isConcealed(scope) && isLocked(user, clock.now())
    return isShut ? { user: undefined, input: { ...input, code: '', signature: '' } } : { user, input }
  }

  /** Does what is slow about judging a proof, before anything is locked. */
  async function judge(
    scope: FrontendScope,
    account: Account,
    given: AttemptFactorInput,
    known?: IdentifiedUser,
  ) {
    requireOpen(scope, account.user)
    const { strategy } = requireStrategy(account, given)
    const { user, input } = shut(account, scope, given)
    const identified = user && known
    return { user, decideIn: await strategy.attempt({ scope, user, identified }, input) }
  }

  async function attempt(
    scope: FrontendScope,
    clientId: ClientId,
    before: SignIn,
    given: AttemptFactorInput,
  ): Promise<SignIn> {
    const account = await views.accountOf(scope, before)
    const { user, decideIn } = await judge(scope, account, given)
    const holding = holdOf(account.user, given)
    const result = await db.transaction().execute(async (tx) => {
      const held = holding()
      const signIn = await steps.lockIn(tx, scope, before.id, clientId, 'needs_first_factor')
      const outcome = await decideIn(tx, signIn)
      if (!outcome.passed) return outcome
      const { passed: _passed, verification, ...led } = outcome
      return await steps.proveIn(tx, scope, signIn, verification, { ...held, ...led })
    })
    if ('id' in result) return result
    throw await refuse(scope, user, result)
  }

  /** Begins an attempt with its proof. Nothing is written before it is judged, and then all at once. */
  async function begin(
    scope: FrontendScope,
    signIn: SignIn,
    { user: known, identified }: { user: User | undefined; identified?: IdentifiedUser | undefined },
    given: AttemptFactorInput,
  ): Promise<BegunSignIn> {
    const { user, decideIn } = await judge(scope, views.accountFor(scope, signIn, known), given, identified)
    const holding = holdOf(known, given, { tokenGeneration: scope.client?.tokenGeneration })
    const seen: { refusal?: Refusal } = {}
    const beginning = db.transaction().execute(async (tx) => {
      const held = holding()
      const outcome = await decideIn(tx, signIn)
      if (!outcome.passed) {
        seen.refusal = outcome
        return void (await steps.beginIn(tx, scope, signIn))
      }
      const { passed: _passed, verification, ...led } = outcome
      const proven = await steps.proveIn(tx, scope, signIn, verification, { ...held, ...led })
      return { signIn: proven, user: known, verification }
    })
    const begun = await beginning.catch(async (error: unknown) => {
      // A guess counts also where nothing can begin any more.
      if (seen.refusal) await refuse(scope, user, seen.refusal)
      throw error
    })
    await scope.ensureClient()
    if (begun) return begun
    invariant(seen.refusal, 'what did not begin was refused')
    throw await refuse(scope, user, seen.refusal)
  }

  /** Counts a wrong guess, and says what the caller may know of it. */
  async function refuse(scope: Scope, user: User | undefined, { fault, isGuess }: Refusal): Promise<Error> {
    if (!isGuess || !user) return fault
    const counted = await users.recordFailedAttempt(scope, user.id)
    requireOpen(scope, counted)
    return fault
  }

  return { prepare, attempt, begin }
}

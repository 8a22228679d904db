import { type ClientId, Web3Strategy } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { settleEvenly } from '../../platform/even-time.ts'
import type { Vault } from '../../platform/secrets/seal.ts'
import type { Throttle } from '../../platform/throttle.ts'
import type { ClientsService, FrontendScope } from '../clients/index.ts'
import type { AccountStore, Recognise } from '../external-accounts/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { OAuthAttemptsService, VerifyToken } from '../oauth-attempts/index.ts'
import type { SecondFactorProofs } from '../second-factors/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import type { SignInTokensService, TicketOpening } from '../sign-in-tokens/index.ts'
import type { UsersService } from '../users/index.ts'
import type { LinkOutcome, Verification, VerificationsService } from '../verifications/index.ts'
import type { Web3Proofs } from '../web3-wallets/index.ts'
import type { SignIn } from './sign-in.entity.ts'
import { statusAt } from './sign-in.policy.ts'
import {
  type AttemptFactorInput,
  type BegunSignIn,
  createSignInFactors,
  type PrepareFactorInput,
} from './sign-in-factors.service.ts'
import { createSignInLinks } from './sign-in-links.service.ts'
import {
  createConnectPending,
  createSignInProviders,
  type FindTransfer,
  isProviderStrategy,
} from './sign-in-providers.service.ts'
import { createSignInResets, type ResetPasswordInput } from './sign-in-resets.service.ts'
import { createSignInSecondFactors, type SecondFactorAttemptInput } from './sign-in-second-factors.service.ts'
import { type CreateSignInInput, createSignInStart } from './sign-in-start.service.ts'
import { createSignInSteps } from './sign-in-steps.service.ts'
import { createSignInViews, isConcealed } from './sign-in-views.service.ts'
import * as repository from './sign-ins.repository.ts'
import type { SignInWire } from './sign-ins.resource.ts'
import { createCodeStrategy } from './strategies/code.ts'
import { createLinkStrategy, type LinkUrls } from './strategies/link.ts'
import { createPasswordStrategy } from './strategies/password.ts'
import type { FirstFactorStrategy } from './strategies/strategy.ts'
import { createTicketStrategy } from './strategies/ticket.ts'
import { createWeb3Strategy } from './strategies/web3.ts'

export interface SignInsDeps {
  db: Db
  clock: Clock
  vault: Vault
  throttle: Throttle
  users: UsersService
  clients: ClientsService
  sessions: SessionsService
  verifications: VerificationsService
  messages: MessagesService
  signInTokens: SignInTokensService
  ticketOpening: TicketOpening
  web3Proofs: Web3Proofs
  secondFactorProofs: SecondFactorProofs
  urls: LinkUrls
  attempts: OAuthAttemptsService
  accounts: AccountStore
  recognise: Recognise
  verifyToken: VerifyToken
  findTransfer: FindTransfer
  /** Where images are served from. */
  publicUrl: string
}

export type SignInsService = ReturnType<typeof createSignInsService>

/** Attempts to sign in, from the identifier to the session. */
export function createSignInsService(deps: SignInsDeps) {
  const { db, clock, throttle, users, sessions, verifications, messages, ticketOpening } = deps
  const strategies = strategyTable(deps)
  const connectPendingIn = createConnectPending(deps)
  const steps = createSignInSteps({ ...deps, connectPendingIn })
  const views = createSignInViews(deps)
  const factors = createSignInFactors({ db, clock, users, steps, views, strategies })
  const providers = createSignInProviders({ ...deps, steps })
  const start = createSignInStart({
    ...{ db, clock, throttle, users, steps, sessions, ticketOpening, factors, providers },
  })
  const resets = createSignInResets({ db, users, sessions, messages, verifications, steps })
  const secondFactors = createSignInSecondFactors({
    ...{ db, users, verifications, steps, resets, proofs: deps.secondFactorProofs },
  })
  const links = createSignInLinks({ db, clock, verifications, steps })

  /** An attempt of the caller’s own client. Others’ attempts do not exist for it. */
  async function getOwn(
    { instance, client }: FrontendScope,
    id: string,
  ): Promise<SignIn & { clientId: ClientId }> {
    const signIn = await repository.findSignIn(db, instance.id, id)
    if (!client || signIn?.clientId !== client.id) throw new DomainError('resource_not_found')
    return signIn
  }

  /** Whoever was signed in gets a new token: one fixed or stolen before must not open the session. */
  async function settle(scope: FrontendScope, signIn: SignIn): Promise<SignIn> {
    if (signIn.createdSessionId !== null) await scope.rotateClient()
    return signIn
  }

  /** Where existence is concealed, nothing of it shows in the time of an answer either. */
  const evenly = <Result>(scope: Scope, work: () => Promise<Result>) =>
    isConcealed(scope) ? settleEvenly(work) : work()

  return {
    async create(scope: FrontendScope, input: CreateSignInInput): Promise<BegunSignIn> {
      const begun = await evenly(scope, () => start.create(scope, input))
      await settle(scope, begun.signIn)
      return begun
    },

    get: getOwn,

    async prepareFirstFactor(scope: FrontendScope, id: string, input: PrepareFactorInput): Promise<SignIn> {
      const { clientId } = await getOwn(scope, id)
      if (isProviderStrategy(input.strategy)) return await providers.prepare(scope, clientId, id, input)
      return await evenly(scope, () => factors.prepare(scope, clientId, id, input))
    },

    async attemptFirstFactor(scope: FrontendScope, id: string, input: AttemptFactorInput): Promise<SignIn> {
      const before = await getOwn(scope, id)
      await start.throttleAttempt(scope, before.identifier)
      const replacement = await resets.readReplacement(scope, input)
      const attempt = () => factors.attempt(scope, before.clientId, before, input)
      const proven = await evenly(scope, attempt)
      return await settle(scope, replacement ? await resets.replace(scope, proven, replacement) : proven)
    },

    async resetPassword(scope: FrontendScope, id: string, input: ResetPasswordInput): Promise<SignIn> {
      const before = await getOwn(scope, id)
      return await settle(scope, await resets.reset(scope, before, input))
    },

    async prepareSecondFactor(
      scope: FrontendScope,
      id: string,
      strategy: string | undefined,
    ): Promise<never> {
      return await secondFactors.prepare(scope, await getOwn(scope, id), strategy)
    },

    async attemptSecondFactor(
      scope: FrontendScope,
      id: string,
      input: SecondFactorAttemptInput,
    ): Promise<SignIn> {
      const before = await getOwn(scope, id)
      // By the user, however the attempts name them: one budget for all the ways to begin.
      await start.throttleAttempt(scope, before.userId)
      return await settle(scope, await secondFactors.attempt(scope, before, input))
    },

    /** The link of an attempt was opened, here or in another browser. */
    async confirmLink(scope: FrontendScope, verification: Verification): Promise<LinkOutcome> {
      // The link is not used up: it works again when the maintenance is over.
      if (scope.instance.settings.maintenance_mode) return { status: 'failed', createdSessionId: null }
      const outcome = await links.confirm(scope, verification)
      const isOwn = scope.client?.id === verification.clientId
      if (isOwn && outcome.createdSessionId !== null) await scope.rotateClient()
      return outcome
    },

    /** Somebody came back from a provider. */
    confirmIdentity: providers.confirm,

    toResource: views.toResource,

    /** The attempt a client has under way, for the client’s own resource. */
    async resourceFor(scope: Scope, id: string | null): Promise<SignInWire | null> {
      const signIn = id === null ? undefined : await repository.findSignIn(db, scope.instance.id, id)
      const isOver = !signIn || statusAt(signIn, clock.now()) === 'abandoned'
      return isOver ? null : await views.toResource(scope, signIn)
    },

    /** A stranger’s proven address, for the sign-up that follows; `undefined` when there is none to carry over. */
    findTransferable: links.findTransferable,

    /** The attempt's proof went over into a sign-up. */
    abandonIn: (tx: Db, { instance }: Scope, id: string): Promise<void> =>
      repository.abandonSignIn(tx, instance.id, id, clock.now()),

    /** Somebody signed in on the client in another way. */
    abandonAllIn: (tx: Db, { instance }: Scope, clientId: string): Promise<void> =>
      repository.abandonSignInsOfClient(tx, instance.id, clientId, clock.now()),

    /** Forgets attempts that ended a week ago. */
    async purge(instanceId: string, limit = 1000): Promise<void> {
      const before = new Date(clock.now().getTime() - 7 * 86_400_000)
      while ((await repository.deleteSignInsAbandonedBefore(db, instanceId, before, limit)) === limit);
    },
  }
}

function strategyTable(deps: SignInsDeps): ReadonlyMap<string, FirstFactorStrategy> {
  const all = [
    createPasswordStrategy(deps),
    createCodeStrategy('email_code', deps),
    createCodeStrategy('reset_password_email_code', deps),
    createLinkStrategy(deps),
    createTicketStrategy(deps),
    ...Web3Strategy.options.map((name) => createWeb3Strategy(name, deps)),
  ]
  return new Map(all.map((strategy) => [strategy.name, strategy]))
}

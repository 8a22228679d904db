import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { settleEvenly } from '../../platform/even-time.ts'
import type { Throttle } from '../../platform/throttle.ts'
import type { ClientsService, FrontendScope } from '../clients/index.ts'
import type { Recognise } from '../external-accounts/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { OAuthAttemptsService, VerifyToken } from '../oauth-attempts/index.ts'
import type { InvitationAcceptance } from '../organization-invitations/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { isProviderStrategy, type SignInsService } from '../sign-ins/index.ts'
import type { UsersService } from '../users/index.ts'
import type { LinkOutcome, Verification, VerificationsService } from '../verifications/index.ts'
import { isWeb3Strategy, type Web3Proofs } from '../web3-wallets/index.ts'
import type { SignUp } from './sign-up.entity.ts'
import { statusAt } from './sign-up.policy.ts'
import { createSignUpInputs } from './sign-up-input.service.ts'
import { createSignUpProviders } from './sign-up-providers.service.ts'
import { createSignUpSteps } from './sign-up-steps.service.ts'
import {
  createSignUpVerifications,
  type PrepareInput,
  type SignUpUrls,
} from './sign-up-verifications.service.ts'
import { createSignUpWallets } from './sign-up-wallets.service.ts'
import {
  type CreateSignUpInput,
  createSignUpWrites,
  type WriteSignUpInput,
} from './sign-up-writes.service.ts'
import * as repository from './sign-ups.repository.ts'
import { type SignUpView, type SignUpWire, toSignUpResource } from './sign-ups.resource.ts'

export interface SignUpsDeps {
  db: Db
  clock: Clock
  throttle: Throttle
  users: UsersService
  clients: ClientsService
  sessions: SessionsService
  verifications: VerificationsService
  messages: MessagesService
  signIns: Pick<SignInsService, 'findTransferable' | 'abandonIn' | 'abandonAllIn'>
  invitations: Pick<InvitationAcceptance, 'inspectTicket' | 'joinNewUserIn'>
  urls: SignUpUrls
  attempts: OAuthAttemptsService
  recognise: Recognise
  verifyToken: VerifyToken
  web3Proofs: Web3Proofs
}

export type SignUpsService = ReturnType<typeof createSignUpsService>

/** Attempts to sign up, from the first field to the user and the session. */
export function createSignUpsService(deps: SignUpsDeps) {
  const { db, clock, users, verifications, messages, urls, web3Proofs } = deps
  const inputs = createSignUpInputs({ db, clock, users })
  const steps = createSignUpSteps(deps)
  const wallets = createSignUpWallets({ db, steps, web3Proofs })
  const proofs = createSignUpVerifications({ db, clock, verifications, messages, steps, urls, wallets })
  const providers = createSignUpProviders({ ...deps, inputs, steps })
  const writes = createSignUpWrites({ ...deps, inputs, steps, proofs, providers })

  async function getOwn({ instance, client }: FrontendScope, id: string): Promise<SignUp> {
    const signUp = await repository.findSignUp(db, instance.id, id)
    if (!client || signUp?.clientId !== client.id) throw new DomainError('resource_not_found')
    return signUp
  }

  async function getAny({ instance }: Scope, id: string, from: Db = db): Promise<SignUp> {
    const signUp = await repository.findSignUp(from, instance.id, id)
    if (!signUp) throw new DomainError('resource_not_found')
    return signUp
  }

  /** Whoever was signed in gets a new token: one fixed or stolen before must not open the session. */
  async function settle(scope: FrontendScope, working: Promise<SignUp>): Promise<SignUp> {
    const signUp = await working
    if (signUp.createdSessionId !== null) await scope.rotateClient()
    return signUp
  }

  const evenly = <Result>({ instance }: Scope, work: () => Promise<Result>): Promise<Result> =>
    instance.settings.attack_protection.enumeration_protection ? settleEvenly(work) : work()

  async function toView(scope: Scope, signUp: SignUp): Promise<SignUpView> {
    return {
      signUp,
      status: statusAt(signUp, clock.now()),
      settings: scope.instance.settings,
      verification: await verifications.find(scope, signUp.emailVerificationId),
      externalVerification: await verifications.find(scope, signUp.externalVerificationId),
      web3Verification: await verifications.find(scope, signUp.web3VerificationId),
    }
  }

  return {
    create: (scope: FrontendScope, input: CreateSignUpInput): Promise<SignUp> =>
      settle(
        scope,
        evenly(scope, () => writes.create(scope, input)),
      ),

    update: (scope: FrontendScope, id: string, input: WriteSignUpInput): Promise<SignUp> =>
      settle(
        scope,
        evenly(scope, async () => writes.update(scope, await getOwn(scope, id), input)),
      ),

    get: getOwn,
    getAny,

    async prepareVerification(scope: FrontendScope, id: string, input: PrepareInput): Promise<SignUp> {
      await getOwn(scope, id)
      if (isProviderStrategy(input.strategy)) return await providers.prepare(scope, id, input.strategy, input)
      return await evenly(scope, () => proofs.prepare(scope, id, input))
    },

    async attemptVerification(
      scope: FrontendScope,
      id: string,
      input: { strategy: string; code: string | undefined; signature: string | undefined },
    ) {
      const { emailAddress, web3Wallet } = await getOwn(scope, id)
      const { strategy, code, signature } = input
      const isWeb3 = isWeb3Strategy(strategy)
      await writes.throttleBy(scope, 'sign_up_attempt', isWeb3 ? web3Wallet : emailAddress)
      if (isWeb3) return await settle(scope, wallets.attempt(scope, id, { strategy, signature }))
      if (code === undefined) throw new DomainError('form_param_missing', { param: 'code' })
      return await settle(scope, proofs.attemptCode(scope, id, { strategy, code }))
    },

    /** The link of an attempt was opened, here or in another browser. */
    async confirmLink(scope: FrontendScope, verification: Verification): Promise<LinkOutcome> {
      // The link is not used up: it works again when the maintenance is over.
      if (scope.instance.settings.maintenance_mode) return { status: 'failed', createdSessionId: null }
      const outcome = await proofs.confirmLink(scope, verification)
      const isOwn = scope.client?.id === verification.clientId
      if (isOwn && outcome.createdSessionId !== null) await scope.rotateClient()
      return outcome
    },

    /** What the app's server adds to an attempt that is still under way. */
    annotate: (
      scope: Scope,
      id: string,
      given: { externalId?: string | null; customAction?: boolean },
    ): Promise<SignUp> =>
      db.transaction().execute(async (tx) => {
        const { instance } = scope
        const before = await repository.lockSignUp(tx, instance.id, id)
        if (!before) throw new DomainError('resource_not_found')
        if (statusAt(before, clock.now()) !== 'missing_requirements')
          throw new DomainError('sign_up_cannot_be_updated')
        const after = { ...before, ...given }
        await repository.saveSignUp(tx, instance.id, after, clock.now())
        return after
      }),

    /** Somebody came back from a provider. */
    confirmIdentity: providers.confirm,

    /** Who came back to sign up, and has an account already. */
    findTransfer: providers.findTransfer,

    toView,
    toResource: async (scope: Scope, signUp: SignUp): Promise<SignUpWire> =>
      toSignUpResource(await toView(scope, signUp)),

    /** The attempt a client has under way, for the client's own resource. */
    async resourceFor(scope: Scope, id: string | null): Promise<SignUpWire | null> {
      const signUp = id === null ? undefined : await repository.findSignUp(db, scope.instance.id, id)
      const isOver = !signUp || statusAt(signUp, clock.now()) === 'abandoned'
      return isOver ? null : toSignUpResource(await toView(scope, signUp))
    },

    /** Forgets attempts that ended a week ago. */
    async purge(instanceId: string, limit = 1000): Promise<void> {
      const before = new Date(clock.now().getTime() - 7 * 86_400_000)
      while ((await repository.deleteSignUpsAbandonedBefore(db, instanceId, before, limit)) === limit);
    },
  }
}

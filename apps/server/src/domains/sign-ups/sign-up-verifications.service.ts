import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { BeginInput } from '../oauth-attempts/index.ts'
import { describeDevice, type LinkUrls } from '../sign-ins/index.ts'
import {
  type AttemptOutcome,
  attemptFault,
  type LinkOutcome,
  requireRedirectUrl,
  type StartedVerification,
  type Verification,
  type VerificationsService,
  verifyLinkUrl,
} from '../verifications/index.ts'
import { isWeb3Strategy } from '../web3-wallets/index.ts'
import type { SignUp } from './sign-up.entity.ts'
import { statusAt } from './sign-up.policy.ts'
import type { SignUpSteps } from './sign-up-steps.service.ts'
import type { SignUpWallets } from './sign-up-wallets.service.ts'
import * as repository from './sign-ups.repository.ts'

export interface SignUpVerificationsDeps {
  db: Db
  clock: Clock
  verifications: VerificationsService
  messages: MessagesService
  steps: SignUpSteps
  urls: SignUpUrls
  wallets: SignUpWallets
}

/** Where links may lead, and where the owner of a taken address is sent. */
export interface SignUpUrls extends LinkUrls {
  signInUrl(scope: FrontendScope): string
}

export interface PrepareInput extends BeginInput {
  strategy: string
}

type EmailStrategy = 'email_code' | 'email_link'

export type SignUpVerifications = ReturnType<typeof createSignUpVerifications>

/** Proving the address, or the wallet, of somebody who signs up. */
export function createSignUpVerifications(deps: SignUpVerificationsDeps) {
  const { db, clock, verifications, messages, steps, urls, wallets } = deps

  function requireStrategy({ instance }: Scope, strategy: string): EmailStrategy {
    const found = instance.settings.email_address.verify_with.find((name) => name === strategy)
    if (!found) throw new DomainError('verification_strategy_invalid', { param: 'strategy' })
    return found
  }

  async function prepareIn(
    tx: Tx,
    scope: FrontendScope,
    signUp: SignUp,
    input: PrepareInput,
  ): Promise<SignUp> {
    if (isWeb3Strategy(input.strategy)) return await wallets.prepareIn(tx, scope, signUp, input.strategy)
    const strategy = requireStrategy(scope, input.strategy)
    if (signUp.emailAddress === null) throw new DomainError('form_param_missing', { param: 'email_address' })
    if (signUp.emailVerifiedAt !== null) throw new DomainError('verification_already_verified')

    const redirectUrl = strategy === 'email_link' ? input.redirectUrl : undefined
    const asked = { strategy, target: signUp.emailAddress, redirectUrl }
    if (await verifications.findJustSentIn(tx, scope, signUp.emailVerificationId, asked)) return signUp

    const started = await verifications.startIn(tx, scope, {
      ...asked,
      purpose: 'sign_up',
      ownerId: signUp.id,
      clientId: signUp.clientId,
      isUnanswerable: signUp.emailAddressTaken,
    })
    await sendIn(tx, scope, signUp.emailAddress, started)
    return await steps.changeIn(tx, scope, signUp, { emailVerificationId: started.verification.id })
  }

  async function sendIn(
    tx: Tx,
    scope: FrontendScope,
    to: string,
    { code, token }: StartedVerification,
  ): Promise<void> {
    const { code_lifetime_seconds: codeSeconds, link_lifetime_seconds: linkSeconds } =
      scope.instance.settings.emails
    if (code !== undefined) {
      const variables = { code, minutes: Math.round(codeSeconds / 60) }
      return await messages.sendIn(tx, scope, { template: 'verification_code', to, variables })
    }
    if (token !== undefined) {
      const url = verifyLinkUrl(urls.baseUrl(scope), token)
      const variables = { url, minutes: Math.round(linkSeconds / 60), requestedFrom: describeDevice(scope) }
      return await messages.sendIn(tx, scope, { template: 'magic_link', to, variables })
    }
    // The address has an owner already: they learn of the attempt, and whoever made it learns nothing.
    await messages.sendIn(tx, scope, {
      template: 'account_exists',
      to,
      variables: { signInUrl: urls.signInUrl(scope) },
    })
  }

  /** What was proven goes into the attempt, in the transaction of the proof. */
  async function applyProofIn(
    tx: Tx,
    scope: FrontendScope,
    signUp: SignUp,
    result: AttemptOutcome,
  ): Promise<SignUp | undefined> {
    if (result.outcome !== 'verified') return undefined
    return await steps.changeIn(tx, scope, signUp, {
      emailVerifiedAt: result.verification.verifiedAt,
      emailVerifiedBy: result.verification.strategy,
    })
  }

  async function confirmIn(tx: Tx, scope: FrontendScope, verification: Verification): Promise<LinkOutcome> {
    const signUp = await repository.lockSignUp(tx, scope.instance.id, verification.ownerId)
    const isCurrent = signUp?.emailVerificationId === verification.id
    // A newer link was asked for, or the address changed: this link proves nothing of this attempt any more.
    if (!signUp || !isCurrent || statusAt(signUp, clock.now()) !== 'missing_requirements') {
      return { status: 'expired', createdSessionId: null }
    }
    const after = await applyProofIn(
      tx,
      scope,
      signUp,
      await verifications.consumeLinkIn(tx, scope, verification.id),
    )
    if (!after) return { status: 'failed', createdSessionId: null }
    return { status: 'verified', createdSessionId: after.createdSessionId }
  }

  /** Refuses bad input before anything is locked or sent. */
  async function requireInput(scope: FrontendScope, { strategy, redirectUrl }: PrepareInput): Promise<void> {
    if (isWeb3Strategy(strategy) || requireStrategy(scope, strategy) !== 'email_link') return
    await requireRedirectUrl(redirectUrl, (url) => urls.isRedirectAllowed(scope, url))
  }

  return {
    requireInput,
    prepareIn,

    async prepare(scope: FrontendScope, id: string, input: PrepareInput): Promise<SignUp> {
      await requireInput(scope, input)
      return await db
        .transaction()
        .execute(async (tx) => prepareIn(tx, scope, await steps.lockIn(tx, scope, id), input))
    },

    /** A wrong code is counted, so its transaction is kept: the fault is thrown after it. */
    async attemptCode(
      scope: FrontendScope,
      id: string,
      input: { strategy: string; code: string },
    ): Promise<SignUp> {
      if (requireStrategy(scope, input.strategy) === 'email_link')
        throw new DomainError('verification_strategy_invalid')
      const { result, after } = await db.transaction().execute(async (tx) => {
        const signUp = await steps.lockIn(tx, scope, id)
        const result = await verifications.attemptCodeIn(tx, scope, {
          verificationId: signUp.emailVerificationId,
          purpose: 'sign_up',
          ownerId: signUp.id,
          strategy: 'email_code',
          code: input.code,
        })
        return { result, after: await applyProofIn(tx, scope, signUp, result) }
      })
      if (after) return after
      throw attemptFault(result) ?? new DomainError('client_state_invalid')
    },

    confirmLink: (scope: FrontendScope, verification: Verification): Promise<LinkOutcome> =>
      db.transaction().execute((tx) => confirmIn(tx, scope, verification)),
  }
}

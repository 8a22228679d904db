import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { toWireError } from '../../platform/wire-error.ts'
import type { ClientsService, FrontendScope } from '../clients/index.ts'
import type { ExternalIdentity, Recognise, Recognition } from '../external-accounts/index.ts'
import type { Scope } from '../instances/index.ts'
import type {
  BeginInput,
  ConfirmIdentity,
  OAuthAttemptsService,
  PlannedAttempt,
  VerifyToken,
} from '../oauth-attempts/index.ts'
import type { ExternalStrategy, Verification, VerificationsService } from '../verifications/index.ts'
import type { SignUp } from './sign-up.entity.ts'
import { requireOpenSignUp, statusAt } from './sign-up.policy.ts'
import type { SignUpChange, SignUpInputs } from './sign-up-input.service.ts'
import type { SignUpSteps } from './sign-up-steps.service.ts'
import * as repository from './sign-ups.repository.ts'

export interface SignUpProvidersDeps {
  db: Db
  clock: Clock
  clients: Pick<ClientsService, 'find'>
  verifications: VerificationsService
  attempts: OAuthAttemptsService
  recognise: Recognise
  verifyToken: VerifyToken
  inputs: SignUpInputs
  steps: SignUpSteps
}

/** How long an app may take to sign in whom it could not sign up. */
const handOverMilliseconds = 10 * 60_000

/** How a provider is asked: by a page of its own, or it has said already who it is. */
export interface PlannedProof {
  attempt?: PlannedAttempt
  identity?: ExternalIdentity
  strategy?: ExternalStrategy
}

export type SignUpProviders = ReturnType<typeof createSignUpProviders>

/** Signing up with an account that somebody has with a provider. */
export function createSignUpProviders(deps: SignUpProvidersDeps) {
  const { db, clock, clients, verifications, attempts, recognise, inputs, steps } = deps

  async function planAttempt(
    scope: FrontendScope,
    strategy: string,
    input: BeginInput,
  ): Promise<PlannedAttempt> {
    const attempt = await attempts.plan(scope, strategy, input)
    if (!attempt.open.connection.authenticatable) throw new DomainError('oauth_non_authenticatable_provider')
    return attempt
  }

  /** Where existence is concealed, an address that nobody has proven tells nothing about who has it. */
  function isSomebodys({ kind }: Recognition, { instance }: Scope): boolean {
    const { enumeration_protection: isConcealed } = instance.settings.attack_protection
    return kind !== 'stranger' && !(kind === 'unproven_there' && isConcealed)
  }

  /** What a provider says, as far as it was asked for and not given otherwise. */
  async function readIdentity(
    scope: Scope,
    signUp: Pick<SignUp, 'emailAddress' | 'firstName' | 'lastName' | 'username'>,
    { provider, profile }: ExternalIdentity,
    verificationId: string,
  ): Promise<SignUpChange> {
    const { settings, oauthConnections } = scope.instance
    const now = clock.now()
    const connection = oauthConnections.find((candidate) => candidate.provider === provider)
    const { emailAddress, isEmailAddressVerified } = profile
    const takesAddress =
      settings.email_address.enabled && signUp.emailAddress === null && emailAddress !== null
    if (takesAddress && connection?.blockEmailSubaddresses && /[+=#].*@/.test(emailAddress))
      throw new DomainError('not_allowed_access', { param: 'email_address' })
    const address = takesAddress ? await inputs.read(scope, { emailAddress }) : {}
    const proof = {
      emailVerificationId: verificationId,
      emailVerifiedAt: now,
      emailVerifiedBy: `from_oauth_${provider}`,
    }
    return {
      externalVerificationId: verificationId,
      externalVerifiedAt: now,
      ...address,
      ...(takesAddress && isEmailAddressVerified ? proof : {}),
      ...(settings.name.enabled
        ? {
            firstName: signUp.firstName ?? profile.firstName?.slice(0, 256) ?? null,
            lastName: signUp.lastName ?? profile.lastName?.slice(0, 256) ?? null,
          }
        : {}),
      ...(signUp.username === null ? await readUsername(scope, profile.username) : {}),
    }
  }

  /** Taken over where it fits; otherwise they are asked for one. */
  async function readUsername(scope: Scope, username: string | null): Promise<SignUpChange> {
    if (username === null || !scope.instance.settings.username.enabled) return {}
    try {
      return await inputs.read(scope, { username })
    } catch (error) {
      if (error instanceof DomainError) return {}
      throw error
    }
  }

  async function lockCurrentIn(tx: Tx, scope: FrontendScope, verification: Verification): Promise<SignUp> {
    const signUp = await repository.lockSignUp(tx, scope.instance.id, verification.ownerId)
    const isOpen = signUp && statusAt(signUp, clock.now()) === 'missing_requirements'
    if (!isOpen || signUp.externalVerificationId !== verification.id)
      throw new DomainError('client_state_invalid')
    return signUp
  }

  async function refuseAsSomebodysIn(tx: Tx, scope: Scope, verificationId: string): Promise<void> {
    const error = toWireError(new DomainError('external_account_exists'))
    await verifications.settleExternalIn(tx, scope, verificationId, { status: 'transferable', error })
  }

  async function confirmIn(
    tx: Tx,
    scope: FrontendScope,
    verification: Verification,
    identity: ExternalIdentity,
  ): Promise<SignUp> {
    const signUp = await lockCurrentIn(tx, scope, verification)
    requireOpenSignUp(scope.instance.settings, signUp)
    await attempts.keepResultIn(tx, scope, verification.id, identity)
    if (isSomebodys(await recognise(tx, scope, identity), scope)) {
      await refuseAsSomebodysIn(tx, scope, verification.id)
      return signUp
    }
    const change = await readIdentity(scope, signUp, identity, verification.id)
    await verifications.settleExternalIn(tx, scope, verification.id, { status: 'verified', error: null })
    return await steps.changeIn(tx, scope, signUp, change)
  }

  /** Sends somebody to a provider, with what they gave so far. */
  async function beginIn(
    tx: Tx,
    scope: FrontendScope,
    signUp: SignUp,
    change: SignUpChange,
    attempt: PlannedAttempt,
  ): Promise<SignUp> {
    const owner = { purpose: 'sign_up', ownerId: signUp.id, clientId: signUp.clientId } as const
    const { id } = await attempts.beginIn(tx, scope, attempt, owner)
    const after = { ...signUp, ...change, externalVerificationId: id, externalVerifiedAt: null }
    await repository.saveSignUp(tx, scope.instance.id, after, clock.now())
    return after
  }

  return {
    beginIn,

    /** What must be known before anything is written. */
    async plan(
      scope: FrontendScope,
      strategy: string,
      input: BeginInput & { token?: string | undefined },
    ): Promise<PlannedProof> {
      if (!deps.verifyToken.isFor(strategy)) return { attempt: await planAttempt(scope, strategy, input) }
      const identity = await deps.verifyToken(scope, strategy, input.token)
      return { identity, strategy: strategy as ExternalStrategy }
    },

    async prepare(scope: FrontendScope, id: string, strategy: string, input: BeginInput): Promise<SignUp> {
      const attempt = await planAttempt(scope, strategy, input)
      return await db
        .transaction()
        .execute(async (tx) => beginIn(tx, scope, await steps.lockIn(tx, scope, id), {}, attempt))
    },

    /**
     * A native app signs up first: what a provider says once, such as a name, would be lost by a sign-in. Whoever has an
     * account is told so by the attempt, and signs in with it.
     */
    async handOverIn(
      tx: Tx,
      scope: FrontendScope,
      signUp: SignUp,
      { identity, strategy }: PlannedProof,
    ): Promise<SignUp | undefined> {
      if (!identity || !strategy?.startsWith('oauth_token_')) return undefined
      if (!isSomebodys(await recognise(tx, scope, identity), scope)) return undefined
      const { clientId, id: ownerId } = signUp
      const id = newId('verification')
      const now = clock.now()
      await verifications.startExternalIn(
        tx,
        scope,
        { id, strategy, purpose: 'sign_up', ownerId, clientId, redirectUrl: null, externalRedirectUrl: null },
        new Date(now.getTime() + handOverMilliseconds),
      )
      await attempts.keepTokenResultIn(tx, scope, id, identity)
      await refuseAsSomebodysIn(tx, scope, id)
      const after = { ...signUp, externalVerificationId: id }
      await repository.saveSignUp(tx, scope.instance.id, after, now)
      return after
    },

    /** Takes over whom an ID token is of. */
    async takeTokenIn(
      tx: Tx,
      scope: FrontendScope,
      signUp: SignUp,
      { identity, strategy }: PlannedProof,
    ): Promise<SignUpChange> {
      if (!identity || !strategy) return {}
      if (isSomebodys(await recognise(tx, scope, identity), scope))
        throw new DomainError('external_account_exists')
      const { clientId, id: ownerId } = signUp
      const verification = await verifications.recordVerifiedIn(tx, scope, {
        ...{ strategy, purpose: 'sign_up', clientId, ownerId },
      })
      await attempts.keepTokenResultIn(tx, scope, verification.id, identity)
      return await readIdentity(scope, signUp, identity, verification.id)
    },

    /** Whom a sign-in found no account for. */
    async readTransfer(
      scope: FrontendScope,
      { id }: Verification,
    ): Promise<{ identity: ExternalIdentity; change: SignUpChange }> {
      const identity = await attempts.findResult(scope, id)
      if (!identity) throw new DomainError('account_transfer_invalid')
      const nothing = { emailAddress: null, firstName: null, lastName: null, username: null }
      return { identity, change: await readIdentity(scope, nothing, identity, id) }
    },

    /** Who came back to sign up with the account of somebody who is here already. */
    async findTransfer(scope: FrontendScope) {
      const client = scope.client && (await clients.find(scope, scope.client.id))
      const id = client?.signUpId
      const signUp = id ? await repository.findSignUp(db, scope.instance.id, id) : undefined
      if (!signUp || statusAt(signUp, clock.now()) !== 'missing_requirements') return undefined
      const verification = await verifications.find(scope, signUp.externalVerificationId)
      if (verification?.status !== 'transferable') return undefined
      // It signs somebody in, on a browser that may have passed to somebody else: not for as long as a form may take.
      if (verification.expireAt <= clock.now()) return undefined
      const identity = await attempts.findResult(scope, verification.id)
      return identity && { verification, identity }
    },

    /** Somebody came back from the provider. */
    confirm: (async (scope, verification, identity) => {
      const signUp = await db.transaction().execute((tx) => confirmIn(tx, scope, verification, identity))
      const { createdSessionId: sessionId } = signUp
      if (sessionId === null) return { isComplete: false, sessionId }
      await scope.rotateClient()
      return { isComplete: true, sessionId }
    }) satisfies ConfirmIdentity as ConfirmIdentity,
  }
}

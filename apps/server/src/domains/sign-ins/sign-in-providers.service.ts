import type { ClientId, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { toWireError } from '../../platform/wire-error.ts'
import type { FrontendScope } from '../clients/index.ts'
import { normalizeEmailAddress } from '../email-addresses/index.ts'
import type { AccountStore, ExternalIdentity, Recognise, Recognition } from '../external-accounts/index.ts'
import type {
  BeginInput,
  ConfirmIdentity,
  OAuthAttemptsService,
  VerifyToken,
} from '../oauth-attempts/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { findUser, type User, type UsersService } from '../users/index.ts'
import type { ExternalStrategy, Verification, VerificationsService } from '../verifications/index.ts'
import type { SignIn } from './sign-in.entity.ts'
import { nextSignInStatus } from './sign-in.machine.ts'
import { statusAt } from './sign-in.policy.ts'
import type { BegunSignIn } from './sign-in-factors.service.ts'
import type { ConnectPending, Held, SignInSteps } from './sign-in-steps.service.ts'
import { isConcealed } from './sign-in-views.service.ts'
import * as repository from './sign-ins.repository.ts'

export interface SignInProvidersDeps {
  db: Db
  clock: Clock
  users: UsersService
  sessions: SessionsService
  verifications: VerificationsService
  attempts: OAuthAttemptsService
  accounts: AccountStore
  recognise: Recognise
  verifyToken: VerifyToken
  steps: SignInSteps
  /** Who came back from a provider to sign up, and has an account already. */
  findTransfer: FindTransfer
}

export type FindTransfer = (
  scope: FrontendScope,
) => Promise<{ verification: Verification; identity: ExternalIdentity } | undefined>

type NewAttempt = (clientId: ClientId, who: object) => SignIn

type Proof = Pick<Verification, 'id' | 'strategy'>

/** Proven by a provider’s page, or by what its script gave the app’s page. */
export function isProviderStrategy(strategy: string): boolean {
  return strategy.startsWith('oauth_') || strategy === 'google_one_tap'
}

/** One signed-in account a browser, or none of them twice. */
export function createSignedOutCheck(sessions: Pick<SessionsService, 'listSignedInOfClient'>) {
  return async (scope: FrontendScope, user: Pick<User, 'id'> | undefined): Promise<void> => {
    if (!scope.client) return
    const present = await sessions.listSignedInOfClient(scope, scope.client.id)
    const same = present.find(({ userId }) => userId === user?.id)
    if (same) throw new DomainError('identifier_already_signed_in', { meta: { session_id: same.id } })
    const [other] = present
    if (other && scope.instance.settings.sessions.single_session_mode) {
      throw new DomainError('session_exists', { meta: { session_id: other.id } })
    }
  }
}

export type SignInProviders = ReturnType<typeof createSignInProviders>

/** Signing in with an account that somebody has with a provider. */
export function createSignInProviders(deps: SignInProvidersDeps) {
  const { db, clock, users, sessions, verifications, attempts, accounts, recognise, steps } = deps
  const requireSignedOut = createSignedOutCheck(sessions)

  async function plan(scope: FrontendScope, strategy: string, input: BeginInput) {
    const planned = await attempts.plan(scope, strategy, input)
    if (!planned.open.connection.authenticatable) throw new DomainError('oauth_non_authenticatable_provider')
    return planned
  }

  /** The attempt a provider’s answer is for, if it is still under way. */
  async function lockCurrentIn(tx: Tx, scope: FrontendScope, verification: Verification): Promise<SignIn> {
    const signIn = await repository.lockSignIn(tx, scope.instance.id, verification.ownerId)
    const status = signIn && statusAt(signIn, clock.now())
    const isOpen = status === 'needs_identifier' || status === 'needs_first_factor'
    if (!signIn || !isOpen || signIn.firstFactorVerificationId !== verification.id)
      throw new DomainError('client_state_invalid')
    return signIn
  }

  function identified(signIn: SignIn, userId: UserId): SignIn {
    const status = nextSignInStatus(signIn.status, 'identified') ?? signIn.status
    return { ...signIn, userId, status }
  }

  /** Makes the account the user’s, as far as it is not yet. */
  async function connectIn(
    tx: Tx,
    scope: FrontendScope,
    recognition: Exclude<Recognition, { kind: 'stranger' | 'unproven_there' }>,
    identity: ExternalIdentity,
    proof: Proof,
  ): Promise<void> {
    const { userId } = recognition
    const input = { identity, verificationId: proof.id }
    if (recognition.kind === 'connected') await accounts.updateIn(tx, scope, recognition.account.id, input)
    else {
      const { emailAddress } = identity.profile
      if (recognition.kind === 'unproven_here')
        await steps.clearForOwnerIn(tx, scope, userId, normalizeEmailAddress(emailAddress ?? ''))
      await users.connectExternalAccountIn(tx, scope, userId, input)
    }
  }

  /** Signs in whom a provider has named, or goes as far as can be gone. */
  async function settleIn(
    tx: Tx,
    scope: FrontendScope,
    signIn: SignIn,
    identity: ExternalIdentity,
    proof: Proof,
    held?: Held,
  ): Promise<SignIn> {
    const recognition = await recognise(tx, scope, identity)
    const isHidden = recognition.kind === 'unproven_there' && isConcealed(scope)
    if (recognition.kind === 'stranger' || isHidden) {
      await attempts.keepResultIn(tx, scope, proof.id, identity)
      const error = toWireError(new DomainError('external_account_not_found'))
      await verifications.settleExternalIn(tx, scope, proof.id, { status: 'transferable', error })
      return signIn
    }
    if (recognition.kind === 'unproven_there') {
      const { userId, emailAddress } = recognition
      await attempts.keepResultIn(tx, scope, proof.id, identity)
      const named = { identifier: emailAddress, externalVerificationId: proof.id }
      return await steps.saveIn(tx, scope, { ...identified(signIn, userId), ...named })
    }
    await requireSignedOut(scope, { id: recognition.userId })
    users.requireAccess(await users.get(scope, recognition.userId, tx))
    await connectIn(tx, scope, recognition, identity, proof)
    await verifications.settleExternalIn(tx, scope, proof.id, { status: 'verified', error: null })
    const known = identified(signIn, recognition.userId)
    return await steps.passIn(tx, scope, known, proof.strategy, held)
  }

  /** Who the token is of is known at once; nobody is sent anywhere. */
  async function createByToken(
    scope: FrontendScope,
    strategy: string,
    token: string | undefined,
    newAttempt: NewAttempt,
  ): Promise<BegunSignIn> {
    const identity = await deps.verifyToken(scope, strategy, token)
    const { id: clientId } = await scope.planClient()
    const signIn = newAttempt(clientId, {})
    const settled = await db.transaction().execute(async (tx) => {
      const owner = { purpose: 'sign_in', ownerId: signIn.id, clientId } as const
      const named = { strategy: strategy as ExternalStrategy, ...owner }
      const recognition = await recognise(tx, scope, identity)
      if (recognition.kind === 'stranger' || recognition.kind === 'unproven_there')
        throw new DomainError('external_account_not_found')
      const proof = await verifications.recordVerifiedIn(tx, scope, named)
      const begun = { ...signIn, firstFactorVerificationId: proof.id }
      // Begun and over in one: nothing refers to the attempt yet, so the client must only be who asked.
      const held = { client: { tokenGeneration: scope.client?.tokenGeneration } }
      return await settleIn(tx, scope, begun, identity, proof, held)
    })
    await scope.ensureClient()
    return { signIn: settled }
  }

  return {
    async create(
      scope: FrontendScope,
      strategy: string,
      input: BeginInput & { token?: string | undefined },
      newAttempt: NewAttempt,
    ): Promise<BegunSignIn> {
      await requireSignedOut(scope, undefined)
      if (deps.verifyToken.isFor(strategy))
        return await createByToken(scope, strategy, input.token, newAttempt)
      const planned = await plan(scope, strategy, input)
      const { id: clientId } = await scope.planClient()
      const signIn = newAttempt(clientId, {})
      const begun = await db.transaction().execute(async (tx) => {
        const owner = { purpose: 'sign_in', ownerId: signIn.id, clientId } as const
        const { id } = await attempts.beginIn(tx, scope, planned, owner)
        const started = { ...signIn, firstFactorVerificationId: id }
        await steps.beginIn(tx, scope, started)
        return started
      })
      await scope.ensureClient()
      return { signIn: begun }
    },

    /** The same for an attempt whose user is named already. */
    async prepare(
      scope: FrontendScope,
      clientId: ClientId,
      id: string,
      input: BeginInput & { strategy: string },
    ): Promise<SignIn> {
      const planned = await plan(scope, input.strategy, input)
      return await db.transaction().execute(async (tx) => {
        const signIn = await steps.lockIn(tx, scope, id, clientId, 'needs_first_factor')
        const owner = { purpose: 'sign_in', ownerId: id, clientId } as const
        const verification = await attempts.beginIn(tx, scope, planned, owner)
        return await steps.saveIn(tx, scope, { ...signIn, firstFactorVerificationId: verification.id })
      })
    },

    /** Whoever wanted to sign up with an account that is somebody’s here is that somebody. */
    async createByTransfer(scope: FrontendScope, newAttempt: NewAttempt): Promise<BegunSignIn> {
      const transfer = await deps.findTransfer(scope)
      const clientId = scope.client?.id
      if (!transfer || !clientId) throw new DomainError('account_transfer_invalid')
      const { verification, identity } = transfer
      const signIn = { ...newAttempt(clientId, {}), firstFactorVerificationId: verification.id }
      const settled = await db.transaction().execute(async (tx) => {
        if (!(await verifications.settleTransferIn(tx, scope, verification.id)))
          throw new DomainError('account_transfer_invalid')
        await steps.beginIn(tx, scope, signIn)
        return await settleIn(tx, scope, signIn, identity, verification)
      })
      return { signIn: settled }
    },

    /** Somebody came back from the provider. */
    confirm: (async (scope, verification, identity) => {
      const signIn = await db
        .transaction()
        .execute(async (tx) =>
          settleIn(tx, scope, await lockCurrentIn(tx, scope, verification), identity, verification),
        )
      const { createdSessionId: sessionId } = signIn
      if (sessionId === null) return { isComplete: false, sessionId }
      await scope.rotateClient()
      return { isComplete: true, sessionId }
    }) satisfies ConfirmIdentity as ConfirmIdentity,
  }
}

/** Connects what an attempt has waited with. Meanwhile it may have become somebody else’s: then it stays theirs. */
export function createConnectPending({
  users,
  verifications,
  attempts,
  recognise,
}: Pick<SignInProvidersDeps, 'users' | 'verifications' | 'attempts' | 'recognise'>): ConnectPending {
  return async (tx, scope, { externalVerificationId: id, userId }) => {
    const identity = id === null ? undefined : await attempts.findResult(scope, id, tx)
    if (!identity || id === null || userId === null) return
    const recognition = await recognise(tx, scope, identity)
    if (recognition.kind === 'connected') return
    const user = await findUser(tx, scope.instance.id, userId)
    if (!user) return
    await users.connectExternalAccountIn(tx, scope, userId, { identity, verificationId: id })
    await verifications.settleExternalIn(tx, scope, id, { status: 'verified', error: null })
    await attempts.forgetResultIn(tx, scope, id)
  }
}

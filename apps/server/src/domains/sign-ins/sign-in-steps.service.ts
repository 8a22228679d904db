import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import { Collision, type Tx } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import type { ClientCondition, ClientsService, FrontendScope } from '../clients/index.ts'
import { isVerified } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import { findPassword } from '../passwords/index.ts'
import { type OwnSecondFactors, secondFactorsOf } from '../second-factors/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import type { SignInTokensService } from '../sign-in-tokens/index.ts'
import { findUser, type User, type UsersService } from '../users/index.ts'
import type { Verification, VerificationsService } from '../verifications/index.ts'
import type { SignIn } from './sign-in.entity.ts'
import { nextSignInStatus, type SignInEvent, type SignInStatus } from './sign-in.machine.ts'
import { isOf, statusAt } from './sign-in.policy.ts'
import * as repository from './sign-ins.repository.ts'

export interface SignInStepsDeps {
  clock: Clock
  users: UsersService
  verifications: VerificationsService
  sessions: Pick<SessionsService, 'createIn'>
  clients: Pick<ClientsService, 'changeIn'>
  signInTokens: Pick<SignInTokensService, 'revokeAllOfUserIn'>
  connectPendingIn: ConnectPending
}

/** Connects the provider’s account that an attempt has waited with until its user proved themselves. */
export type ConnectPending = (tx: Tx, scope: FrontendScope, signIn: SignIn) => Promise<void>

/** What was true when a proof was judged, and must be so still when it signs somebody in. */
export interface Held {
  /** An attempt that another one has ended or replaced signs nobody in any more. */
  client?: ClientCondition
  /** Since when the user has had the password that was judged. */
  passwordUpdatedAt?: Date | null | undefined
  /** The user as they were read: nobody waits for them to be locked and read again. */
  user?: User | undefined
  /** The address, or the wallet, that was proven. It may have been taken from the user since. */
  target?: string | null
  /** The organization to begin in. */
  organizationId?: string | undefined
  /** By a server that may do anything with its users: no second factor is asked for. */
  isVouchedFor?: boolean | undefined
  /** When the first factor was proven, where the second has been since. */
  firstFactorVerifiedAt?: Date
}

export type SignInSteps = ReturnType<typeof createSignInSteps>

/** What happens to an attempt inside the transaction that decides about it. Locks are taken in one order: attempt, proof, user, client. */
export function createSignInSteps(deps: SignInStepsDeps) {
  const { clock, users, verifications, sessions, clients, signInTokens, connectPendingIn } = deps

  function next(signIn: SignIn, event: SignInEvent): SignInStatus {
    const status = nextSignInStatus(statusAt(signIn, clock.now()), event)
    if (status === undefined) throw new DomainError('client_state_invalid')
    return status
  }

  /** Whether one proof is not enough. A server that holds the secret key vouches for whom it makes a sign-in token. */
  function needsSecondFactor(
    { instance }: Scope,
    user: OwnSecondFactors,
    { isVouchedFor }: Held = {},
  ): boolean {
    return !isVouchedFor && secondFactorsOf(user, instance.settings).length > 0
  }

  /** The first factor is proven, whichever it was: signs the user in, or asks for the second factor first. */
  async function passIn(
    tx: Tx,
    scope: FrontendScope,
    signIn: SignIn,
    strategy: string,
    held: Held = {},
  ): Promise<SignIn> {
    invariant(signIn.userId, 'only a known user completes a sign-in')
    const user = held.user ?? (await findUser(tx, scope.instance.id, signIn.userId))
    if (!user || !needsSecondFactor(scope, user, held))
      return await completeIn(tx, scope, signIn, 'proven', strategy, held)
    const waiting = {
      ...{ ...signIn, status: next(signIn, 'proven_in_part') },
      organizationId: held.organizationId ?? null,
    }
    // Begun in this very call: nothing is written of it yet.
    if (held.client === undefined) return await saveIn(tx, scope, waiting)
    await beginIn(tx, scope, waiting)
    return waiting
  }

  /** Ends an attempt with a session. The other attempts of the client are over with it. */
  async function completeIn(
    tx: Tx,
    scope: FrontendScope,
    signIn: SignIn,
    event: SignInEvent,
    strategy: string,
    held: Held = {},
  ): Promise<SignIn> {
    const { client = { signInId: signIn.id }, passwordUpdatedAt, user, target = null } = held
    const status = next(signIn, event)
    invariant(signIn.userId, 'only a known user completes a sign-in')
    const isPending = signIn.externalVerificationId !== null
    if (isPending) await connectPendingIn(tx, scope, signIn)
    const known = isPending ? undefined : user
    const session = await sessions.createIn(tx, scope, {
      clientId: signIn.clientId,
      userId: signIn.userId,
      known,
      firstFactorVerifiedAt: held.firstFactorVerifiedAt ?? clock.now(),
      secondFactorVerifiedAt: held.firstFactorVerifiedAt ? clock.now() : null,
      strategy,
      lastActiveOrganizationId: held.organizationId ?? null,
      // Refuses those who were banned or locked while they were proving themselves.
      admit(user) {
        if (strategy === 'password' && user.passwordUpdatedAt?.getTime() !== passwordUpdatedAt?.getTime())
          throw new DomainError('client_state_invalid')
        if (target !== null && !isOf(user, target)) throw new DomainError('client_state_invalid')
        // Who got a second factor since they were read has to prove it.
        if (!held.firstFactorVerifiedAt && needsSecondFactor(scope, user, held))
          throw new DomainError('client_state_invalid')
        return users.admit(user)
      },
      completes: client,
      saveClientIn: scope.saveClientIn,
    })
    if (scope.client?.id === signIn.clientId) await scope.rotateClientIn(tx)
    await abandonOthersIn(tx, scope, signIn)
    // Whoever is done again without a known user learns what became of them.
    const toFault = known && (() => new Collision('the user is gone'))
    return await saveIn(tx, scope, { ...signIn, status, createdSessionId: session.id }, toFault)
  }

  async function abandonOthersIn(tx: Tx, { instance, client }: FrontendScope, { clientId }: SignIn) {
    if (client?.isNew && client.id === clientId) return
    await repository.abandonSignInsOfClient(tx, instance.id, clientId, clock.now())
  }

  /** Whoever made the account with this address, and never proved it, gives it up to its owner with all that opens it. */
  async function clearForOwnerIn(tx: Tx, scope: Scope, userId: UserId, emailAddress: string): Promise<void> {
    await signInTokens.revokeAllOfUserIn(tx, scope, userId)
    await users.clearForOwnerIn(tx, scope, userId, emailAddress)
  }

  /** An address that was kept for its user without proof is proven by what was sent to it. */
  async function noteProofIn(
    tx: Tx,
    scope: Scope,
    { userId, externalVerificationId }: SignIn,
    { target, strategy }: Verification,
  ): Promise<void> {
    const user =
      userId === null || target === null ? undefined : await findUser(tx, scope.instance.id, userId)
    const address = user?.emailAddresses.find(({ emailAddress }) => emailAddress === target)
    if (!user || !address || isVerified(address)) return
    // Who comes by a provider is not who made the account: it would have been connected.
    if (externalVerificationId !== null) await clearForOwnerIn(tx, scope, user.id, address.emailAddress)
    await users.markEmailAddressVerifiedIn(tx, scope, user.id, address.id, strategy)
  }

  /** Writes the attempt with the commit, which fails when the attempt's client, or its user, is gone. */
  async function saveIn(
    tx: Tx,
    { instance }: Scope,
    signIn: SignIn,
    toFault: () => Error = () => new DomainError('client_state_invalid'),
  ): Promise<SignIn> {
    await repository.saveSignIn(tx, instance.id, signIn, { now: clock.now(), toFault })
    return signIn
  }

  /** Writes an attempt that has just begun; it takes the place of what the client left unfinished. */
  async function beginIn(tx: Tx, scope: FrontendScope, signIn: SignIn): Promise<void> {
    const saved = await scope.saveClientIn(tx, { signInId: signIn.id })
    await abandonOthersIn(tx, scope, signIn)
    await saveIn(tx, scope, signIn)
    if (saved) return
    const held = { tokenGeneration: scope.client?.tokenGeneration }
    await clients.changeIn(tx, scope, signIn.clientId, { signInId: signIn.id }, held)
  }

  /** A password that others know is no longer worth anything: it is replaced before anybody is signed in. */
  async function mustReplacePasswordIn(
    tx: Tx,
    { instance }: Scope,
    signIn: SignIn,
    { strategy }: Verification,
  ): Promise<boolean> {
    if (strategy === 'reset_password_email_code') return true
    if (strategy === 'password' || strategy === 'ticket' || signIn.userId === null) return false
    const password = await findPassword(tx, instance.id, signIn.userId)
    return password !== undefined && password.compromisedAt !== null
  }

  return {
    /** Locks an attempt of this client’s, and requires it to be where the caller thinks it is. */
    async lockIn(
      tx: Tx,
      scope: FrontendScope,
      id: string,
      clientId: string,
      status: SignInStatus,
    ): Promise<SignIn> {
      const signIn = await repository.lockSignIn(tx, scope.instance.id, id)
      if (signIn?.clientId !== clientId) throw new DomainError('resource_not_found')
      if (statusAt(signIn, clock.now()) !== status) throw new DomainError('client_state_invalid')
      return signIn
    },

    saveIn,

    clearForOwnerIn,

    beginIn,

    /** The first factor is proven: the attempt goes on to its end, or as far as it can. */
    async proveIn(
      tx: Tx,
      scope: FrontendScope,
      before: SignIn,
      verification: Verification,
      held?: Held,
    ): Promise<SignIn> {
      const signIn = { ...before, firstFactorVerificationId: verification.id }
      if (signIn.userId === null) {
        // A stranger’s address, proven: it opens no account, and may be carried over into a sign-up.
        invariant(signIn.signUpIfMissing, 'a stranger can prove an address only where sign-up may follow')
        await verifications.markTransferableIn(tx, scope, verification.id)
        return await saveIn(tx, scope, signIn)
      }
      await noteProofIn(tx, scope, signIn, verification)
      if (await mustReplacePasswordIn(tx, scope, signIn, verification)) {
        return await saveIn(tx, scope, { ...signIn, status: next(signIn, 'proven_without_password') })
      }
      const { strategy, target } = verification
      return await passIn(tx, scope, signIn, strategy, { ...held, target })
    },

    passIn,

    completeIn,

    next,

    needsSecondFactor,
  }
}

import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { ClientsService, FrontendScope } from '../clients/index.ts'
import type { Recognise } from '../external-accounts/index.ts'
import type { Scope } from '../instances/index.ts'
import type { OAuthAttemptsService } from '../oauth-attempts/index.ts'
import type { InvitationAcceptance } from '../organization-invitations/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import type { SignInsService } from '../sign-ins/index.ts'
import type { UsersService } from '../users/index.ts'
import type { SignUp } from './sign-up.entity.ts'
import { nextSignUpStatus } from './sign-up.machine.ts'
import { isFulfilled, requirementsOf, statusAt } from './sign-up.policy.ts'
import type { SignUpChange } from './sign-up-input.service.ts'
import * as repository from './sign-ups.repository.ts'

export interface SignUpStepsDeps {
  clock: Clock
  users: Pick<UsersService, 'createUserIn' | 'connectExternalAccountIn'>
  attempts: Pick<OAuthAttemptsService, 'findResult' | 'forgetResultIn'>
  recognise: Recognise
  sessions: Pick<SessionsService, 'createIn'>
  clients: Pick<ClientsService, 'changeIn'>
  signIns: Pick<SignInsService, 'abandonAllIn'>
  invitations: Pick<InvitationAcceptance, 'joinNewUserIn'>
}

export type SignUpSteps = ReturnType<typeof createSignUpSteps>

/** What happens to an attempt inside the transaction that holds its lock. */
export function createSignUpSteps(deps: SignUpStepsDeps) {
  const { clock, users, sessions, clients, signIns, attempts, recognise, invitations } = deps

  /** The provider’s account that the new user gets, if it is nobody’s still. */
  async function readIdentityIn(tx: Tx, scope: FrontendScope, signUp: SignUp) {
    const { externalVerificationId: id, externalVerifiedAt } = signUp
    if (id === null || externalVerifiedAt === null) return undefined
    const identity = await attempts.findResult(scope, id, tx)
    if (!identity) throw new DomainError('sign_up_outdated_verification')
    // Before any address is claimed: everybody takes these locks in this order.
    const { kind } = await recognise(tx, scope, identity)
    if (kind === 'connected') throw new DomainError('external_account_exists')
    return { identity, verificationId: id, strategy: `oauth_${identity.provider}` }
  }

  /** Makes the user and signs them in. The database decides who was first to an address or a username. */
  async function completeIn(tx: Tx, scope: FrontendScope, signUp: SignUp): Promise<SignUp> {
    // Before the client is locked, as whoever finishes a sign-in does.
    await signIns.abandonAllIn(tx, scope, signUp.clientId)
    const external = await readIdentityIn(tx, scope, signUp)
    const { username, firstName, lastName, locale, unsafeMetadata, externalId, legalAcceptedAt } = signUp
    const { emailAddress, emailVerifiedBy, web3Wallet, web3VerifiedBy } = signUp
    // Unproven, it is the user's own all the same: they sign in with it, and nobody else can claim it.
    const claim = emailVerifiedBy === null ? { reserved: true } : { verifiedBy: emailVerifiedBy }
    const input = {
      profile: { username, firstName, lastName, locale, unsafeMetadata, externalId, legalAcceptedAt },
      emails: emailAddress === null ? [] : [{ emailAddress, ...claim }],
      web3Wallets: web3Wallet && web3VerifiedBy ? [{ web3Wallet, verifiedBy: web3VerifiedBy }] : [],
      password: {},
    }
    const user = await users.createUserIn(tx, scope, input, signUp.password ?? undefined)
    if (external) {
      await users.connectExternalAccountIn(tx, scope, user.id, external)
      await attempts.forgetResultIn(tx, scope, external.verificationId)
    }
    const { organizationInvitationId: invitationId } = signUp
    const session = await sessions.createIn(tx, scope, {
      clientId: signUp.clientId,
      userId: user.id,
      firstFactorVerifiedAt: clock.now(),
      lastActiveOrganizationId:
        invitationId === null ? null : await invitations.joinNewUserIn(tx, scope, user, invitationId),
      ...proofOf(signUp, external?.strategy),
    })
    // An attempt that another one has ended or replaced signs nobody in any more.
    const own = { signUpId: signUp.id }
    await clients.changeIn(tx, scope, signUp.clientId, { signInId: null, signUpId: null }, own)
    if (scope.client?.id === signUp.clientId) await scope.rotateClientIn(tx)
    return { ...signUp, password: null, createdUserId: user.id, createdSessionId: session.id }
  }

  return {
    /** Locks an attempt that must still be under way. */
    async lockIn(tx: Tx, { instance }: Scope, id: string): Promise<SignUp> {
      const signUp = await repository.lockSignUp(tx, instance.id, id)
      if (!signUp) throw new DomainError('resource_not_found')
      if (statusAt(signUp, clock.now()) !== 'missing_requirements')
        throw new DomainError('client_state_invalid')
      return signUp
    },

    /** Writes a change; when nothing is missing any more, the user and the session are made with it. */
    async changeIn(tx: Tx, scope: FrontendScope, before: SignUp, change: SignUpChange): Promise<SignUp> {
      const { instance } = scope
      const changed = { ...before, ...change }
      const event = isFulfilled(requirementsOf(instance.settings, changed)) ? 'fulfilled' : 'changed'
      const status = nextSignUpStatus(statusAt(before, clock.now()), event)
      if (status === undefined) throw new DomainError('client_state_invalid')
      const after = { ...(status === 'complete' ? await completeIn(tx, scope, changed) : changed), status }
      await repository.saveSignUp(tx, instance.id, after, clock.now())
      return after
    },
  }
}

/** What proved who signs up, if anything did. */
function proofOf(
  { web3VerifiedBy, emailVerifiedBy, password }: SignUp,
  provider: string | undefined,
): { strategy?: string } {
  const strategy = provider ?? web3VerifiedBy ?? emailVerifiedBy ?? (password ? 'password' : undefined)
  return strategy === undefined ? {} : { strategy }
}

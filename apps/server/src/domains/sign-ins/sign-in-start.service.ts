import type { ClientId, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { type Throttle, takeGuess } from '../../platform/throttle.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import type { TicketOpening } from '../sign-in-tokens/index.ts'
import type { IdentifiedUser, UsersService } from '../users/index.ts'
import { firstFactorNames, type SignIn } from './sign-in.entity.ts'
import { nextSignInStatus } from './sign-in.machine.ts'
import { abandonAfterMilliseconds, isSupportedIdentifier } from './sign-in.policy.ts'
import type { BegunSignIn, SignInFactors } from './sign-in-factors.service.ts'
import {
  createSignedOutCheck,
  isProviderStrategy,
  type SignInProviders,
} from './sign-in-providers.service.ts'
import type { SignInSteps } from './sign-in-steps.service.ts'
import { isConcealed } from './sign-in-views.service.ts'

export interface SignInStartDeps {
  db: Db
  clock: Clock
  throttle: Throttle
  users: UsersService
  steps: SignInSteps
  sessions: SessionsService
  ticketOpening: Pick<TicketOpening, 'inspect'>
  factors: SignInFactors
  providers: SignInProviders
}

export interface CreateSignInInput {
  identifier?: string | undefined
  password?: string | undefined
  strategy?: string | undefined
  ticket?: string | undefined
  /** What a provider's script gave the page: an ID token. */
  token?: string | undefined
  redirectUrl?: string | undefined
  actionCompleteRedirectUrl?: string | undefined
  prompt?: string | undefined
  loginHint?: string | undefined
  transfer?: boolean | undefined
  signUpIfMissing?: boolean | undefined
}

/** How sign-ins begin: with nothing, an identifier, an identifier and a proof, or a ticket. */
export function createSignInStart({
  db,
  clock,
  throttle,
  users,
  steps,
  sessions,
  ticketOpening,
  factors,
  providers,
}: SignInStartDeps) {
  async function throttleBy(
    scope: FrontendScope,
    name: 'sign_in_create' | 'sign_in_attempt',
    identifier: string | null,
  ) {
    await takeGuess(throttle, scope, name, identifier, scope.instance.settings.rate_limits[name])
  }

  const requireSignedOut = createSignedOutCheck(sessions)

  /** Whom an identifier names. Where existence is concealed nothing about the answer depends on it. */
  async function identify(
    scope: FrontendScope,
    identifier: string,
    signUpIfMissing: boolean,
  ): Promise<IdentifiedUser | undefined> {
    const { settings } = scope.instance
    if (!isSupportedIdentifier(identifier, settings)) {
      throw new DomainError('form_param_format_invalid', { param: 'identifier' })
    }
    if (signUpIfMissing && settings.sign_up.mode !== 'public')
      throw new DomainError('sign_up_if_missing_not_allowed')
    const identified = await users.findByIdentifier(scope, identifier)
    if (isConcealed(scope)) return identified
    if (!identified && !signUpIfMissing)
      throw new DomainError('form_identifier_not_found', { param: 'identifier' })
    if (identified) users.requireAccess(identified.user)
    return identified
  }

  /** An attempt that begins now. It is not written yet. */
  function newAttempt(
    clientId: ClientId,
    who: { identifier?: string; userId?: UserId | undefined; signUpIfMissing?: boolean },
  ): SignIn {
    const now = clock.now()
    const isIdentified = who.identifier !== undefined || who.userId !== undefined
    return {
      id: newId('signIn'),
      clientId,
      status: (isIdentified && nextSignInStatus('needs_identifier', 'identified')) || 'needs_identifier',
      identifier: who.identifier ?? null,
      userId: who.userId ?? null,
      firstFactorVerificationId: null,
      externalVerificationId: null,
      secondFactorVerificationId: null,
      organizationId: null,
      newPassword: null,
      signUpIfMissing: who.signUpIfMissing ?? false,
      createdSessionId: null,
      abandonAt: new Date(now.getTime() + abandonAfterMilliseconds),
      createdAt: now,
    }
  }

  async function begin(scope: FrontendScope, signIn: SignIn): Promise<BegunSignIn> {
    await db.transaction().execute((tx) => steps.beginIn(tx, scope, signIn))
    await scope.ensureClient()
    return { signIn }
  }

  async function createByTicket(scope: FrontendScope, ticket: string | undefined): Promise<BegunSignIn> {
    if (ticket === undefined) throw new DomainError('form_param_missing', { param: 'ticket' })
    const { userId } = await ticketOpening.inspect(scope, ticket)
    const user = await users.get(scope, userId)
    await requireSignedOut(scope, user)
    users.requireAccess(user)
    const { id: clientId } = await scope.planClient()
    return await factors.begin(
      scope,
      newAttempt(clientId, { userId }),
      { user },
      { strategy: 'ticket', ticket },
    )
  }

  async function createByIdentifier(
    scope: FrontendScope,
    identifier: string,
    input: CreateSignInInput,
  ): Promise<BegunSignIn> {
    requireFittingStrategy(input)
    const signUpIfMissing = input.signUpIfMissing ?? false
    const identified = await identify(scope, identifier, signUpIfMissing)
    const user = identified?.user
    await requireSignedOut(scope, user)
    const { id: clientId } = await scope.planClient()
    const signIn = newAttempt(clientId, { identifier, userId: user?.id, signUpIfMissing })
    // What comes with the identifier is used in the same call: a password is tried, a code or link is sent.
    const { strategy, password, redirectUrl } = input
    if (password !== undefined) {
      await throttleBy(scope, 'sign_in_attempt', identifier)
      return await factors.begin(scope, signIn, { user, identified }, { strategy: 'password', password })
    }
    const begun = await begin(scope, signIn)
    if (strategy === undefined || strategy === 'password') return begun
    return { signIn: await factors.prepare(scope, clientId, signIn.id, { strategy, redirectUrl }) }
  }

  return {
    throttleAttempt: (scope: FrontendScope, identifier: string | null): Promise<void> =>
      throttleBy(scope, 'sign_in_attempt', identifier),

    async create(scope: FrontendScope, input: CreateSignInInput): Promise<BegunSignIn> {
      const identifier = input.identifier?.trim()
      await throttleBy(scope, 'sign_in_create', identifier ?? null)
      if (input.transfer) return await providers.createByTransfer(scope, newAttempt)
      if (input.strategy !== undefined && isProviderStrategy(input.strategy))
        return await providers.create(scope, input.strategy, input, newAttempt)
      if (input.strategy === 'ticket' || input.ticket !== undefined)
        return await createByTicket(scope, input.ticket)
      if (identifier) return await createByIdentifier(scope, identifier, input)
      await requireSignedOut(scope, undefined)
      const { id: clientId } = await scope.planClient()
      return await begin(scope, newAttempt(clientId, {}))
    },
  }
}

function requireFittingStrategy({ strategy, password }: CreateSignInInput): void {
  if (strategy !== undefined && !firstFactorNames.some((name) => name === strategy)) {
    throw new DomainError('form_param_value_invalid', { param: 'strategy' })
  }
  if (password !== undefined && strategy !== undefined && strategy !== 'password') {
    throw new DomainError('form_conditional_param_disallowed', { param: 'password' })
  }
}

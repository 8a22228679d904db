import type { ClientId, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { type Throttle, takeGuess } from '../../platform/throttle.ts'
import type { ClientsService, FrontendScope } from '../clients/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import type { SignInTokensService } from '../sign-in-tokens/index.ts'
import type { User, UsersService } from '../users/index.ts'
import { firstFactorNames, type SignIn } from './sign-in.entity.ts'
import { nextSignInStatus } from './sign-in.machine.ts'
import { abandonAfterMilliseconds, isSupportedIdentifier } from './sign-in.policy.ts'
import type { SignInFactors } from './sign-in-factors.service.ts'
import { isConcealed } from './sign-in-views.service.ts'
import * as repository from './sign-ins.repository.ts'

export interface SignInStartDeps {
  db: Db
  clock: Clock
  throttle: Throttle
  users: UsersService
  clients: ClientsService
  sessions: SessionsService
  signInTokens: SignInTokensService
  factors: SignInFactors
}

export interface CreateSignInInput {
  identifier?: string | undefined
  password?: string | undefined
  strategy?: string | undefined
  ticket?: string | undefined
  redirectUrl?: string | undefined
  transfer?: boolean | undefined
  signUpIfMissing?: boolean | undefined
}

/** How sign-ins begin: with nothing, an identifier, an identifier and a proof, or a ticket. */
export function createSignInStart({
  db,
  clock,
  throttle,
  users,
  clients,
  sessions,
  signInTokens,
  factors,
}: SignInStartDeps) {
  async function throttleBy(
    scope: FrontendScope,
    name: 'sign_in_create' | 'sign_in_attempt',
    identifier: string | null,
  ) {
    await takeGuess(throttle, scope, name, identifier, scope.instance.settings.rate_limits[name])
  }

  /** One signed-in account a browser, or none of them twice. */
  async function requireSignedOut(scope: FrontendScope, user: User | undefined): Promise<void> {
    if (!scope.client) return
    const present = await sessions.listSignedInOfClient(scope, scope.client.id)
    const same = present.find(({ userId }) => userId === user?.id)
    if (same) throw new DomainError('identifier_already_signed_in', { meta: { session_id: same.id } })
    const [other] = present
    if (other && scope.instance.settings.sessions.single_session_mode) {
      throw new DomainError('session_exists', { meta: { session_id: other.id } })
    }
  }

  /** Whom an identifier names. Where existence is concealed nothing about the answer depends on it. */
  async function identify(
    scope: FrontendScope,
    identifier: string,
    signUpIfMissing: boolean,
  ): Promise<User | undefined> {
    const { settings } = scope.instance
    if (!isSupportedIdentifier(identifier, settings)) {
      throw new DomainError('form_param_format_invalid', { param: 'identifier' })
    }
    if (signUpIfMissing && settings.sign_up.mode !== 'public')
      throw new DomainError('sign_up_if_missing_not_allowed')
    const user = await users.findByIdentifier(scope, identifier)
    if (isConcealed(scope)) return user
    if (!user && !signUpIfMissing) throw new DomainError('form_identifier_not_found', { param: 'identifier' })
    if (user) users.requireAccess(user)
    return user
  }

  /** Writes the attempt; it takes the place of what the client left unfinished. */
  async function begin(
    scope: FrontendScope,
    clientId: ClientId,
    who: { identifier?: string; userId?: UserId | undefined; signUpIfMissing?: boolean },
  ): Promise<SignIn> {
    const now = clock.now()
    const isIdentified = who.identifier !== undefined || who.userId !== undefined
    const signIn: SignIn = {
      id: newId('signIn'),
      clientId,
      status: (isIdentified && nextSignInStatus('needs_identifier', 'identified')) || 'needs_identifier',
      identifier: who.identifier ?? null,
      userId: who.userId ?? null,
      firstFactorVerificationId: null,
      signUpIfMissing: who.signUpIfMissing ?? false,
      createdSessionId: null,
      abandonAt: new Date(now.getTime() + abandonAfterMilliseconds),
      createdAt: now,
    }
    await db.transaction().execute(async (tx) => {
      await repository.abandonSignInsOfClient(tx, scope.instance.id, clientId, now)
      const isInserted = await repository.insertSignIn(tx, scope.instance.id, signIn)
      if (!isInserted) throw new DomainError('client_state_invalid')
      const held = { tokenGeneration: scope.client?.tokenGeneration }
      await clients.changeIn(tx, scope, clientId, { signInId: signIn.id }, held)
    })
    return signIn
  }

  async function createByTicket(scope: FrontendScope, ticket: string | undefined): Promise<SignIn> {
    if (ticket === undefined) throw new DomainError('form_param_missing', { param: 'ticket' })
    const { userId } = await signInTokens.inspect(scope, ticket)
    const user = await users.get(scope, userId)
    await requireSignedOut(scope, user)
    users.requireAccess(user)
    const { id: clientId } = await scope.ensureClient()
    const signIn = await begin(scope, clientId, { userId })
    return await factors.attempt(scope, clientId, signIn, { strategy: 'ticket', ticket })
  }

  async function createByIdentifier(
    scope: FrontendScope,
    identifier: string,
    input: CreateSignInInput,
  ): Promise<SignIn> {
    requireFittingStrategy(input)
    const signUpIfMissing = input.signUpIfMissing ?? false
    const user = await identify(scope, identifier, signUpIfMissing)
    await requireSignedOut(scope, user)
    const { id: clientId } = await scope.ensureClient()
    const signIn = await begin(scope, clientId, { identifier, userId: user?.id, signUpIfMissing })
    return await proveAtOnce(scope, clientId, signIn, input)
  }

  /** What comes with the identifier is used in the same call: a password is tried, a code or link is sent. */
  async function proveAtOnce(
    scope: FrontendScope,
    clientId: ClientId,
    signIn: SignIn,
    input: CreateSignInInput,
  ) {
    const { strategy, password, redirectUrl } = input
    if (password !== undefined) {
      await throttleBy(scope, 'sign_in_attempt', signIn.identifier)
      return await factors.attempt(scope, clientId, signIn, { strategy: 'password', password })
    }
    if (strategy === undefined || strategy === 'password') return signIn
    return await factors.prepare(scope, clientId, signIn.id, { strategy, redirectUrl })
  }

  return {
    throttleAttempt: (scope: FrontendScope, identifier: string | null): Promise<void> =>
      throttleBy(scope, 'sign_in_attempt', identifier),

    async create(scope: FrontendScope, input: CreateSignInInput): Promise<SignIn> {
      const identifier = input.identifier?.trim()
      await throttleBy(scope, 'sign_in_create', identifier ?? null)
      // What could be carried over is an account proven elsewhere; no way of doing that is connected.
      if (input.transfer) throw new DomainError('account_transfer_invalid')
      if (input.strategy === 'ticket' || input.ticket !== undefined)
        return await createByTicket(scope, input.ticket)
      if (identifier) return await createByIdentifier(scope, identifier, input)
      await requireSignedOut(scope, undefined)
      const { id: clientId } = await scope.ensureClient()
      return await begin(scope, clientId, {})
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

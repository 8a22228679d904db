import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { CallerClient, Client, ClientState, ClientsService, FrontendScope } from '../clients/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import {
  callerAtPresent,
  isOpenToCaller,
  isSignedIn,
  type Session,
  type SessionsService,
  type SignedInSession,
} from '../sessions/index.ts'
import { type TokensService, toTokenUser } from '../tokens/index.ts'
import { findUser, listUsersByIds, type PresentMemberships, type User } from '../users/index.ts'
import { type ClientSession, toClientSession, toClientState } from './client-state.resource.ts'

/** Makes the wire form of a sign-in or sign-up under way; `null` for none. */
export type ResourceFor<Wire> = (scope: Scope, id: string | null) => Promise<Wire | null>

export interface ClientStateDeps {
  db: Db
  clock: Clock
  clients: Pick<ClientsService, 'find'>
  sessions: Pick<SessionsService, 'listSignedInOfClient' | 'begunWith'>
  tokens: Pick<TokensService, 'actingIn' | 'mintSessionToken'>
  signInFor: ResourceFor<NonNullable<ClientState['sign_in']>>
  signUpFor: ResourceFor<NonNullable<ClientState['sign_up']>>
  /** Where this server is by its configuration; images are served from there. */
  publicUrl: string
  presentMemberships: PresentMemberships
}

/** What the composition needs of a call: for which page tokens are made. */
type StateScope = Pick<FrontendScope, 'instance' | 'request' | 'azp' | 'client'>

export type ClientStateService = ReturnType<typeof createClientStateService>

/** The client as it sees itself: one object from the client, its sessions with their users, and what it has under way. */
export function createClientStateService(deps: ClientStateDeps) {
  const { db, clock, clients, sessions, tokens, publicUrl, presentMemberships } = deps
  const userContext = (instance: Instance) => ({ now: clock.now(), instance, publicUrl })

  async function sessionsOf(scope: StateScope, caller: CallerClient): Promise<Session[]> {
    const all = await sessions.listSignedInOfClient(scope, caller.id)
    return all.filter((session) => isOpenToCaller(session, caller))
  }

  /** A client without a token asks for one, and hears why there is none; without a client nothing would go on. */
  async function mintIfSmall(input: Parameters<typeof tokens.mintSessionToken>[0]) {
    try {
      return await tokens.mintSessionToken(input)
    } catch (error) {
      if (error instanceof DomainError && error.code === 'session_token_too_large') return undefined
      throw error
    }
  }

  /**
   * A token is for the client that holds the session: another session of the same user may have an actor, or a proof
   * that is long past, and must not get at a better one by reading the list.
   */
  async function composeOne(
    scope: StateScope,
    session: Session,
    user: User,
    membershipsOf: Awaited<ReturnType<PresentMemberships>>,
  ): Promise<ClientSession> {
    const { instance, client } = scope
    const isOwn = session.clientId === client?.id && isOpenToCaller(session, client)
    const { acting = session, ...own } =
      isOwn && isSignedIn(session) ? await openOwn(scope, session, user) : {}
    return toClientSession(acting, user, {
      ...userContext(instance),
      ...{ ...own, memberships: membershipsOf(user.id) },
    })
  }

  /** Where a session may not act in its organization, the page is told why, and not that it does. */
  async function openOwn({ instance, azp, request }: StateScope, session: SignedInSession, user: User) {
    const { ip } = request
    const { organization, unmet } = await tokens.actingIn({ instance, session, ip })
    const acting = { ...session, lastActiveOrganizationId: organization?.id ?? null }
    const input = { instance, session: acting, ip, azp, user: toTokenUser(user), organization }
    const jwt = await mintIfSmall(input)
    const { lastActiveOrganizationId: leftId } = session
    if (leftId === null || unmet.length === 0) return { acting, jwt }
    return { acting, jwt, unmetPolicy: { organization_id: leftId, unmet: [...unmet] } }
  }

  const usersOf = ({ instance }: StateScope, own: readonly Session[]): Promise<User[]> =>
    listUsersByIds(db, instance.id, [...new Set(own.map(({ userId }) => userId))])

  /** `known`: their users, where they need not be read. */
  async function composeSessions(
    scope: StateScope,
    own: readonly Session[],
    known?: readonly User[],
  ): Promise<ClientSession[]> {
    const users = known ?? (await usersOf(scope, own))
    const membershipsOf = await presentMemberships(scope.instance, users)
    const composed = await Promise.all(
      own.filter(isSignedIn).map(async (session) => {
        const user = users.find(({ id }) => id === session.userId)
        // Deleted since the sessions were read, and their sessions with them.
        if (!user) return []
        return [await composeOne(scope, session, user, membershipsOf)]
      }),
    )
    return composed.flat()
  }

  async function composeFor(
    scope: StateScope,
    client: Client,
    own: readonly Session[],
    users?: readonly User[],
  ): Promise<ClientState> {
    const [composed, signIn, signUp] = await Promise.all([
      composeSessions(scope, own, users),
      deps.signInFor(scope, client.signInId),
      deps.signUpFor(scope, client.signUpId),
    ])
    return toClientState(client, { sessions: composed, signIn, signUp })
  }

  return {
    /** The whole state of a call's client, as it was seen or as it is now; `null` when it is gone. */
    async compose(
      scope: StateScope,
      caller: CallerClient,
      seen?: { client: Client; sessions?: readonly Session[] },
    ): Promise<ClientState | null> {
      // The client is read before its sessions: tokens must not be older than the change its `updated_at` tells of.
      const client = seen?.client ?? (await clients.find(scope, caller.id))
      if (!client) return null
      const begun = sessions.begunWith(client)
      if (begun) return await composeFor(scope, client, [begun.session], [begun.user])
      const open = seen?.sessions ?? sessionsOf(scope, callerAtPresent(caller, client.tokenGeneration))
      return await composeFor(scope, client, await open)
    },

    /** Sessions with their users, for the users themselves. */
    composeSessions: (scope: StateScope, own: readonly Session[]) => composeSessions(scope, own),

    /** One session with its user, and a token while it goes on. */
    async composeSession(scope: StateScope, session: Session): Promise<ClientSession> {
      const user = await findUser(db, scope.instance.id, session.userId)
      if (!user) throw new DomainError('session_not_found')
      return await composeOne(scope, session, user, await presentMemberships(scope.instance, [user]))
    },
  }
}

/**
 * Who is signed in, for everybody in this tab: keeps the resources, the active session, the tokens, the cookies of the app's
 * server and the other tabs in step with what the server says.
 */
import type { Emitter } from '../emitter.ts'
import type { ClientState } from '../flows/flow-api.ts'
import { type ClientResource, isSignedIn, withoutToken } from '../resources/client.ts'
import type { OrganizationResource } from '../resources/organization.ts'
import type { SessionResource } from '../resources/session.ts'
import type { UserResource } from '../resources/user.ts'
import type { SessionCookies } from '../sync/session-cookies.ts'
import { clientUat } from '../sync/session-cookies.ts'
import type { ClientNews, TabSync } from '../sync/tab-sync.ts'
import type { SharedToken, TokenCache, TokenKey } from '../tokens/token-cache.ts'
import type { ClientSource } from './client-ledger.ts'

/** What everybody may watch. `undefined`: not known yet; `null`: nobody. */
export interface Resources {
  readonly client: ClientResource | undefined
  readonly session: SessionResource | null | undefined
  readonly user: UserResource | null | undefined
  /** The one that is active on this page; `null`: the personal account. */
  readonly organization: OrganizationResource | null | undefined
}

/** Before anything is known. */
export const nothing: Resources = {
  client: undefined,
  session: undefined,
  user: undefined,
  organization: undefined,
}

export interface CenterEvents {
  resources: Resources
  /** The active session's token; `null`: signed out. */
  token: string | null
  /** Path of a call that may have changed something on the server. */
  written: string
}

/** What is loaded with the first session; before that, there is nothing to keep. */
interface SessionKeeper {
  cache: TokenCache
  /** The token to keep fresh may be another one now. */
  planRenewal(): void
  /** In which organization a session is, on this page. */
  organizationIdOf(session: ClientState['sessions'][number]): string | null
  /** Whether the app's server is told of this token, or goes on with that of another tab. */
  mayTell(jwt: string | null): boolean
}

export interface SessionCenterDeps {
  readClient(wire: ClientState | null): ClientResource
  cookies: SessionCookies
  emitter: Pick<Emitter<CenterEvents>, 'emit'>
  sync: Pick<TabSync, 'tellNews' | 'tellToken'>
  keeper(): SessionKeeper | undefined
}

export type SessionCenter = ReturnType<typeof createSessionCenter>

export function createSessionCenter(deps: SessionCenterDeps) {
  const { cookies, emitter, sync, keeper } = deps
  let wire: ClientState | null | undefined
  let activeId: string | null | undefined
  let resources = nothing
  let hasAnswered = false
  let isHeld = false
  let toldJwt: string | null | undefined

  const isOpen = (sessionId: string) =>
    wire?.sessions.some((one) => one.id === sessionId && isSignedIn(one)) ?? false
  /** The token that a session is shown with. */
  function keyOf(sessionId: string): TokenKey {
    const session = wire?.sessions.find(({ id }) => id === sessionId)
    return { sessionId, organizationId: session && keeper()?.organizationIdOf(session) }
  }
  const activeKey = () => (activeId ? keyOf(activeId) : undefined)

  function publish(): void {
    if (wire === undefined || isHeld) return
    const client = deps.readClient(wire)
    const session = client.signedInSessions.find(({ id }) => id === activeId) ?? null
    const user = session?.user ?? null
    const organizationId = activeKey()?.organizationId
    const organization =
      user?.organizationMemberships.map((one) => one.organization).find(({ id }) => id === organizationId) ??
      null
    if (
      client === resources.client &&
      session === resources.session &&
      organization === resources.organization
    )
      return
    resources = { client, session, user, organization }
    emitter.emit('resources', resources)
  }

  function activeJwt(): string | null | undefined {
    const key = activeKey()
    return key ? keeper()?.cache.get(key)?.jwt : null
  }

  function writeCookies(): void {
    const jwt = activeJwt()
    // A token that was dropped as too old stays here until the new one has come.
    if (jwt !== undefined && keeper()?.mayTell(jwt) !== false) cookies.writeToken(jwt)
    cookies.writeClientUat(wire ?? null)
  }

  /** The session or its token may be another now. */
  function announce(): void {
    const jwt = activeJwt()
    if (jwt !== undefined && jwt !== toldJwt) {
      toldJwt = jwt
      emitter.emit('token', jwt)
    }
    keeper()?.planRenewal()
    publish()
  }

  function tell(news: Partial<ClientNews> = {}): void {
    // What is made of a token alone has no id, and is no news.
    if (wire !== undefined && wire?.id !== '') sync.tellNews({ client: withoutTokens(wire), ...news })
  }

  /** Keeps the tokens that came along, and returns them. One from before the last change starts a handshake on the app's server. */
  function takeTokens(client: ClientState | null): SharedToken[] {
    const { cache } = keeper() ?? {}
    if (!cache) return []
    cache.drop((id) => !isOpen(id))
    const came = (client?.sessions ?? []).flatMap(({ id, last_active_token: token }) =>
      token ? [{ key: { sessionId: id }, jwt: token.jwt, ageSeconds: 0 }] : [],
    )
    const kept = came.filter(cache.put)
    if (client) cache.drop((_id, issuedAt) => issuedAt < clientUat(client))
    return kept
  }

  return {
    resources: () => resources,
    clientState: () => wire,
    isOpen,
    keyOf,
    activeKey,
    writeCookies,

    /** The server, another tab, or a token that is left over said who is signed in. */
    accept(client: ClientState | null, source: ClientSource): void {
      wire = client
      const tokens = takeTokens(client)
      if (activeId && !isOpen(activeId)) activeId = null
      // What was believed while the server was away decides nothing once it answers.
      if (!hasAnswered) activeId ??= defaultSessionId(client)
      if (source === 'server') {
        hasAnswered = true
        writeCookies()
        tell()
        for (const token of tokens) sync.tellToken(token)
      }
      announce()
    },

    /** What another tab learnt. */
    hear({ activeSessionId }: ClientNews): void {
      if (activeSessionId === undefined || (activeSessionId !== null && !isOpen(activeSessionId))) return
      activeId = activeSessionId
      announce()
    },

    /** A token came from another tab, or from the server for one session. */
    hearToken(token: SharedToken): void {
      if (isOpen(token.key.sessionId) && keeper()?.cache.put(token)) announce()
    },

    /** A token that was fetched is in the cache. */
    onToken(key: TokenKey): void {
      const shared = keeper()?.cache.share(key)
      if (shared) sync.tellToken(shared)
      if (key.sessionId !== activeId || key.template !== undefined) return
      writeCookies()
      announce()
    },

    /**
     * Makes another session the active one, in all tabs. Nobody here hears of it before `beforeEmit` is done: the app's
     * server may have to be asked first.
     */
    async activate(sessionId: string | null, beforeEmit: () => unknown): Promise<void> {
      activeId = sessionId
      writeCookies()
      tell({ activeSessionId: activeId })
      isHeld = true
      announce()
      try {
        await beforeEmit()
      } finally {
        isHeld = false
        publish()
      }
    },
  }
}

/** The one that was used last, or any. */
function defaultSessionId(client: ClientState | null): string | null {
  const open = client?.sessions.filter(isSignedIn) ?? []
  return (open.find(({ id }) => id === client?.last_active_session_id) ?? open[0])?.id ?? null
}

/** Tokens go by themselves, with their age: a tab that slept reads its messages late. */
function withoutTokens(client: ClientState | null): ClientState | null {
  return client && { ...client, sessions: client.sessions.map(withoutToken) }
}

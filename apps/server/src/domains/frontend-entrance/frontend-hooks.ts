/**
 * The Frontend API's entrance and exit: who is calling, whether the page may, and how an answer carries the client's
 * token, cookies and state. It knows no rule of any flow.
 */
import type { AnyRoute, SessionId } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import { corsHeaders, preflightResponse } from '../../platform/http/cors.ts'
import { errorResponse } from '../../platform/http/error-response.ts'
import type { HttpRequest } from '../../platform/http/http-request.ts'
import type { RouterHooks } from '../../platform/http/router.ts'
import type { Log } from '../../platform/log/log.ts'
import type { Throttle } from '../../platform/throttle.ts'
import type { Client, ClientsService, FrontendScope } from '../clients/index.ts'
import type { Instance, InstanceDirectory } from '../instances/index.ts'
import { isOpenToCaller, type Session, type SessionsService } from '../sessions/index.ts'
import { type CallScope, type ComposeState, callOf, createCallScope } from './call-scope.ts'
import {
  type FrontendCall,
  readFrontendCall,
  requireAllowedOrigin,
  requireConsistentTransport,
} from './frontend-call.ts'
import {
  baseHeaders,
  corsGrant,
  writeClientToken,
  writeClientUat,
  writeDevBrowser,
} from './frontend-headers.ts'

export interface FrontendHooksDeps {
  directory: InstanceDirectory
  clients: ClientsService
  sessions: Pick<SessionsService, 'listSignedInOfClient'>
  composeState: ComposeState
  throttle: Throttle
  log: Log
  isUnavailable: (error: unknown) => boolean
}

/** Carries a client's token from one of the instance's domains to another. Nobody else is shown it. */
export interface ClientHandover {
  tokenOf(scope: FrontendScope): string | undefined
  adopt(scope: FrontendScope, token: string): void
}

export interface FrontendEntrance {
  hooks: RouterHooks<CallScope>
  handover: ClientHandover
  /** Answers a browser's question before a request it must not send unasked. */
  preflight(request: HttpRequest): Response
  /** Headers for an error answer made outside of any route, so that the page can read why. */
  errorHeaders(request: HttpRequest): Headers
}

/** Nobody knows how long a maintenance takes; asking once a minute costs nobody anything. */
const maintenanceRetrySeconds = 60

/** Minting looks its client up itself, mostly without the database. */
const resolvesItself: ReadonlySet<string> = new Set(['createSessionToken', 'createSessionTokenWithTemplate'])

/** Posted by pages of providers: it reads no cookie and does nothing but lead on to the GET. */
const openToAll: ReadonlySet<string> = new Set(['postOauthCallback'])

/** Where a browser is sent on to the app, whose server is to know who has signed in before any script can tell. */
const leadsToApp: ReadonlySet<string> = new Set(['getOauthCallback'])

export function createFrontendEntrance(deps: FrontendHooksDeps): FrontendEntrance {
  const { directory, log, isUnavailable } = deps
  function read(request: HttpRequest): FrontendCall {
    return readFrontendCall(directory.byId(request.instanceId) ?? directory.default(), request)
  }

  async function enter(scope: CallScope, request: HttpRequest, route: AnyRoute): Promise<void> {
    const { call } = scope
    requireConsistentTransport(call)
    requireNoMaintenance(call.instance, route)
    const isOwnPages = !openToAll.has(route.operationId)
    if (isOwnPages && (route.path.startsWith('/v1/') || route.method !== 'get')) requireAllowedOrigin(call)
    if (route.auth === 'public' || resolvesItself.has(route.operationId)) return
    const client = await identify(scope)
    requireCurrentToken(scope, request)
    const sessions = client ? await findSessions(scope, client) : []
    // A body would be another matter: it takes as long as its sender wants, and the client changes meanwhile.
    if (client && route.operationId === 'getClient' && request.raw.method === 'GET')
      scope.seen = { client, sessions }
    if (route.auth === 'session') requireSession(scope, route)
  }

  async function identify(scope: CallScope): Promise<Client | undefined> {
    const known = await deps.clients.findByToken(scope, scope.call.tokens)
    if (known) scope.know(known)
    if (known || !scope.call.hasNativeToken) return known?.client
    // An app holds on to a token until it gets another one; without one it could never start again.
    await scope.ensureClient()
    throw new DomainError('signed_out')
  }

  /** The sessions the caller may speak for; it speaks for one of them. */
  async function findSessions(scope: CallScope, { id, lastActiveSessionId }: Client): Promise<Session[]> {
    const { client: caller, call } = scope
    const all = await deps.sessions.listSignedInOfClient(scope, id)
    const own = all.filter((session) => caller !== undefined && isOpenToCaller(session, caller))
    scope.speakFor(chooseSession(own, call.http.url.searchParams, lastActiveSessionId))
    return own
  }

  async function leave(output: unknown, scope: CallScope, route: AnyRoute) {
    const state = route.envelope === 'client' ? await scope.clientState() : undefined
    const headers = headersOf(scope, route)
    if (route.envelope === 'bare') return { body: output, headers }
    // Reading the client is the answer itself; sending it twice would only be longer.
    return { body: { response: output, client: route.operationId === 'getClient' ? null : state }, headers }
  }

  async function leaveReply(scope: CallScope, route: AnyRoute): Promise<Headers> {
    const hasChanged = leadsToApp.has(route.operationId) && scope.outcome().issuedToken !== undefined
    if (hasChanged) await scope.clientState()
    return headersOf(scope, route)
  }

  function headersOf(scope: CallScope, route: AnyRoute): Headers {
    const headers = baseHeaders(scope.call)
    writeClientToken(headers, scope.call, scope.outcome())
    writeClientUat(headers, scope.call, scope.outcome(), leadsToApp.has(route.operationId))
    writeDevBrowser(headers, scope.call, route.operationId)
    return headers
  }

  async function fail(error: unknown, scope: CallScope | undefined, request: HttpRequest): Promise<Response> {
    const headers = scope ? baseHeaders(scope.call) : new Headers()
    const isSeen = request.method === 'GET' && request.raw.headers.get('sec-fetch-mode') === 'navigate'
    const options = { traceId: request.info.traceId, log, isUnavailable, headers, isSeen }
    if (!scope) return errorResponse(error, options)
    letRefusedPageRead(headers, error, request)
    const outcome = scope.outcome()
    writeClientToken(headers, scope.call, outcome)
    writeClientUat(headers, scope.call, outcome)
    if (outcome.issuedToken === undefined || !scope.client) return errorResponse(error, options)
    const client = await scope.clientState().catch(() => undefined)
    return errorResponse(error, client ? { ...options, client } : options)
  }

  return {
    hooks: {
      open: (request) => createCallScope(read(request), deps),
      enter,
      leave,
      leaveReply,
      fail,
    },
    handover: {
      tokenOf: (scope) => callOf(scope).token(),
      adopt: (scope, token) => callOf(scope).adopt(token),
    },
    preflight(request) {
      const { isOriginAllowed, http } = read(request)
      const grant = corsGrant(http.path, isOriginAllowed)
      return preflightResponse(
        http.info.origin,
        grant,
        http.raw.headers.get('access-control-request-headers'),
      )
    },
    errorHeaders: (request) => baseHeaders(read(request)),
  }
}

/** The session named in the query, or the client's last active one, or its only one. A name that does not fit gets nothing. */
function chooseSession(
  sessions: readonly Session[],
  query: URLSearchParams,
  lastActiveId: SessionId | null,
): Session | undefined {
  const named = query.get('_clerk_session_id')
  if (named !== null && named !== '') return sessions.find(({ id }) => id === named)
  return sessions.find(({ id }) => id === lastActiveId) ?? sessions[0]
}

function requireSession({ session }: CallScope, { whilePending }: AnyRoute): void {
  if (!session) throw new DomainError('authentication_invalid')
  const { task } = session
  if (task !== undefined && !whilePending.includes(task))
    throw new DomainError('action_for_session_not_authorized', { meta: { task } })
}

/** A token that has been replaced may finish what was under way with older sessions, and start nothing. */
function requireCurrentToken(
  { client }: CallScope,
  { method, path }: Pick<HttpRequest, 'method' | 'path'>,
): void {
  const isLeftover = method === 'GET' || path.startsWith('/v1/client/sessions/')
  if (client?.isPreviousToken && !isLeftover) throw new DomainError('client_state_invalid')
}

/** While the app is worked on nobody comes in. Who is in already goes on, and anybody may see how far they have come. */
function requireNoMaintenance({ settings }: Instance, { method, path }: AnyRoute): void {
  const isWayIn = method !== 'get' && /^\/v1\/client\/sign_(in|up)s(\/|$)/.test(path)
  if (settings.maintenance_mode && isWayIn)
    throw new DomainError('maintenance_mode', { retryAfterSeconds: maintenanceRetrySeconds })
}

/** The page that was refused learns that it was, and nothing else: clerk-js tells its developer what is wrong (wire contract 6.5). */
function letRefusedPageRead(headers: Headers, error: unknown, { info }: HttpRequest): void {
  if (!(error instanceof DomainError) || error.code !== 'origin_invalid') return
  for (const [name, value] of corsHeaders(info.origin, 'credentials')) headers.set(name, value)
}

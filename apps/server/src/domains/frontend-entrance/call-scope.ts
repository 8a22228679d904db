import type { SessionId } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import { cookie } from '../../platform/http/http-request.ts'
import { hashToken } from '../../platform/secrets/seal.ts'
import { type Throttle, takeOfNetwork } from '../../platform/throttle.ts'
import type {
  CallerClient,
  CallerSession,
  ClientState,
  ClientsService,
  FrontendScope,
  IssuedClient,
  KnownClient,
} from '../clients/index.ts'
import { isSignedIn, type Session } from '../sessions/index.ts'
import type { FrontendCall } from './frontend-call.ts'
import type { ClientOutcome } from './frontend-headers.ts'

/** Composes the state of a call's client: who is signed in on it, and what it has under way. */
export type ComposeState = (scope: FrontendScope, client: CallerClient) => Promise<ClientState | null>

export interface CallScopeDeps {
  clients: Pick<ClientsService, 'create' | 'rotate' | 'rotateIn'>
  composeState: ComposeState
  throttle: Throttle
}

/** One call from its entrance to its answer: what handlers are shown of it, and what they made of its client. */
export interface CallScope {
  readonly call: FrontendCall
  readonly asked: FrontendScope
  /** The client's current token, as the caller holds it or is about to; never shown to handlers. */
  token(): string | undefined
  /** Gives the caller the token of a client it proved elsewhere. */
  adopt(token: string): void
  /** Settles who is calling. */
  know(known: KnownClient): void
  speakFor(session: Session | undefined): void
  lastActiveSessionId(): SessionId | null
  outcome(): ClientOutcome
}

interface Progress {
  client: CallerClient | undefined
  lastActiveSessionId: SessionId | null
  session: CallerSession | undefined
  /** As presented, if it is the current one. */
  knownToken: string | undefined
  issuedToken: string | undefined
  /** A new token, if the transaction that made it is committed. */
  rotated: IssuedClient | undefined
  isDropped: boolean
  state: Promise<ClientState | null> | undefined
  composed: ClientState | null | undefined
}

export function createCallScope(
  call: FrontendCall,
  { clients, composeState, throttle }: CallScopeDeps,
): CallScope {
  const progress: Progress = {
    client: undefined,
    lastActiveSessionId: null,
    session: undefined,
    knownToken: undefined,
    issuedToken: undefined,
    rotated: undefined,
    isDropped: false,
    state: undefined,
    composed: undefined,
  }

  function take({ client, token }: IssuedClient): CallerClient {
    const { id, tokenGeneration } = client
    Object.assign(progress, { issuedToken: token, rotated: undefined, isDropped: false })
    progress.client = { id, tokenGeneration, isPreviousToken: false }
    return progress.client
  }

  /** Each is a row that stays for days, so one network gets so many. */
  async function create(): Promise<CallerClient> {
    await takeOfNetwork(throttle, asked, 'client_create', call.instance.settings.rate_limits.client_create)
    return take(await clients.create(asked))
  }

  /** The client whose token is to be replaced, if there is need: one made in this very call is known to nobody yet. */
  function rotatable(): CallerClient | undefined {
    const { client, issuedToken } = progress
    if (!client || issuedToken !== undefined) return undefined
    // Nothing brings the holder of a replaced token back to the client, whatever a route lets them do.
    if (client.isPreviousToken) throw new DomainError('client_state_invalid')
    return client
  }

  async function compose(): Promise<ClientState | null> {
    progress.composed = progress.client ? await composeState(asked, progress.client) : null
    return progress.composed
  }

  const asked: FrontendScope = {
    instance: call.instance,
    request: call.http.info,
    isNative: call.isNative,
    clientTokenHashes: call.tokens.map(hashToken),
    azp: call.pageOrigin,
    get client() {
      return progress.client
    },
    get session() {
      return progress.session
    },
    cookie: (name) => (call.isNative ? undefined : cookie(call.http, name)),
    async ensureClient() {
      return progress.client ?? (await create())
    },
    async rotateClient() {
      if (progress.rotated) return void take(progress.rotated)
      const client = rotatable()
      if (client) take(await clients.rotate(asked, client.id, client.tokenGeneration))
      else await asked.ensureClient()
    },
    async rotateClientIn(tx) {
      const client = rotatable()
      if (client) progress.rotated = await clients.rotateIn(tx, asked, client.id, client.tokenGeneration)
    },
    renewClient() {
      progress.issuedToken ??= progress.knownToken
    },
    dropClient() {
      Object.assign(progress, {
        ...{ client: undefined, session: undefined, knownToken: undefined, issuedToken: undefined },
        isDropped: true,
        ...{ state: undefined, composed: undefined },
      })
    },
    clientState: () => (progress.state ??= compose()),
  }

  return {
    call,
    asked,
    token: () => progress.issuedToken ?? progress.knownToken,
    adopt(token) {
      progress.issuedToken = token
    },
    know({ client, token, isPreviousToken }) {
      if (!isPreviousToken) progress.knownToken = token
      progress.client = { id: client.id, tokenGeneration: client.tokenGeneration, isPreviousToken }
      progress.lastActiveSessionId = client.lastActiveSessionId
    },
    speakFor(session) {
      if (!session || !isSignedIn(session)) return
      progress.session = { id: session.id, userId: session.userId, status: session.status }
    },
    lastActiveSessionId: () => progress.lastActiveSessionId,
    outcome: () => ({
      issuedToken: progress.issuedToken,
      isDropped: progress.isDropped,
      state: progress.composed,
    }),
  }
}

import { DomainError, invariant } from '../../platform/domain-error.ts'
import { cookie } from '../../platform/http/http-request.ts'
import { hashToken } from '../../platform/secrets/seal.ts'
import { type Throttle, takeOfNetwork } from '../../platform/throttle.ts'
import type {
  CallerClient,
  CallerSession,
  Client,
  ClientState,
  ClientsService,
  FrontendScope,
  IssuedClient,
  KnownClient,
  PlannedClient,
} from '../clients/index.ts'
import { isSignedIn, type Session, tasksOf } from '../sessions/index.ts'
import type { FrontendCall } from './frontend-call.ts'
import type { ClientOutcome } from './frontend-headers.ts'

/** Composes the state of a call's client: who is signed in on it, and what it has under way. */
export type ComposeState = (
  scope: FrontendScope,
  client: CallerClient,
  seen?: SeenClient,
) => Promise<ClientState | null>

/** A client as the entrance saw it, with the sessions that are open to the caller. */
export interface SeenClient {
  client: Client
  /** Absent: read when the state is composed. */
  sessions?: readonly Session[]
}

export interface CallScopeDeps {
  clients: Pick<ClientsService, 'create' | 'createAtCommit' | 'plan' | 'rotate' | 'rotateIn'>
  composeState: ComposeState
  throttle: Throttle
}

/** One call from its entrance to its answer. Handlers are shown the part of it that is a `FrontendScope`. */
export interface CallScope extends FrontendScope {
  readonly call: FrontendCall
  client: CallerClient | undefined
  session: CallerSession | undefined
  /** Set where nothing comes between the entrance and the answer: the state is made from it. */
  seen: SeenClient | undefined
  /** The client's current token, as the caller holds it or is about to. */
  token(): string | undefined
  /** Gives the caller the token of a client it proved elsewhere. */
  adopt(token: string): void
  /** Settles who is calling. */
  know(known: KnownClient): void
  speakFor(session: Session | undefined): void
  outcome(): ClientOutcome
}

interface Progress {
  /** As presented, if it is the current one. */
  knownToken: string | undefined
  issuedToken: string | undefined
  /** A client that is not written yet. */
  planned: PlannedClient | undefined
  /** The planned client as it was written, if the transaction that wrote it is committed. */
  saved: IssuedClient | undefined
  /** A new token, if the transaction that made it is committed. */
  rotated: IssuedClient | undefined
  isDropped: boolean
  state: Promise<ClientState | null> | undefined
  composed: ClientState | null | undefined
}

/** The call whose scope a handler was shown. */
export function callOf(scope: FrontendScope): CallScope {
  invariant('call' in scope, 'handlers pass on the scope they were called with')
  return scope as CallScope
}

export function createCallScope(
  call: FrontendCall,
  { clients, composeState, throttle }: CallScopeDeps,
): CallScope {
  const progress: Progress = {
    knownToken: undefined,
    issuedToken: undefined,
    planned: undefined,
    saved: undefined,
    rotated: undefined,
    isDropped: false,
    state: undefined,
    composed: undefined,
  }

  function take({ client, token }: IssuedClient): CallerClient {
    const { id, tokenGeneration } = client
    Object.assign(progress, { issuedToken: token, planned: undefined, rotated: undefined, isDropped: false })
    scope.client = { id, tokenGeneration, isPreviousToken: false }
    return scope.client
  }

  /** Each is a row that stays for days, so one network gets so many. */
  async function plan(): Promise<CallerClient> {
    await takeOfNetwork(throttle, scope, 'client_create', call.instance.settings.rate_limits.client_create)
    progress.planned = clients.plan()
    scope.client = { id: progress.planned.id, tokenGeneration: 1, isPreviousToken: false, isNew: true }
    return scope.client
  }

  async function issue(planned: PlannedClient): Promise<CallerClient> {
    const issued = progress.saved ?? (await clients.create(scope, undefined, planned))
    // Nobody else can have changed what nobody else knows of.
    if (progress.saved) scope.seen = { client: issued.client }
    scope.client = { ...take(issued), isNew: true }
    return scope.client
  }

  /** The client whose token is to be replaced, if there is need: one made in this very call is known to nobody yet. */
  function rotatable(): CallerClient | undefined {
    const { client } = scope
    if (!client || progress.planned || progress.issuedToken !== undefined) return undefined
    // Nothing brings the holder of a replaced token back to the client, whatever a route lets them do.
    if (client.isPreviousToken) throw new DomainError('client_state_invalid')
    return client
  }

  async function compose(): Promise<ClientState | null> {
    progress.composed = scope.client ? await composeState(scope, scope.client, scope.seen) : null
    return progress.composed
  }

  // Values and no getters: V8 keeps a getter with the shape of its object, where it would hold on to the whole call.
  const scope: CallScope = {
    call,
    instance: call.instance,
    request: call.http.info,
    isNative: call.isNative,
    clientTokenHashes: call.tokens.map(hashToken),
    azp: call.pageOrigin,
    client: undefined,
    session: undefined,
    seen: undefined,
    cookie: (name) => (call.isNative ? undefined : cookie(call.http, name)),
    async ensureClient() {
      const client = await scope.planClient()
      return progress.planned ? await issue(progress.planned) : client
    },
    planClient: async () => scope.client ?? (await plan()),
    async saveClientIn(tx, change) {
      // Written again where its transaction is done again: what the first run wrote was rolled back.
      if (!progress.planned) return undefined
      progress.saved = await clients.createAtCommit(tx, scope, progress.planned, change)
      return progress.saved.client
    },
    async rotateClient() {
      if (progress.rotated) return void take(progress.rotated)
      const client = rotatable()
      if (client) take(await clients.rotate(scope, client.id, client.tokenGeneration))
      else await scope.ensureClient()
    },
    async rotateClientIn(tx) {
      const client = rotatable()
      if (client) progress.rotated = await clients.rotateIn(tx, scope, client.id, client.tokenGeneration)
    },
    renewClient() {
      progress.issuedToken ??= progress.knownToken
    },
    dropClient() {
      Object.assign(scope, { client: undefined, session: undefined })
      Object.assign(progress, {
        ...{ knownToken: undefined, issuedToken: undefined, isDropped: true },
        ...{ state: undefined, composed: undefined },
      })
    },
    clientState: () => (progress.state ??= compose()),
    token: () => progress.issuedToken ?? progress.knownToken,
    adopt(token) {
      progress.issuedToken = token
    },
    know({ client, token, isPreviousToken }) {
      if (!isPreviousToken) progress.knownToken = token
      scope.client = { id: client.id, tokenGeneration: client.tokenGeneration, isPreviousToken }
    },
    speakFor(session) {
      if (!session || !isSignedIn(session)) return
      const [task] = tasksOf(session, call.instance.settings)
      scope.session = {
        id: session.id,
        userId: session.userId,
        task,
        firstFactorStrategy: session.firstFactorStrategy,
        secondFactorVerifiedAt: session.secondFactorVerifiedAt,
        createdAt: session.createdAt,
      }
    },
    outcome: () => ({
      issuedToken: progress.issuedToken,
      isDropped: progress.isDropped,
      state: progress.composed,
    }),
  }
  return scope
}

/** What happens to a request before the app sees it. Adapters only translate. */
import {
  type AuthenticateRequestOptions,
  type BackendClient,
  createBackendClient,
  type RequestState,
} from '@keywright/backend'
import { publicUrlOf } from './addresses.ts'
import { type AdapterOptions, type OptionsOf, valueFor } from './options.ts'
import { createRequestAuth, type RequestAuth } from './request-auth.ts'

/** `answer`: the app is not asked; the headers name where the browser is sent. `pass`: it is, and these headers go with its answer. */
export type Outcome =
  | { kind: 'answer'; status: 307; headers: Headers }
  | { kind: 'pass'; headers: Headers; auth: RequestAuth; client: BackendClient }

export type Authenticate<FrameworkRequest> = (
  request: Request,
  frameworkRequest: FrameworkRequest,
) => Promise<Outcome>

export function createAuthenticator<FrameworkRequest>(
  given: OptionsOf<FrameworkRequest> = {},
): Authenticate<FrameworkRequest> {
  const findClient = createClientPool()
  return async (request, frameworkRequest) => {
    const options = typeof given === 'function' ? await given(frameworkRequest) : given
    return authenticate(request, options, findClient(options))
  }
}

async function authenticate(
  request: Request,
  options: AdapterOptions,
  client: BackendClient,
): Promise<Outcome> {
  const asked = await resolveOptions(request, options, client)
  const state = await client.authenticateRequest(request, { ...asked, acceptsToken: 'any' })
  if (state.headers.has('location')) return { kind: 'answer', status: 307, headers: state.headers }
  // Whoever asks for a session is told about sessions, also where the request showed a machine's token.
  const session: RequestState =
    state.tokenType === 'session_token' ? state : await client.authenticateRequest(request, asked)
  const auth = createRequestAuth({ request, state, session })
  return { kind: 'pass', headers: state.headers, auth, client }
}

/** What may depend on the URL, worked out for this one. */
async function resolveOptions(
  request: Request,
  options: AdapterOptions,
  client: BackendClient,
): Promise<AuthenticateRequestOptions> {
  const { isSatellite, domain, proxyUrl, keywrightClient: _ours, clerkClient: _theirs, ...fixed } = options
  const isFixed = [isSatellite, domain, proxyUrl].every((value) => typeof value !== 'function')
  const url = isFixed ? new URL(request.url) : await publicUrlOf(request, client)
  return {
    ...fixed,
    isSatellite: valueFor(isSatellite, url),
    domain: valueFor(domain, url),
    proxyUrl: valueFor(proxyUrl, url),
  }
}

/** What decides whom a client talks to, and as whom. */
const identity = ['secretKey', 'publishableKey', 'apiUrl', 'apiVersion', 'url'] as const
const clientsMax = 100

/**
 * One client for each instance. It is made at the first request: by then the environment has been read, by whatever reads it.
 * A function that makes up keys for each request must not fill the memory.
 */
function createClientPool(): (options: AdapterOptions) => BackendClient {
  const clients = new Map<string, BackendClient>()
  return ({ keywrightClient, clerkClient, ...options }) => {
    const own = keywrightClient ?? clerkClient
    if (own) return own
    const key = JSON.stringify(identity.map((name) => (options as Record<string, unknown>)[name] ?? null))
    const known = clients.get(key)
    if (known) return known
    if (clients.size >= clientsMax) clients.clear()
    const { isSatellite: _satellite, domain: _domain, proxyUrl: _proxy, ...fixed } = options
    const client = createBackendClient(fixed)
    clients.set(key, client)
    return client
  }
}

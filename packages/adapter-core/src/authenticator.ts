/** What happens to a request before the app sees it. Adapters only translate. */
import {
  type AuthenticateRequestOptions,
  type BackendClient,
  createBackendClient,
  readEnvironment,
} from '@keywright/backend'
import { pageOf } from './addresses.ts'
import { type BodySource, forwardToFrontendApi, proxyPathOf } from './frontend-api-proxy.ts'
import { type AdapterOptions, type OptionsOf, valueFor } from './options.ts'
import { createRequestAuth, type RequestAuth } from './request-auth.ts'

/** `answer`: the app is not asked; the headers name where the browser is sent. `pass`: it is, and these headers go with its answer. */
export type Outcome =
  | { kind: 'answer'; status: 307; headers: Headers }
  | { kind: 'pass'; headers: Headers; auth: RequestAuth; client: BackendClient }

export interface Authenticator<FrameworkRequest> {
  identify(request: Request, frameworkRequest: FrameworkRequest): Promise<Outcome>
  /** The answer to a request for the Frontend API, where the app forwards it. `body` is only taken for such a request. */
  forward(
    request: Request,
    frameworkRequest: FrameworkRequest,
    body: BodySource,
  ): Promise<Response | undefined>
}

export function createAuthenticator<FrameworkRequest>(
  given: OptionsOf<FrameworkRequest> = {},
): Authenticator<FrameworkRequest> {
  const findClient = createClientPool()
  const optionsOf = async (request: FrameworkRequest) =>
    typeof given === 'function' ? await given(request) : given
  return {
    async identify(request, frameworkRequest) {
      const options = await optionsOf(frameworkRequest)
      return authenticate(request, options, findClient(options))
    },
    async forward(request, frameworkRequest, body) {
      const options = await optionsOf(frameworkRequest)
      return options.frontendApiProxy ? forwardToFrontendApi(request, body, options) : undefined
    },
  }
}

async function authenticate(
  request: Request,
  options: AdapterOptions,
  client: BackendClient,
): Promise<Outcome> {
  const asked = resolveOptions(request, options)
  const state = await client.authenticateRequest(request, { ...asked, acceptsToken: 'any' })
  if (state.headers.has('location')) return { kind: 'answer', status: 307, headers: state.headers }
  const serverUrl = () => options.url || readEnvironment(options.environment).url
  const auth = createRequestAuth({ request, state, serverUrl })
  return { kind: 'pass', headers: state.headers, auth, client }
}

/** What may depend on the URL, worked out for this one. */
function resolveOptions(request: Request, options: AdapterOptions): AuthenticateRequestOptions {
  // The client has read the environment; `debug()` would show it to whoever looks, with all its secrets.
  const { isSatellite, domain, proxyUrl, environment: _read, ...fixed } = withoutOurOwn(options)
  const url = () => pageOf(request)
  return {
    ...fixed,
    isSatellite: valueFor(isSatellite, url),
    domain: valueFor(domain, url),
    proxyUrl: valueFor(proxyUrl, url) ?? proxyPathOf(options, request),
  }
}

/** Leaves what `authenticateRequest` knows. */
function withoutOurOwn({
  keywrightClient: _ours,
  clerkClient: _theirs,
  frontendApiProxy: _proxy,
  ...known
}: AdapterOptions) {
  return known
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
  return (options) => {
    const own = options.keywrightClient ?? options.clerkClient
    if (own) return own
    const key = JSON.stringify(identity.map((name) => (options as Record<string, unknown>)[name] ?? null))
    const known = clients.get(key)
    if (known) return known
    if (clients.size >= clientsMax) clients.clear()
    const { isSatellite: _satellite, domain: _domain, proxyUrl: _proxy, ...fixed } = withoutOurOwn(options)
    const client = createBackendClient(fixed)
    clients.set(key, client)
    return client
  }
}

/** The Frontend API under the app's own origin, as official SDKs offer it (wire contract 1.6). */
import { readEnvironment } from '@keywright/backend'
import { findApiUrl } from '@keywright/backend/internal'
import { pageOf } from './addresses.ts'
import { type AdapterOptions, valueFor } from './options.ts'

/** The body of a request as it comes, when it is asked for. */
export type BodySource = () => BodyInit | AsyncIterable<unknown> | null

/** The path of the proxy, without a slash at its end; `undefined` where there is none. */
export function proxyPathOf(
  { frontendApiProxy: proxy }: AdapterOptions,
  request: Request,
): string | undefined {
  const isEnabled = valueFor(proxy?.enabled, () => new URL(request.url))
  return isEnabled ? proxy?.path?.replace(/\/+$/, '') || '/__clerk' : undefined
}

/** Answers a request that is for the Frontend API; `undefined` for any other. `body` is not looked at before. */
export async function forwardToFrontendApi(
  request: Request,
  body: BodySource,
  options: AdapterOptions,
): Promise<Response | undefined> {
  const { pathname, search } = new URL(request.url)
  const path = proxyPathOf(options, request)
  if (path === undefined || (pathname !== path && !pathname.startsWith(`${path}/`))) return undefined
  const settings = settingsOf(options)
  if (!settings) return failure(500, 'proxy_configuration_error', 'The proxy has no secret key.')
  const { origin } = pageOf(request)
  const proxyUrl = `${origin}${path}`
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method,
    headers: forwardedHeaders(request, proxyUrl, settings.secretKey),
    redirect: 'manual',
    ...(request.method === 'GET' || request.method === 'HEAD' ? {} : streamed(body)),
  }
  try {
    const target = `${settings.server}${pathname.slice(path.length) || '/'}${search}`
    return toAnswer(await (options.fetch ?? fetch)(target, init), settings.server, proxyUrl)
  } catch {
    return failure(502, 'proxy_request_failed', 'The server could not be reached.')
  }
}

/** On Node `fetch` takes any asynchronous iterable, which its own types do not say. */
function streamed(body: BodySource): { body: BodyInit | null; duplex: 'half' } {
  return { body: body() as BodyInit | null, duplex: 'half' }
}

/** Where servers reach the Frontend API, and as whom the proxy speaks. */
function settingsOf(given: AdapterOptions): { server: string; secretKey: string } | undefined {
  const environment = given.environment ?? processEnvironment()
  const read = readEnvironment(environment)
  const secretKey = given.secretKey || read.secretKey
  if (!secretKey) return undefined
  const named = environment.KEYWRIGHT_FAPI_URL || environment.CLERK_FAPI_URL
  const target = typeof named === 'string' ? named : undefined
  const apiUrl = given.url || target || read.url || given.apiUrl || read.apiUrl
  const publishableKey = given.publishableKey || read.publishableKey
  return { server: findApiUrl({ apiUrl, publishableKey }), secretKey }
}

function processEnvironment(): Readonly<Record<string, unknown>> {
  return (globalThis as { process?: { env?: Record<string, unknown> } }).process?.env ?? {}
}

/** RFC 9110 §7.6.1: they belong to one connection. The lengths are those of another encoding, or of a stream. */
const hopByHop = [
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te'],
  ...['trailer', 'transfer-encoding', 'upgrade', 'content-length', 'host', 'expect'],
]

function forwardedHeaders(request: Request, proxyUrl: string, secretKey: string): Headers {
  const headers = new Headers(request.headers)
  const named = headers.get('connection')?.split(',') ?? []
  for (const name of [...named.map((one) => one.trim()).filter(Boolean), ...hopByHop]) headers.delete(name)
  const { host, protocol } = new URL(proxyUrl)
  headers.set('clerk-proxy-url', proxyUrl)
  headers.set('clerk-secret-key', secretKey)
  headers.set('accept-encoding', 'identity')
  headers.set('x-forwarded-host', host)
  headers.set('x-forwarded-proto', protocol.slice(0, -1))
  return headers
}

function toAnswer(response: Response, server: string, proxyUrl: string): Response {
  const headers = new Headers(response.headers)
  for (const name of [...hopByHop, 'content-encoding']) headers.delete(name)
  const location = headers.get('location')
  // A redirect within the Frontend API stays within the proxy.
  if (location?.startsWith(`${server}/`))
    headers.set('location', `${proxyUrl}${location.slice(server.length)}`)
  return new Response(response.body, { status: response.status, headers })
}

const failure = (status: number, code: string, message: string) =>
  Response.json({ errors: [{ code, message, long_message: message }] }, { status })

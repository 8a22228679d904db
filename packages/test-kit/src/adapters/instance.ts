/** One instance as its apps see it: keys, tokens, cookies, and as much of a Backend API as signing in takes. */
import { createHash, createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

export type InstanceKind = 'live' | 'test'

const frontendHost = 'clerk.example.com'
export const appHost = 'app.example.com'
export const appUrl = `https://${appHost}`
/** Of session tokens (wire contract 5.1). */
const sessionCategory = 'cl_B7d4PD111AAA'

export const publishableKeyOf = (kind: InstanceKind) =>
  `pk_${kind}_${Buffer.from(`${frontendHost}$`).toString('base64')}`

const suffixOf = (kind: InstanceKind) =>
  createHash('sha1').update(publishableKeyOf(kind)).digest('base64url').slice(0, 8)

const own = await generateKeyPair('RS256')
const foreign = await generateKeyPair('RS256')

export interface TokenParts {
  claims?: Record<string, unknown>
  /** Seconds from now at which it was made. */
  at?: number
  /** Signed by somebody else. */
  isForged?: boolean
}

export const nowSeconds = () => Math.floor(Date.now() / 1000)

/** A session token that lives for a minute. */
export async function makeToken({ claims, at = 0, isForged = false }: TokenParts = {}): Promise<string> {
  const iat = nowSeconds() + at
  return new SignJWT({
    ...{ sub: 'user_1', sid: 'sess_1', iss: `https://${frontendHost}`, azp: appUrl },
    ...{ iat, nbf: iat - 10, exp: iat + 60, jti: 'j', v: 2, sts: 'active', fva: [0, -1], ...claims },
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'key_1', typ: 'JWT', cat: sessionCategory })
    .sign((isForged ? foreign : own).privateKey)
}

/** The token form of what a handshake brings back (wire contract 4.4). */
export function makeHandshakeToken(directives: readonly string[]): Promise<string> {
  return new SignJWT({ handshake: directives })
    .setProtectedHeader({ alg: 'RS256', kid: 'key_1' })
    .sign(own.privateKey)
}

const webhookKey = Buffer.from('secret')
export const webhookSecret = `whsec_${webhookKey.toString('base64')}`

/** The headers of a webhook (wire contract 14). */
export function signWebhook(body: string): Record<string, string> {
  const at = String(nowSeconds())
  const signature = createHmac('sha256', webhookKey).update(`msg_1.${at}.${body}`).digest('base64')
  return { 'svix-id': 'msg_1', 'svix-timestamp': at, 'svix-signature': `v1,${signature}` }
}

export interface CookieParts {
  kind?: InstanceKind
  session?: string
  uat?: number
  refresh?: string
  devBrowser?: string
  redirects?: number
  others?: string
}

/** A `Cookie` header, each cookie plain and suffixed as browsers have them (wire contract 3.1). */
export function cookieHeader(parts: CookieParts): string {
  const { kind = 'live', session, uat, refresh, devBrowser, redirects, others } = parts
  const both = { __session: session, __client_uat: uat, __clerk_db_jwt: devBrowser }
  const pairs = Object.entries(both).flatMap(([name, value]) => [
    [name, value],
    [`${name}_${suffixOf(kind)}`, value],
  ])
  pairs.push([`__refresh_${suffixOf(kind)}`, refresh], ['__clerk_redirect_count', redirects])
  const written = pairs.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`)
  return [...written, ...(others ? [others] : [])].join('; ')
}

export interface FakeBackendApi {
  url: string
  /** Cookies that a handshake dictates, by nonce. */
  payloads: Map<string, string[]>
  /** Cookies that a refresh answers, by refresh token. */
  refreshes: Map<string, string[]>
  stop(): Promise<void>
}

export async function startBackendApi(): Promise<FakeBackendApi> {
  const state = { payloads: new Map<string, string[]>(), refreshes: new Map<string, string[]>() }
  const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'key_1', alg: 'RS256', use: 'sig' }] }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const url = new URL(request.url ?? '/', 'http://fake')
    if (url.pathname === '/fapi/v1/redirect') {
      response.setHeader('set-cookie', ['__client=a; HttpOnly', '__client_uat=1'])
      return void response.writeHead(303, { location: `http://${request.headers.host}/fapi/v1/next` }).end()
    }
    if (url.pathname.startsWith('/fapi')) {
      const { method, headers } = request
      return void response
        .writeHead(201)
        .end(JSON.stringify({ method, url: request.url, headers, body: text }))
    }
    const body = url.pathname === '/v1/jwks' ? jwks : answerOf(state, url, text)
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? notFound))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    ...state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const notFound = { errors: [{ code: 'resource_not_found', message: 'Not found' }], clerk_trace_id: 't' }

function answerOf(
  { payloads, refreshes }: Pick<FakeBackendApi, 'payloads' | 'refreshes'>,
  { pathname, searchParams }: URL,
  text: string,
): object | undefined {
  if (pathname === '/v1/clients/handshake_payload') {
    const directives = payloads.get(searchParams.get('nonce') ?? '')
    return directives && { directives }
  }
  const cookies = pathname.endsWith('/refresh') && refreshes.get(JSON.parse(text).refresh_token)
  return cookies ? { object: 'cookies', cookies } : undefined
}

/**
 * Requests that come through an app's own server (`proxyUrl`, wire contract 1.6). The SDK's proxy forwards whatever path
 * an anonymous browser asks for, adds the secret key to it, and passes on the browser's `Authorization` and `X-Forwarded-*`.
 * So the key in `Clerk-Secret-Key` says which instance and that a proxy stands between; it never authorises.
 */
import { type CredentialKind, isBelow } from './audience.policy.ts'

/** What a request says about a proxy in front of it, before the key has been looked up. */
export type ProxyClaim =
  | { kind: 'none' }
  | { kind: 'missing_key' }
  | { kind: 'claimed'; secretKey: string; proxyUrl: URL | undefined }

/** Reads the proxy's headers. */
export function readProxyClaim(headers: Headers): ProxyClaim {
  const secretKey = headers.get('clerk-secret-key')
  const proxyUrl = headers.get('clerk-proxy-url')
  if (secretKey === null || secretKey === '')
    return proxyUrl === null && secretKey === null ? { kind: 'none' } : { kind: 'missing_key' }
  return { kind: 'claimed', secretKey, proxyUrl: parseProxyUrl(proxyUrl) }
}

function parseProxyUrl(text: string | null): URL | undefined {
  if (text === null || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined
}

/** Everything an app's proxy may reach beside the Frontend API. Neither dashboard, inbox nor any API of servers is here. */
const reachable = [
  '/v1',
  '/api_keys',
  '/npm',
  '/oauth',
  '/.well-known',
  '/sign-in',
  '/sign-up',
  '/user',
  '/organization',
  '/create-organization',
  '/waitlist',
  '/popup-callback',
  '/oauth-consent',
  '/sso-callback',
  '/tasks',
]

/** Paths below `/v1` that are for servers or operators, whatever their method. */
const serversOnly = ['/v1/platform', '/v1/keywright', '/v1/events', '/v1/revocations', '/v1/authz']

/** Where the form of a link goes that was opened in another browser: a browser's path, whatever stands above it. */
const linkForm = '/v1/keywright/verify'

/** Whether a proxied request may have this path. What passes is still for the Frontend API alone. */
export function mayProxyReach(path: string): boolean {
  if (path === linkForm) return true
  return (
    reachable.some((prefix) => isBelow(path, prefix)) && !serversOnly.some((prefix) => isBelow(path, prefix))
  )
}

/** A server's key in a proxied request comes from a browser, or from a server that should call directly. */
export function mayProxyCarry(credential: CredentialKind): boolean {
  return credential === 'client'
}

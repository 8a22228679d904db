/**
 * What the middleware answers. Next.js reads from headers of an answer what is to happen to the request: whether it goes on, where
 * to, and with which headers; `NextResponse` is no more than a way to write them.
 */
import { type AdapterOptions, applyHeaders } from '@keywright/adapter-core'
import type { ControlFlow } from './control-flow.ts'
import { authHeader, type KnownRequest, sealRequest } from './known-request.ts'
import type { RequestKind } from './request-kind.ts'
import { sealingSecret } from './secrets.ts'

const goesOn = 'x-middleware-next'
const rewrite = 'x-middleware-rewrite'
const overrides = 'x-middleware-override-headers'
const override = (name: string) => `x-middleware-request-${name}`

/** Only servers of the app write these. From a browser they are an attempt to be taken for one (CVE-2025-29927). */
const inner = /^x-(middleware|keywright|clerk)-/

export interface AnswerContext {
  request: Request
  /** Cookies and reports that go with every answer. */
  headers: Headers
  known: KnownRequest
  options: AdapterOptions
}

/** Completes the answer of the app, or lets the request go on where it has none. */
export function finishAnswer(answer: Response | undefined, context: AnswerContext): Response {
  const headers = new Headers(answer?.headers ?? { [goesOn]: '1' })
  applyHeaders(context.headers, {
    has: (name) => headers.has(name),
    set: (name, value) => headers.set(name, value),
    append: (name, value) => headers.append(name, value),
  })
  if (goesOnHere(headers, context.request.url)) handOn(headers, context)
  const { status = 200, statusText = '' } = answer ?? {}
  return new Response(answer?.body ?? null, { status, statusText, headers })
}

/** What is known of a visitor is not for another server to which a request is rewritten. */
function goesOnHere(headers: Headers, url: string): boolean {
  const target = headers.get(rewrite)
  if (target === null) return headers.get(goesOn) === '1'
  return new URL(target, url).origin === new URL(url).origin
}

/** Writes the headers that the app will see: those of the request, or those that the app chose, none that only we write, and ours. */
function handOn(headers: Headers, { request, known, options }: AnswerContext): void {
  const chosen = headers.get(overrides)
  const names = (chosen?.split(',') ?? [...request.headers.keys()]).map((name) => name.trim().toLowerCase())
  if (chosen === null) for (const [name, value] of request.headers) headers.set(override(name), value)
  const isForged = (name: string) => inner.test(name)
  for (const name of names.filter(isForged)) headers.delete(override(name))
  const kept = names.filter((name) => name !== '' && !isForged(name))
  const { secretKey, apiUrl } = options
  headers.set(
    override(authHeader),
    sealRequest(known, { secret: sealingSecret(secretKey), keys: { secretKey, apiUrl } }),
  )
  headers.set(overrides, [...kept, authHeader].join(','))
}

/** Turns what was thrown to end a request into an answer. */
export function controlFlowAnswer(meant: ControlFlow, request: Request, kind: RequestKind): Response {
  if (meant.kind === 'redirect') {
    const location = new URL(meant.url, request.url).href
    return new Response(null, { status: meant.status, headers: { location, 'cache-control': 'no-store' } })
  }
  if (meant.status !== 404) return refusal(meant.status)
  if (kind !== 'page') return refusal(404)
  // A page that cannot be there: Next.js shows the app's own for what is not found.
  const nowhere = new URL(`/_keywright_${crypto.randomUUID()}`, request.url)
  return new Response(null, { status: 404, headers: { [rewrite]: nowhere.href } })
}

const codes: Record<number, string> = { 401: 'authentication_invalid', 404: 'resource_not_found' }

function refusal(status: number): Response {
  const code = codes[status] ?? 'authorization_invalid'
  const message = status === 401 ? 'The request carries no valid session.' : 'There is nothing here.'
  const headers = { 'cache-control': 'no-store', ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}) }
  return Response.json({ errors: [{ code, message, long_message: message }] }, { status, headers })
}

/** `keywrightMiddleware()`: finds out who each request is from, before any page, and tells the rest of the app. */
import {
  type AdapterOptions,
  createAuthenticator,
  inputOf,
  type OptionsOf,
  type Outcome,
  pageOf,
} from '@keywright/adapter-core'
import { AmbiguousPathError, readEnvironment } from '@keywright/backend'
import type { NextFetchEvent, NextMiddleware, NextRequest } from 'next/server.js'
import { type AuthFunction, createAuthFunction } from './auth-function.ts'
import { controlFlowOf } from './control-flow.ts'
import type { KnownRequest } from './known-request.ts'
import { controlFlowAnswer, finishAnswer } from './middleware-answer.ts'
import { kindOf } from './request-kind.ts'

export type KeywrightMiddlewareOptions = OptionsOf<NextRequest>
type Answer = Response | null | undefined
export type KeywrightMiddlewareHandler = (
  auth: AuthFunction,
  request: NextRequest,
  event: NextFetchEvent,
) => Answer | Promise<Answer> | Promise<void> | void

interface KeywrightMiddleware {
  /** `export default keywrightMiddleware((auth, request) => …, options)` */
  (handler: KeywrightMiddlewareHandler, options?: KeywrightMiddlewareOptions): NextMiddleware
  (options?: AdapterOptions): NextMiddleware
  /** `export default keywrightMiddleware` */
  (request: NextRequest, event: NextFetchEvent): Promise<Response>
}

export const keywrightMiddleware = ((...given: unknown[]) => {
  const [first, second] = given
  if (first instanceof Request)
    return createMiddleware(undefined, {})(first as NextRequest, second as NextFetchEvent)
  const handler = typeof first === 'function' ? (first as KeywrightMiddlewareHandler) : undefined
  return createMiddleware(handler, ((handler ? second : first) ?? {}) as KeywrightMiddlewareOptions)
}) as KeywrightMiddleware

type Middleware = (request: NextRequest, event: NextFetchEvent) => Promise<Response>

function createMiddleware(
  handler: KeywrightMiddlewareHandler | undefined,
  given: KeywrightMiddlewareOptions,
): Middleware {
  const optionsOf = rememberOptions(given)
  const authenticator = createAuthenticator<NextRequest>(optionsOf)
  return async (request, event) => {
    const forwarded = await authenticator.forward(request, request, () => request.body)
    if (forwarded) return forwarded
    const outcome = await authenticator.identify(request, request)
    if (outcome.kind === 'answer') return new Response(null, outcome)
    const options = await optionsOf(request)
    const known = knownOf(request, outcome, options)
    const answer = await answerBy(handler, request, event, known)
    return finishAnswer(answer, { request, headers: outcome.headers, known, options })
  }
}

/** A function of options is asked once for each request. */
function rememberOptions(
  given: KeywrightMiddlewareOptions,
): (request: NextRequest) => Promise<AdapterOptions> {
  const asked = new WeakMap<NextRequest, Promise<AdapterOptions>>()
  return (request) => {
    const known = asked.get(request)
    if (known !== undefined) return known
    const options = (async () => (typeof given === 'function' ? await given(request) : given))()
    asked.set(request, options)
    return options
  }
}

function knownOf(
  request: NextRequest,
  { auth }: Extract<Outcome, { kind: 'pass' }>,
  options: AdapterOptions,
): KnownRequest {
  const { state } = inputOf(auth)
  const { publishableKey, isSatellite, signInUrl, signUpUrl } = state
  return {
    ...{ auth, kind: kindOf(request) },
    signIn: {
      ...{ publishableKey, isSatellite, signInUrl, signUpUrl, baseUrl: pageOf(request).href },
      url: options.url || readEnvironment(options.environment).url,
      sessionStatus: auth().sessionStatus,
    },
  }
}

async function answerBy(
  handler: KeywrightMiddlewareHandler | undefined,
  request: NextRequest,
  event: NextFetchEvent,
  known: KnownRequest,
): Promise<Response | undefined> {
  const now = () => known
  const auth = createAuthFunction({ now, later: async () => known, isHere: true })
  try {
    return (await handler?.(auth, request, event)) || undefined
  } catch (error) {
    if (error instanceof AmbiguousPathError) return new Response(null, { status: 400 })
    const meant = controlFlowOf(error)
    if (!meant) throw error
    return controlFlowAnswer(meant, request, known.kind)
  }
}

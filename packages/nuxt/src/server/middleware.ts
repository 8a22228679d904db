import {
  type AdapterOptions,
  applyHeaders,
  type BrowserState,
  browserStateOf,
  createAuthenticator,
  type HeaderSink,
  isRequestAuth,
  keepPrivate,
  type OptionsOf,
  type RequestAuth,
  toWebRequest,
} from '@keywright/adapter-core'
import type { BackendClient } from '@keywright/backend'
import { type EventHandler, eventHandler, type H3Event } from 'h3'
import { environmentOf, type KeywrightRuntimeConfig } from './runtime-config.ts'

declare module 'h3' {
  interface H3EventContext {
    auth: RequestAuth
    keywright: BackendClient
    /** What the app begins with in the browser. It holds no secret. */
    keywrightState?: BrowserState
    /** Left by the module: what Nuxt made of the environment. */
    keywrightConfig?: KeywrightRuntimeConfig
    /** Left by the module: the page is drawn while the app is built. */
    keywrightIsPrerendering?: boolean
    /** Left by the module: by the rules of its route (`swr`, `cache`, `isr`) the answer is kept for everybody. */
    keywrightIsKept?: boolean
  }
}

/** What the app decides before its pages and routes; what it gives back is the answer. */
export type KeywrightHandler = (event: H3Event) => unknown

type Options = OptionsOf<H3Event>

/** Finds out who each request is from, for `event.context.auth()`. It lets strangers through, where the handler does not say otherwise. */
export function keywrightMiddleware(handler: KeywrightHandler, options?: Options): EventHandler
export function keywrightMiddleware(options?: AdapterOptions): EventHandler
export function keywrightMiddleware(
  first: KeywrightHandler | AdapterOptions = {},
  second: Options = {},
): EventHandler {
  const [handler, given] = typeof first === 'function' ? [first, second] : [undefined, first]
  const authenticator = createAuthenticator<H3Event>(async (event) => ({
    environment: { ...processEnvironment(), ...environmentOf(event.context.keywrightConfig) },
    ...(typeof given === 'function' ? await given(event) : given),
  }))

  return eventHandler(async (event) => {
    // What is drawn while the app is built is the same for everybody: it asks the browser who is there.
    if (event.context.keywrightIsPrerendering) return undefined
    if (isRequestAuth(event.context.auth)) return await decide(handler, event)
    const { req, res } = event.node
    const request = toWebRequest(req, req.originalUrl ?? req.url)
    if (!request) return new Response(null, { status: 400 })
    const forwarded = await authenticator.forward(request, event, () => req)
    if (forwarded) return forwarded
    if (event.context.keywrightIsKept && !handler) return undefined
    const outcome = await authenticator.identify(request, event)
    if (outcome.kind === 'answer') return new Response(null, outcome)
    const { auth, client, headers } = outcome
    const answer: HeaderSink = {
      has: (name) => res.hasHeader(name),
      set: (name, value) => res.setHeader(name, value),
      append: (name, value) => res.appendHeader(name, value),
    }
    applyHeaders(headers, answer)
    keepPrivate(auth, answer)
    Object.assign(event.context, { auth, keywright: client, keywrightState: browserStateOf(auth) })
    return await decide(handler, event)
  })
}

/** What is kept is drawn in the context of whoever asks first, who must not stand in it for everybody. */
async function decide(handler: KeywrightHandler | undefined, event: H3Event): Promise<unknown> {
  const answer: unknown = await handler?.(event)
  if (event.context.keywrightIsKept) Object.assign(event.context, nobody)
  return answer
}

const nobody = { auth: undefined, keywright: undefined, keywrightState: undefined }

/** Workers have none. */
const processEnvironment = (): Record<string, unknown> =>
  (globalThis as { process?: { env?: Record<string, unknown> } }).process?.env ?? {}

import {
  type AdapterOptions,
  applyHeaders,
  createAuthenticator,
  keepPrivate,
  type OptionsOf,
  type Outcome,
} from '@keywright/adapter-core'
import { AmbiguousPathError } from '@keywright/backend'
import { type AstroAuth, RefusedError } from './astro-auth.ts'
import type { AstroContext, AstroMiddleware, AstroNext } from './astro-context.ts'
import { createLocals, type KeywrightLocals, nobodyLocals } from './locals.ts'

/** What the app decides before its pages: a `Response`, or nothing for the page to answer. */
export type KeywrightHandler = (auth: AstroAuth, context: AstroContext, next: AstroNext) => unknown

type Options = OptionsOf<AstroContext>

/** Finds out who each request is from, for `Astro.locals.auth()`. It lets strangers through, where the handler does not say otherwise. */
export function keywrightMiddleware(handler: KeywrightHandler, options?: Options): AstroMiddleware
export function keywrightMiddleware(options?: AdapterOptions): AstroMiddleware
export function keywrightMiddleware(
  first: KeywrightHandler | AdapterOptions = {},
  second: Options = {},
): AstroMiddleware {
  const [handler, given] = typeof first === 'function' ? [first, second] : [undefined, first]
  const authenticator = createAuthenticator<AstroContext>(async (context) => ({
    ...workerEnvironment(context),
    ...(typeof given === 'function' ? await given(context) : given),
  }))

  return async (context, next) => {
    const { request } = context
    if ('keywrightAuth' in context.locals) return await next()
    // What is drawn while the app is built is the same for everybody: it asks the browser who is there.
    if (context.isPrerendered) {
      Object.assign(context.locals, nobodyLocals)
      return await next()
    }
    const forwarded = await authenticator.forward(request, context, () => request.body)
    if (forwarded) return forwarded
    const outcome = await authenticator.identify(request, context)
    if (outcome.kind === 'answer') return new Response(null, outcome)
    const locals = createLocals(outcome)
    Object.assign(context.locals, locals)
    return withHeaders(await answer(locals, handler, context, next), outcome)
  }
}

async function answer(
  { auth }: KeywrightLocals,
  handler: KeywrightHandler | undefined,
  context: AstroContext,
  next: AstroNext,
): Promise<Response> {
  try {
    const own = await handler?.(auth, context, next)
    return own instanceof Response ? own : await next()
  } catch (error) {
    if (error instanceof RefusedError) return error.response
    // A path that can be read in two ways: whoever wrote it so is at fault.
    if (error instanceof AmbiguousPathError) return new Response(null, { status: error.statusCode })
    throw error
  }
}

function withHeaders(response: Response, { headers, auth }: Extract<Outcome, { kind: 'pass' }>): Response {
  // What `fetch` or `Response.redirect` brought cannot be changed.
  const own = new Response(response.body, response)
  applyHeaders(headers, {
    has: (name) => own.headers.has(name),
    set: (name, value) => own.headers.set(name, value),
    append: (name, value) => own.headers.append(name, value),
  })
  keepPrivate(auth, own.headers)
  return own
}

/** A worker is handed its environment with each request. Newer Astro throws where it no longer is. */
function workerEnvironment({ locals }: AstroContext): Pick<AdapterOptions, 'environment'> {
  try {
    const { runtime } = locals as { runtime?: { env?: Record<string, unknown> } }
    return runtime?.env ? { environment: runtime.env } : {}
  } catch {
    return {}
  }
}

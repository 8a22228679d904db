import {
  applyHeaders,
  createAuthenticator,
  isRequestAuth,
  type OptionsOf,
  type Outcome,
  type RequestAuth,
} from '@keywright/adapter-core'
import type { BackendClient } from '@keywright/backend'
import type { Context, MiddlewareHandler } from 'hono'
import { env } from 'hono/adapter'

declare module 'hono' {
  interface ContextVariableMap {
    keywright: BackendClient
    keywrightAuth: RequestAuth
    /** The same, as public tutorials name them. */
    clerk: BackendClient
    clerkAuth: RequestAuth
  }
}

/** Finds out who each request is from, for `getAuth(c)`, and leaves a client as `c.var.keywright`. It lets strangers through. */
export function keywrightMiddleware(options: OptionsOf<Context> = {}): MiddlewareHandler {
  const authenticator = createAuthenticator<Context>(async (context) => ({
    // A worker is handed its environment with each request.
    environment: env(context),
    ...(typeof options === 'function' ? await options(context) : options),
  }))
  return async (context, next) => {
    if (isRequestAuth(context.get('keywrightAuth'))) return next()
    const forwarded = await authenticator.forward(context.req.raw, context, () => context.req.raw.body)
    if (forwarded) return context.newResponse(forwarded.body, forwarded)
    const outcome = await authenticator.identify(context.req.raw, context)
    if (outcome.kind === 'answer') return context.newResponse(null, outcome)
    remember(context, outcome)
    await next()
    // Afterwards, so that an answer that a handler made by itself has them, too.
    applyHeaders(outcome.headers, {
      has: (name) => context.res.headers.has(name),
      set: (name, value) => context.header(name, value),
      append: (name, value) => context.header(name, value, { append: true }),
    })
    return undefined
  }
}

function remember(context: Context, { auth, client }: Extract<Outcome, { kind: 'pass' }>): void {
  context.set('keywright', client)
  context.set('keywrightAuth', auth)
  context.set('clerk', client)
  context.set('clerkAuth', auth)
}

import {
  applyHeaders,
  browserStateOf,
  createAuthenticator,
  isRequestAuth,
  keepPrivate,
  type OptionsOf,
} from '@keywright/adapter-core'
import { type AnyRequestMiddleware, createMiddleware } from '@tanstack/react-start'
import type { KeywrightContext } from './start-context.ts'

/** What a function of options is handed. */
export interface StartRequest {
  request: Request
  url: URL
}

/**
 * Finds out who each request is from, for `auth()` and `<KeywrightProvider>`: `createStart(() => ({ requestMiddleware:
 * [keywrightMiddleware()] }))`. It lets strangers through.
 */
export function keywrightMiddleware(options: OptionsOf<StartRequest> = {}): AnyRequestMiddleware {
  const authenticator = createAuthenticator(options)
  return createMiddleware().server(async ({ request, context, next }) => {
    if (isRequestAuth((context as Partial<KeywrightContext> | undefined)?.auth)) return next()
    const input = { request, url: new URL(request.url) }
    const forwarded = await authenticator.forward(request, input, () => request.body)
    if (forwarded) return forwarded
    const outcome = await authenticator.identify(request, input)
    if (outcome.kind === 'answer') return new Response(null, outcome)
    const { auth, client, headers } = outcome
    const found: KeywrightContext = { auth, keywright: client, keywrightState: browserStateOf(auth) }
    const { response: answer } = await next({ context: found })
    // One that was fetched cannot be changed.
    const response = new Response(answer.body, answer)
    applyHeaders(headers, response.headers)
    keepPrivate(auth, response.headers)
    return response
  })
}

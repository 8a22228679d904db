import {
  createGetAuth,
  type GetAuth,
  type RequestAuth,
  redirectsOf,
  refusalOf,
  requireMiddleware,
  type SignInUrlOptions,
} from '@keywright/adapter-core'
import { type EventHandler, eventHandler, type H3Event } from 'h3'

function authOf(event: H3Event): RequestAuth {
  return requireMiddleware(
    event.context.auth,
    "modules: ['@keywright/nuxt']` in `nuxt.config.ts`, or `keywrightMiddleware()",
  )
}

/** Who a request is from. Throws where the middleware did not run before. */
export const getAuth: GetAuth<H3Event> = createGetAuth(authOf)

/** The answer that sends a page to the sign-in, and back. */
export const redirectToSignIn = (event: H3Event, options?: SignInUrlOptions): Response =>
  redirectsOf(authOf(event)).redirectToSignIn(options)

/** The answer that sends a page to the sign-up, and back. */
export const redirectToSignUp = (event: H3Event, options?: SignInUrlOptions): Response =>
  redirectsOf(authOf(event)).redirectToSignUp(options)

/** The answer to whoever must be signed in and is not: pages are sent to the sign-in and come back, programs get 401. */
export function refuseStrangers(event: H3Event): Response | undefined {
  const refusal = refusalOf(authOf(event))
  if (!refusal) return undefined
  const { body, ...init } = refusal
  return body ? Response.json(body, init) : new Response(null, init)
}

/** A handler for members only. */
export function requireAuth(handler: EventHandler): EventHandler {
  return eventHandler((event) => refuseStrangers(event) ?? handler(event))
}

import { type AdapterOptions, refusalOf } from '@keywright/adapter-core'
import type { RequestHandler } from 'express'
import { authOf } from './get-auth.ts'
import { keywrightMiddleware } from './middleware.ts'

/**
 * Lets only signed-in people through: pages are sent to the sign-in and come back, programs get 401. Works with and without
 * `keywrightMiddleware()` before it.
 */
export function requireAuth(options: AdapterOptions = {}): RequestHandler {
  const identify = keywrightMiddleware(options)
  return (request, response, next) =>
    identify(request, response, (error?: unknown) => {
      if (error) return next(error)
      const refusal = refusalOf(authOf(request), options.signInUrl)
      if (!refusal) return next()
      response.status(refusal.status).set(refusal.headers)
      return void (refusal.body ? response.json(refusal.body) : response.end())
    })
}

/** What handlers of errors know from older SDKs: its message, and the status with which Express answers. */
class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError'
  readonly code = 'authentication_invalid'
  readonly status = 401
  readonly statusCode = 401

  constructor() {
    super('Unauthenticated')
  }
}

/** As older code guards: a stranger is an error, and the app's error handler says what becomes of it. */
export function requireAuthOrFail(options: AdapterOptions = {}): RequestHandler {
  const identify = keywrightMiddleware(options)
  return (request, response, next) =>
    identify(request, response, (error?: unknown) => {
      if (error) return next(error)
      return next(authOf(request).userId ? undefined : new UnauthenticatedError())
    })
}

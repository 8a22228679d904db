import {
  type Authenticator,
  applyHeaders,
  createAuthenticator,
  isRequestAuth,
  type OptionsOf,
  type RequestAuth,
  toWebRequest,
} from '@keywright/adapter-core'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { writeAnswer } from './write-answer.ts'

export type ExpressRequestWithAuth = Request & { auth: RequestAuth }

/**
 * Finds out who each request is from, for `getAuth(req)` and `req.auth`. It lets strangers through: what is for members is guarded
 * by `requireAuth()`, or by the app itself.
 */
export function keywrightMiddleware(options: OptionsOf<Request> = {}): RequestHandler {
  const authenticator = createAuthenticator(options)
  return (request, response, next) => {
    // Express 4 does not wait for promises.
    identify(authenticator, request, response).then((isAnswered) => {
      if (!isAnswered) next()
    }, next satisfies NextFunction)
  }
}

/** Whether the request was answered already. */
async function identify(
  authenticator: Authenticator<Request>,
  request: Request,
  response: Response,
): Promise<boolean> {
  if (isRequestAuth((request as Partial<ExpressRequestWithAuth>).auth)) return false
  const webRequest = toWebRequest(request, request.originalUrl)
  if (!webRequest) {
    response.status(400).end()
    return true
  }
  const forwarded = await authenticator.forward(webRequest, request, () => request)
  if (forwarded) {
    await writeAnswer(forwarded, response)
    return true
  }
  const outcome = await authenticator.identify(webRequest, request)
  applyHeaders(outcome.headers, {
    has: (name) => response.hasHeader(name),
    set: (name, value) => response.setHeader(name, value),
    append: (name, value) => response.appendHeader(name, value),
  })
  if (outcome.kind === 'answer') {
    response.status(outcome.status).end()
    return true
  }
  Object.assign(request, { auth: outcome.auth })
  return false
}

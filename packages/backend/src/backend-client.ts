/** One object for a server: who a request is from, and the Backend API. */
import { isKeywrightApiError, type RetryOptions } from '@keywright/client'
import { type BackendApi, createBackendApi } from './api/backend-api.ts'
import { createCall } from './api/call.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { findApiUrl } from './keys/api-url.ts'
import {
  type AuthenticateEffects,
  authenticateRequest,
  type RefreshOutcome,
  type RefreshRequest,
} from './request/authenticate-request.ts'
import type { AuthenticateRequestOptions } from './request/options.ts'
import type { RequestState, SessionRequestState } from './request/request-state.ts'

export interface BackendClientOptions extends AuthenticateRequestOptions {
  retry?: Partial<RetryOptions> | undefined
  /** What stands in for options that are not given; `process.env` by default. */
  environment?: Environment | undefined
  /** Where words to the developer go; the console by default. */
  warn?: ((message: string) => void) | undefined
}

/** Where only sessions are accepted, as without a word about it, the result is about sessions. */
export interface AuthenticateRequest {
  (request: Request, options?: SessionOptions): Promise<SessionRequestState>
  (request: Request, options: AuthenticateRequestOptions): Promise<RequestState>
}

type SessionOptions = AuthenticateRequestOptions & { acceptsToken?: 'session_token' | undefined }

export interface BackendClient extends BackendApi {
  /** Who a request is from. Options given here win over those of the client. */
  authenticateRequest: AuthenticateRequest
}

export function createBackendClient(given: BackendClientOptions = {}): BackendClient {
  const { environment, retry, warn, ...named } = given
  const options = { ...readEnvironment(environment), ...withoutAbsent(named) }
  const api = createBackendApi(
    createCall({
      secretKey: options.secretKey,
      baseUrl: findApiUrl(options),
      ...(options.fetch ? { fetch: options.fetch } : {}),
      ...(retry ? { retry } : {}),
    }),
  )
  const effects = createEffects(api, warn ?? tellConsole)
  return {
    ...api,
    authenticateRequest: ((request: Request, own: AuthenticateRequestOptions = {}) =>
      authenticateRequest(request, { ...options, ...withoutAbsent(own) }, effects)) as AuthenticateRequest,
  }
}

function createEffects(api: BackendApi, warn: (message: string) => void): AuthenticateEffects {
  return {
    warn,
    async fetchToken(sessionId, { template, expiresInSeconds, organizationId }) {
      return (await api.sessions.getToken(sessionId, template, expiresInSeconds, organizationId)).jwt
    },
    async fetchHandshakePayload(nonce) {
      try {
        return (await api.clients.getHandshakePayload({ nonce })).directives
      } catch (error) {
        // A nonce that was used up, or made up, signs nobody in; anything else is worth a word.
        if (!isKeywrightApiError(error) || error.status !== 404)
          warn(`Keywright: the outcome of a handshake could not be fetched: ${String(error)}`)
        return []
      }
    },
    refresh: (request) => refresh(api, request),
  }
}

/** The server is told about the browser, not handed everything that proves who somebody is. */
const secretHeaders = new Set(['cookie', 'authorization', 'proxy-authorization'])

async function refresh(api: BackendApi, request: RefreshRequest): Promise<RefreshOutcome> {
  try {
    const answer = await api.sessions.refreshSession(request.sessionId, {
      format: 'cookie',
      suffixed_cookies: request.isSuffixed,
      expired_token: request.token,
      refresh_token: request.refreshToken,
      request_origin: request.origin,
      request_headers: Object.fromEntries(
        [...request.headers]
          .filter(([name]) => !secretHeaders.has(name))
          .map(([name, value]) => [name, [value]]),
      ),
    })
    return { cookies: 'cookies' in answer ? answer.cookies : [] }
  } catch (error) {
    if (!isKeywrightApiError(error)) return { reason: 'unexpected-bapi-error' }
    return { reason: error.status === 0 ? 'fetch-error' : error.code }
  }
}

function tellConsole(message: string): void {
  // biome-ignore lint/suspicious/noConsole: a server's log is where its developer looks
  console.warn(message)
}

/** An option that is `undefined` does not hide what the environment says. */
function withoutAbsent<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields
}

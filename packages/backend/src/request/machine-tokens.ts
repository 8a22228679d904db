/**
 * Tokens of machines: recognised, and refused in words. The server issues none yet; their names and shapes are reserved, so that
 * code written against them says clearly what is missing.
 */
import { decodeJwt } from '@keywright/tokens'
import type { FetchToken } from '../auth/auth-object.ts'
import { bearerToken } from './bearer-token.ts'
import type { AuthenticateRequestOptions } from './options.ts'
import { type SignedOutState, type StateContext, signedOutState } from './request-state.ts'
import { acceptsType, isMachineType, machineTokenType } from './token-types.ts'

const names = {
  api_key: 'API keys',
  m2m_token: 'Machine tokens',
  oauth_token: 'OAuth access tokens',
} as const

/** Answers a request that shows a machine's token, or should have. */
export function authenticateMachine(
  request: Request,
  options: AuthenticateRequestOptions,
  { fetchToken }: { fetchToken: FetchToken },
): SignedOutState {
  const accepts = options.acceptsToken ?? 'session_token'
  const context: StateContext = {
    options,
    proxyUrl: options.proxyUrl,
    fetchToken,
    debugData: () => ({ ...options }),
  }
  const token = bearerToken(request.headers.get('authorization'))
  const wanted = isMachineType(accepts) ? accepts : undefined
  if (token === undefined) return signedOutState({ reason: 'No token in header' }, context, wanted)
  const type = machineTokenType(token, decodeJwt)
  if (type === undefined || !acceptsType(accepts, type))
    return signedOutState({ reason: 'token-type-mismatch' }, context, wanted)
  const message = `${names[type]} are reserved: this server issues none yet.`
  return signedOutState({ reason: 'token-verification-failed', message }, context, type)
}

/** Who a request is from: reads its facts, lets the tables decide, and does what they ask for in between. */
import type { FetchToken } from '../auth/auth-object.ts'
import { KeywrightConfigError } from '../config-error.ts'
import { handshakeDirectives } from '../verify/handshake-token.ts'
import { checkToken, type Verification } from '../verify/verifier.ts'
import {
  isHandshakePossible,
  judgeCookies,
  judgeVerifiedCookie,
  judgeVerifiedHeader,
} from './cookie.machine.ts'
import { type Decision, signedOut } from './decision.ts'
import {
  handshakeUrl,
  redirectCountMax,
  redirectHeaders,
  replayDirectives,
  resolvedHeaders,
} from './handshake.ts'
import { authenticateMachine } from './machine-tokens.ts'
import type { AuthenticateRequestOptions } from './options.ts'
import { absoluteProxyUrl, type RequestFacts, readFacts } from './request-facts.ts'
import {
  handshakeState,
  invalidTokenState,
  type RequestState,
  type StateContext,
  signedInState,
  signedOutState,
} from './request-state.ts'
import { acceptsType, isMachineType, isOtherKindOfToken, machineTokenType } from './token-types.ts'

/** What has to be asked of the Backend API on the way. */
export interface AuthenticateEffects {
  fetchHandshakePayload(nonce: string): Promise<readonly unknown[]>
  refresh(request: RefreshRequest): Promise<RefreshOutcome>
  fetchToken: FetchToken
  /** Tells the developer what only they can mend. */
  warn(message: string): void
}

export interface RefreshRequest {
  sessionId: string
  token: string
  refreshToken: string
  origin: string
  isSuffixed: boolean
  headers: Headers
}

export type RefreshOutcome = { cookies: readonly unknown[] } | { reason: string }

export async function authenticateRequest(
  request: Request,
  options: AuthenticateRequestOptions,
  effects: AuthenticateEffects,
): Promise<RequestState> {
  checkOptions(options)
  const accepts = options.acceptsToken ?? 'session_token'
  if (accepts === 'm2m_token' || accepts === 'api_key') return authenticateMachine(request, options, effects)
  const facts = await readFacts(request, options)
  const context: StateContext = {
    options,
    proxyUrl: absoluteProxyUrl(options.proxyUrl, facts.url),
    fetchToken: effects.fetchToken,
    debugData: () => ({ ...options, ...facts }),
  }
  const { tokenInHeader } = facts
  const type = tokenInHeader === undefined ? undefined : machineTokenType(tokenInHeader, facts.decode)
  if (Array.isArray(accepts) && !acceptsType(accepts, type ?? 'session_token')) return invalidTokenState()
  if (isMachineType(accepts) || (type !== undefined && accepts !== 'session_token'))
    return authenticateMachine(request, options, effects)
  const decision =
    tokenInHeader === undefined
      ? await decideByCookies(request, facts, options, effects)
      : await decideByHeader(tokenInHeader, facts, options)
  return settle(decision, facts, context, effects)
}

/** Faults of the set-up are said at the first request, in words. */
function checkOptions({ secretKey, jwtKey, isSatellite, ...options }: AuthenticateRequestOptions): void {
  if (!secretKey && !jwtKey && options.acceptsToken !== 'm2m_token')
    throw new KeywrightConfigError(
      'secret_key_missing',
      'no secret key is set. Set KEYWRIGHT_SECRET_KEY or pass `secretKey`; `keywright keys` prints it.',
    )
  if (!isSatellite) return
  const { signInUrl, domain, proxyUrl, publishableKey } = options
  if (!signInUrl && publishableKey?.startsWith('pk_test_'))
    throw new KeywrightConfigError(
      'sign_in_url_missing',
      'a satellite needs `signInUrl`, the page of its primary domain.',
    )
  if (signInUrl && !URL.canParse(signInUrl))
    throw new KeywrightConfigError('sign_in_url_invalid', 'the `signInUrl` of a satellite is a whole URL.')
  if (!domain && !proxyUrl)
    throw new KeywrightConfigError('satellite_domain_missing', 'a satellite needs `domain` or `proxyUrl`.')
}

async function decideByHeader(
  token: string,
  facts: RequestFacts,
  options: AuthenticateRequestOptions,
): Promise<Decision> {
  if (isOtherKindOfToken(token, facts.decode)) return signedOut('token-type-mismatch')
  return judgeVerifiedHeader(facts, token, await checkToken(token, options))
}

async function decideByCookies(
  request: Request,
  facts: RequestFacts,
  options: AuthenticateRequestOptions,
  effects: AuthenticateEffects,
): Promise<Decision> {
  const resolved = await resolveHandshake(facts, options, effects)
  if (resolved) return resolved
  const decision = judgeCookies(facts)
  if (decision.kind !== 'verify') return decision
  const { token } = decision
  const verified = judgeVerifiedCookie(facts, token, await checkToken(token, options))
  return verified.kind === 'refresh' ? await refresh(verified, request, facts, options, effects) : verified
}

/** Row 1: the browser comes back from a handshake. `undefined`: it brought nothing that counts. */
async function resolveHandshake(
  facts: RequestFacts,
  options: AuthenticateRequestOptions,
  effects: AuthenticateEffects,
): Promise<Decision | undefined> {
  const { handshakeNonce, handshakeToken } = facts
  const directives = handshakeNonce
    ? await effects.fetchHandshakePayload(handshakeNonce)
    : handshakeToken
      ? await handshakeDirectives(handshakeToken, options)
      : undefined
  if (!directives) return undefined
  const replayed = replayDirectives(directives)
  const headers = resolvedHeaders(replayed, facts)
  const { sessionToken: token } = replayed
  if (token === '') return { kind: 'signed-out', reason: 'session-token-missing', headers }
  const verification = await checkHandshakeToken(token, facts, options, effects)
  return verification.ok ? { kind: 'signed-in', token, claims: verification.claims, headers } : undefined
}

const clockReasons = new Set(['token-expired', 'token-not-active-yet', 'token-iat-in-the-future'])
const aDay = 24 * 60 * 60 * 1000

/** A token fresh from the server cannot be old. On a developer's machine the clock is at fault, and need not stop the work. */
async function checkHandshakeToken(
  token: string,
  facts: RequestFacts,
  options: AuthenticateRequestOptions,
  { warn }: AuthenticateEffects,
): Promise<Verification> {
  const verification = await checkToken(token, options)
  if (verification.ok || !facts.isDevelopment || !clockReasons.has(verification.refusal.reason))
    return verification
  warn(
    'Keywright: the clocks of this machine and of the server are apart. Set them; until then tokens are taken anyway.',
  )
  return await checkToken(token, { ...options, clockSkewInMs: aDay })
}

async function refresh(
  asked: Extract<Decision, { kind: 'refresh' }>,
  request: Request,
  facts: RequestFacts,
  options: AuthenticateRequestOptions,
  effects: AuthenticateEffects,
): Promise<Decision> {
  const { message } = asked
  const failed = (reason: string): Decision => ({
    kind: 'handshake',
    reason: `session-token-expired-refresh-${reason}`,
    message,
  })
  const { url, isSuffixed } = facts
  const outcome = await effects.refresh({
    ...asked,
    origin: url.origin,
    isSuffixed,
    headers: request.headers,
  })
  if ('reason' in outcome) return failed(outcome.reason)
  if (outcome.cookies.length === 0) return failed('unexpected-sdk-error')
  const { headers, sessionToken: token } = replayDirectives(outcome.cookies)
  const verification = await checkToken(token, options)
  if (!verification.ok) return failed('invalid-session-token')
  return { kind: 'signed-in', token, claims: verification.claims, headers }
}

/** Turns the decision into what the caller gets; a handshake only where a browser can make one. */
function settle(
  decision: Decision,
  facts: RequestFacts,
  context: StateContext,
  { warn }: AuthenticateEffects,
): RequestState {
  if (decision.kind === 'signed-in') return signedInState(decision, context)
  if (decision.kind === 'signed-out') return signedOutState(decision, context)
  if (decision.kind !== 'handshake') return signedOutState({ reason: 'unexpected-error' }, context)
  const { reason, message } = decision
  if (!isHandshakePossible(facts)) return signedOutState({ reason, message }, context)
  if (facts.redirectCount >= redirectCountMax) {
    warn(
      `Keywright: the browser is sent in circles (${reason}). Publishable key and secret key may be of different instances.`,
    )
    return signedOutState({ reason, message }, context)
  }
  const location = decision.location ?? handshakeUrl(facts, reason)
  return handshakeState({ reason, message }, redirectHeaders(location, facts.redirectCount), context)
}

import {
  type FetchToken,
  type InvalidTokenAuthObject,
  invalidTokenAuthObject,
  type SignedInAuthObject,
  type SignedOutAuthObject,
  signedInAuthObject,
  signedOutAuthObject,
  type UnauthenticatedMachineObject,
  unauthenticatedMachineObject,
} from '../auth/auth-object.ts'
import type { AuthReason } from './auth-reason.ts'
import type { Decision } from './decision.ts'
import type { AuthenticateRequestOptions } from './options.ts'
import type { MachineTokenType, TokenType } from './token-types.ts'

interface StateBase {
  proxyUrl: string
  publishableKey: string
  isSatellite: boolean
  domain: string
  signInUrl: string
  signUpUrl: string
  afterSignInUrl: string
  afterSignUpUrl: string
  /** To be sent with the answer, whatever it is. */
  headers: Headers
}

export interface ToAuthOptions {
  /** A session with tasks left counts as signed out unless this is `false`. */
  treatPendingAsSignedOut?: boolean | undefined
}

export interface SignedInState extends StateBase {
  status: 'signed-in'
  reason: null
  message: null
  isSignedIn: true
  isAuthenticated: true
  tokenType: 'session_token'
  token: string
  toAuth(options?: ToAuthOptions): SignedInAuthObject | SignedOutAuthObject
}

export interface SignedOutState extends StateBase {
  status: 'signed-out'
  reason: AuthReason
  message: string
  isSignedIn: false
  isAuthenticated: false
  /** `null`: the token was of a kind that is not accepted. */
  tokenType: TokenType | null
  token: null
  toAuth(options?: ToAuthOptions): SignedOutAuthObject | UnauthenticatedMachineObject | InvalidTokenAuthObject
}

/** `headers` has the `location` to redirect to, with 307. */
export interface HandshakeState extends StateBase {
  status: 'handshake'
  reason: AuthReason
  message: string
  isSignedIn: false
  isAuthenticated: false
  tokenType: 'session_token'
  token: null
  toAuth(): null
}

/** Signed out of a session, where nothing but sessions is accepted. */
export interface SessionSignedOutState extends SignedOutState {
  tokenType: 'session_token'
  toAuth(options?: ToAuthOptions): SignedOutAuthObject
}

/** What becomes of a request where nothing but sessions is accepted. */
export type SessionRequestState = SignedInState | SessionSignedOutState | HandshakeState

export type RequestState = SignedInState | SignedOutState | HandshakeState

/** What every state needs to know besides its decision. */
export interface StateContext {
  options: AuthenticateRequestOptions
  proxyUrl: string | undefined
  fetchToken: FetchToken
  debugData(): Record<string, unknown>
}

type SignedIn = Extract<Decision, { kind: 'signed-in' }>

export function signedInState({ token, claims, headers }: SignedIn, context: StateContext): SignedInState {
  return {
    ...baseOf(context),
    status: 'signed-in',
    reason: null,
    message: null,
    isSignedIn: true,
    isAuthenticated: true,
    tokenType: 'session_token',
    token,
    headers: headers ?? new Headers(),
    toAuth: ({ treatPendingAsSignedOut = true } = {}) =>
      treatPendingAsSignedOut && claims.sts === 'pending'
        ? signedOutAuthObject({}, 'pending')
        : signedInAuthObject({
            token,
            claims,
            fetchToken: context.fetchToken,
            debugData: context.debugData(),
            now: context.options.now,
          }),
  }
}

export interface Refusal {
  reason: AuthReason
  message?: string | undefined
  headers?: Headers | undefined
}

export function signedOutState(
  { reason, message = '', headers }: Refusal,
  context: StateContext,
  tokenType: TokenType = 'session_token',
): SignedOutState {
  const debugData = () => ({ ...context.debugData(), status: 'signed-out', reason, message })
  return {
    ...baseOf(context),
    ...refused,
    reason,
    message,
    tokenType,
    headers: withReport('signed-out', reason, message, headers),
    toAuth: () =>
      tokenType === 'session_token'
        ? signedOutAuthObject(debugData())
        : unauthenticatedMachineObject(tokenType satisfies MachineTokenType, { reason, message }),
  }
}

const refused = { status: 'signed-out', isSignedIn: false, isAuthenticated: false, token: null } as const

/** For a token of a kind that is not accepted: nothing of the instance is told. */
export function invalidTokenState(): SignedOutState {
  const reason = 'token-type-mismatch'
  const headers = withReport('signed-out', reason, '')
  const unnamed = {
    proxyUrl: '',
    publishableKey: '',
    isSatellite: false,
    domain: '',
    signInUrl: '',
    signUpUrl: '',
  }
  const base = { ...unnamed, afterSignInUrl: '', afterSignUpUrl: '' }
  return {
    ...base,
    ...refused,
    reason,
    message: '',
    tokenType: null,
    headers,
    toAuth: invalidTokenAuthObject,
  }
}

export function handshakeState(
  { reason, message = '' }: Refusal,
  headers: Headers,
  context: StateContext,
): HandshakeState {
  return {
    ...baseOf(context),
    ...refused,
    status: 'handshake',
    reason,
    message,
    tokenType: 'session_token',
    headers: withReport('handshake', reason, message, headers),
    toAuth: () => null,
  }
}

function baseOf({ options, proxyUrl }: StateContext): Omit<StateBase, 'headers'> {
  return {
    proxyUrl: proxyUrl ?? '',
    publishableKey: options.publishableKey ?? '',
    isSatellite: options.isSatellite ?? false,
    domain: options.domain ?? '',
    signInUrl: options.signInUrl ?? '',
    signUpUrl: options.signUpUrl ?? '',
    afterSignInUrl: options.afterSignInUrl ?? '',
    afterSignUpUrl: options.afterSignUpUrl ?? '',
  }
}

/** For whoever looks at the answer: what was decided, and why (wire contract 4.7). */
function withReport(status: string, reason: string, message: string, headers = new Headers()): Headers {
  if (message) headers.set('x-clerk-auth-message', printable(message))
  headers.set('x-clerk-auth-reason', printable(reason))
  headers.set('x-clerk-auth-status', status)
  return headers
}

/** A header holds no line breaks: what a server wrote into an error code must not become another header. */
const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '?')

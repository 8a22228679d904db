/** What the middleware has found out about a request, and how it tells the rest of the app. */
import { createRequestAuth, inputOf, type RequestAuth } from '@keywright/adapter-core'
import { createBackendClient, type RequestState, type TokenRequest, type TokenType } from '@keywright/backend'
import { type SignInRedirectOptions, signedInState, signedOutState } from '@keywright/backend/internal'
import { decodeJwt, type SessionClaims } from '@keywright/tokens'
import type { RequestKind } from './request-kind.ts'
import { seal, unseal } from './seal.ts'

export interface KnownRequest {
  auth: RequestAuth
  kind: RequestKind
  /** Where a stranger is sent, and what from. */
  signIn: SignInRedirectOptions
}

/** Fields of a state that can be written down. The token says the rest; it was verified. */
const writtenFields = [
  ...(['reason', 'message', 'tokenType', 'token', 'publishableKey', 'isSatellite', 'domain'] as const),
  ...(['proxyUrl', 'signInUrl', 'signUpUrl'] as const),
]
type Written = Pick<RequestState, (typeof writtenFields)[number]>

interface Sealed {
  /** Milliseconds: when it was written. */
  at: number
  kind: RequestKind
  signIn: SignInRedirectOptions
  state: Written
  /** Of options of the middleware that the environment does not have. */
  keys: { secretKey?: string | undefined; apiUrl?: string | undefined }
}

export interface SealOptions {
  secret: string
  keys: Sealed['keys']
}

export const authHeader = 'x-keywright-auth'

/** The longest that a request may take until it asks who it is from. */
const ageMilliseconds = 15 * 60_000

export function sealRequest({ auth, kind, signIn }: KnownRequest, { secret, keys }: SealOptions): string {
  const { state } = inputOf(auth)
  const written = Object.fromEntries(writtenFields.map((name) => [name, state[name]])) as unknown as Written
  const sealed: Sealed = { at: Date.now(), kind, signIn, state: written, keys }
  return seal(JSON.stringify(sealed), secret)
}

/** `undefined`: no middleware of this app wrote it, or it was another request, long ago. */
export function unsealRequest(
  text: string | null | undefined,
  secrets: readonly string[],
): KnownRequest | undefined {
  if (!text) return undefined
  for (const secret of secrets) {
    const plain = unseal(text, secret)
    if (plain !== undefined) return fromSealed(JSON.parse(plain) as Sealed)
  }
  return undefined
}

function fromSealed({ at, kind, signIn, state, keys }: Sealed): KnownRequest | undefined {
  if (Math.abs(Date.now() - at) > ageMilliseconds) return undefined
  const request = new Request(signIn.baseUrl)
  const auth = createRequestAuth({ request, state: toState(state, keys), serverUrl: () => signIn.url })
  return { auth, kind, signIn }
}

function toState(
  { reason, message, tokenType, token, ...base }: Written,
  keys: Sealed['keys'],
): RequestState {
  const context = {
    options: { ...base, secretKey: 'sealed' },
    proxyUrl: base.proxyUrl,
    debugData: () => ({ ...base }),
    async fetchToken(sessionId: string, { template, expiresInSeconds, organizationId }: TokenRequest) {
      const { sessions } = createBackendClient({ publishableKey: base.publishableKey, ...keys })
      return (await sessions.getToken(sessionId, template, expiresInSeconds, organizationId)).jwt
    },
  }
  const claims = token === null ? undefined : decodeJwt(token)?.claims
  if (token !== null && claims)
    return signedInState({ kind: 'signed-in', token, claims: claims as unknown as SessionClaims }, context)
  const refusal = { reason: reason ?? 'unexpected-error', message: message ?? '' }
  return signedOutState(refusal, context, (tokenType ?? 'session_token') as TokenType)
}

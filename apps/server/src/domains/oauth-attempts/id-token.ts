/** ID tokens (OpenID Connect Core §3.1.3.7). They are checked in full also where TLS alone would do (step 6). */
import { createRemoteJWKSet, customFetch, decodeJwt, type JWTPayload, jwtVerify } from 'jose'
import type { Clock } from '../../platform/clock.ts'
import type { OpenProvider } from './provider-access.service.ts'
import { ProtocolError } from './provider-fault.ts'

/** What clocks of providers and ours may differ by. */
const clockToleranceSeconds = 60

export interface ExpectedToken {
  /** `undefined`: the token came by itself, such as from Google One Tap, and names none of ours. */
  nonce: string | undefined
  /** Whose token it may be, beside the client id: a native app's own. */
  audiences?: readonly string[]
}

type KeySet = ReturnType<typeof createRemoteJWKSet>

export type VerifyIdToken = ReturnType<typeof createIdTokens>

export function createIdTokens({ clock }: { clock: Clock }) {
  /** By address. Providers that are played have one that leads nowhere, and are asked in this process. */
  const keySets = new Map<string, KeySet>()

  function keysOf({ provider, fetch }: OpenProvider): KeySet {
    const { jwks } = provider.endpoints
    if (jwks === undefined) throw new ProtocolError(`${provider.key} has no key set.`)
    const known = keySets.get(jwks)
    if (known) return known
    const made = createRemoteJWKSet(new URL(jwks), {
      [customFetch]: (url, { method, headers }) => fetch(url, { method, headers }),
    })
    keySets.set(jwks, made)
    return made
  }

  return async function verifyIdToken(
    open: OpenProvider,
    token: string,
    { nonce, audiences = [] }: ExpectedToken,
  ): Promise<JWTPayload> {
    const { provider, clientId } = open
    const algorithms = [...(provider.idTokenAlgorithms ?? ['RS256'])]
    const options = {
      // An issuer that depends on who signs in is still the provider's own: its key has signed the token.
      issuer: issuerOf(open, decodeJwt(token)),
      audience: [clientId, ...audiences],
      algorithms,
      clockTolerance: clockToleranceSeconds,
      currentDate: clock.now(),
      requiredClaims: ['sub', 'exp', 'iat'],
    }
    const isKeyedBySecret = algorithms.every((name) => name.startsWith('HS'))
    const { payload } = isKeyedBySecret
      ? await jwtVerify(token, Buffer.from(await open.clientSecret()), options)
      : await jwtVerify(token, keysOf(open), options)
    if (nonce !== undefined && payload.nonce !== nonce)
      throw new ProtocolError('The ID token is of another sign-in.')
    // Steps 4 and 5: a token made for several audiences says which of them asked.
    if (
      payload.azp !== undefined &&
      ![clientId, ...audiences].includes(String(payload.azp)) &&
      nonce !== undefined
    )
      throw new ProtocolError('The ID token was made for another client.')
    return payload
  }
}

function issuerOf({ provider, connection }: OpenProvider, claims: JWTPayload): string {
  const { issuer } = provider
  if (issuer === undefined) throw new ProtocolError(`${provider.key} has no issuer.`)
  return typeof issuer === 'string' ? issuer : issuer(claims, connection.options)
}

import { signaturePort } from '#signature'
import type { ImportedKey, PublicJwk, SignatureAlgorithm } from './signature.ts'

/** A public key that is bound to one algorithm, so that no token can choose another for it. */
export interface VerificationKey {
  readonly keyId: string | undefined
  readonly algorithm: SignatureAlgorithm
  readonly key: ImportedKey
}

/**
 * Imports those keys of a key set that can verify signatures (RFC 7517 §5: what is not understood is ignored).
 * Do it once and keep the result: it costs more than a verification.
 */
export async function importKeySet(set: { keys: readonly PublicJwk[] }): Promise<VerificationKey[]> {
  const imported = await Promise.all(set.keys.map(importVerificationKey))
  return imported.filter((key) => key !== undefined)
}

/** Imports one key; `undefined` for a kind of key that signs nothing here. */
export async function importVerificationKey(jwk: PublicJwk): Promise<VerificationKey | undefined> {
  const algorithm = algorithmOf(jwk)
  if (algorithm === undefined || (jwk.use !== undefined && jwk.use !== 'sig')) return undefined
  return { keyId: jwk.kid, algorithm, key: await signaturePort.importJwk(jwk, algorithm) }
}

/** Imports a public key from PEM (SubjectPublicKeyInfo), as in `CLERK_JWT_KEY`. It verifies whatever key id a token names. */
export async function importPublicPem(
  pem: string,
  algorithm: SignatureAlgorithm = 'RS256',
): Promise<VerificationKey> {
  return { keyId: undefined, algorithm, key: await signaturePort.importSpki(toPem(pem), algorithm) }
}

function algorithmOf({ kty, alg, crv }: PublicJwk): SignatureAlgorithm | undefined {
  if (kty === 'EC') return crv === 'P-256' && (alg === undefined || alg === 'ES256') ? 'ES256' : undefined
  if (kty !== 'RSA') return undefined
  if (alg === undefined) return 'RS256'
  return alg === 'RS256' || alg === 'RS384' || alg === 'RS512' ? alg : undefined
}

/** Environment variables carry PEM on one line: with `\n` written out, or without line breaks and frame. */
function toPem(text: string): string {
  const body = text
    .replaceAll('\\n', '\n')
    .replace(/-----(BEGIN|END) PUBLIC KEY-----/g, '')
    .replaceAll(/\s+/g, '')
  return `-----BEGIN PUBLIC KEY-----\n${body.replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END PUBLIC KEY-----\n`
}

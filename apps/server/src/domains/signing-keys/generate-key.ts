import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { PublicJwk, SigningAlgorithm, SigningKeyId } from './signing-key.entity.ts'

const generate = promisify(generateKeyPair)

/**
 * A new pair, made off the main thread. RSA keys have 2048 bits and the exponent 65537: the official SDKs read
 * `CLERK_JWT_KEY` as text and understand no other (wire contract 5.4).
 */
export function generateKey(
  algorithm: SigningAlgorithm,
): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return algorithm === 'RS256'
    ? generate('rsa', { modulusLength: 2048, publicExponent: 65_537 })
    : generate('ec', { namedCurve: 'P-256' })
}

/** RFC 7517 §4. No `key_ops`: some readers refuse keys that name both a use and operations. */
export function toPublicJwk(publicKey: KeyObject, kid: SigningKeyId, algorithm: SigningAlgorithm): PublicJwk {
  const { kty = '', ...members } = publicKey.export({ format: 'jwk' })
  return { use: 'sig', kty, kid, alg: algorithm, ...stringsOf(members) }
}

function stringsOf(members: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

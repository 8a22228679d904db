import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { JwsAlgorithm } from '../tokens/index.ts'

/** RFC 7518 §3.2: an HMAC key has at least the size of the hash. */
const secretBytesMin: Partial<Record<JwsAlgorithm, number>> = { HS256: 32, HS384: 48, HS512: 64 }

/** RFC 7518 §3.4: each ECDSA algorithm has its curve. */
const curves: Partial<Record<JwsAlgorithm, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
}

const rsaBitsMin = 2048

/** Reads a signing key for an algorithm: a secret as it is, a private key from PEM. `undefined` when the two do not fit. */
export function parseSigningKey(algorithm: JwsAlgorithm, text: string): KeyObject | undefined {
  const bytesMin = secretBytesMin[algorithm]
  if (bytesMin !== undefined) {
    const secret = Buffer.from(text)
    return secret.length >= bytesMin ? createSecretKey(secret) : undefined
  }
  const key = readPrivateKey(text)
  return key && fits(algorithm, key) ? key : undefined
}

function readPrivateKey(text: string): KeyObject | undefined {
  try {
    // Pasted through forms and environments, line breaks often arrive written out.
    return createPrivateKey(text.replaceAll('\\n', '\n').trim())
  } catch {
    return undefined
  }
}

function fits(
  algorithm: JwsAlgorithm,
  { asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject,
): boolean {
  const curve = curves[algorithm]
  if (curve !== undefined) return type === 'ec' && details?.namedCurve === curve
  if (algorithm === 'EdDSA') return type === 'ed25519' || type === 'ed448'
  return type === 'rsa' && (details?.modulusLength ?? 0) >= rsaBitsMin
}

import { createHmac, type KeyObject, sign, subtle, type webcrypto } from 'node:crypto'
import type { JwtHeader } from '@keywright/tokens'

/** Every algorithm a token can be signed with (RFC 7518 §3.1, RFC 8037 §3.1). Session tokens use the instance's only. */
export type JwsAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'HS256'
  | 'HS384'
  | 'HS512'
  | 'EdDSA'

export interface SigningMaterial {
  algorithm: JwsAlgorithm
  key: KeyObject
}

/**
 * Signs claims as a compact JWS (RFC 7515 §7.1). RSA and ECDSA are made off the main thread: one takes up to 0.2 ms. By Web
 * Crypto, because Node hangs on to the callback of `crypto.sign` until the next full collection, and through it to its
 * caller: all that a request has made would grow old in memory.
 */
export async function signJwt(
  header: Omit<JwtHeader, 'alg'>,
  claims: object,
  { algorithm, key }: SigningMaterial,
): Promise<string> {
  const input = `${encode({ alg: algorithm, ...header })}.${encode(claims)}`
  return `${input}.${(await makeSignature(algorithm, key, Buffer.from(input))).toString('base64url')}`
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

async function makeSignature(algorithm: JwsAlgorithm, key: KeyObject, input: Buffer): Promise<Buffer> {
  if (algorithm === 'EdDSA') return sign(null, input, key)
  if (algorithm.startsWith('HS'))
    return createHmac(`sha${algorithm.slice(2)}`, key)
      .update(input)
      .digest()
  const parameters = parametersOf(algorithm)
  return Buffer.from(await subtle.sign(parameters, toCryptoKey(key, parameters), input))
}

/** ECDSA signatures of Web Crypto are r and s side by side, as JOSE writes them (RFC 7518 §3.4). */
function parametersOf(algorithm: JwsAlgorithm): SigningParameters {
  const bits = algorithm.slice(2)
  const hash = `SHA-${bits}`
  if (algorithm.startsWith('RS')) return { name: 'RSASSA-PKCS1-v1_5', hash }
  return { name: 'ECDSA', hash, namedCurve: bits === '512' ? 'P-521' : `P-${bits}` }
}

interface SigningParameters {
  name: 'RSASSA-PKCS1-v1_5' | 'ECDSA'
  hash: string
  namedCurve?: string
}

const cryptoKeys = new WeakMap<KeyObject, { hash: string; key: webcrypto.CryptoKey }>()

/** Making one takes 70 us. A key signs with one algorithm, as a rule. */
function toCryptoKey(key: KeyObject, parameters: SigningParameters): webcrypto.CryptoKey {
  const known = cryptoKeys.get(key)
  if (known?.hash === parameters.hash) return known.key
  const made = key.toCryptoKey(parameters, false, ['sign'])
  cryptoKeys.set(key, { hash: parameters.hash, key: made })
  return made
}

/** Keys, tokens and cookies as a server makes them, for tests. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { tokenCategories } from '@keywright/tokens'

export interface SigningKeys {
  privateKey: KeyObject
  publicKey: KeyObject
  pem: string
}

function makeKeys(): SigningKeys {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, publicKey, pem: publicKey.export({ format: 'pem', type: 'spki' }).toString() }
}

export const keys = makeKeys()
export const foreignKeys = makeKeys()

export const jwkOf = (key: KeyObject, kid: string) => ({
  ...(key.export({ format: 'jwk' }) as { kty: string; n: string; e: string }),
  ...{ kid, alg: 'RS256', use: 'sig' },
})

export const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

export const nowSeconds = () => Math.floor(Date.now() / 1000)

export interface TokenParts {
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
  key?: KeyObject
  /** Seconds from now at which it was made. */
  at?: number
  hash?: string
}

/** A session token of an hour, so that no test runs out of it. */
export function makeToken({
  header,
  claims,
  key = keys.privateKey,
  at = 0,
  hash = 'sha256',
}: TokenParts = {}): string {
  const iat = nowSeconds() + at
  const input = [
    encode({ alg: 'RS256', kid: 'key_1', typ: 'JWT', cat: tokenCategories.session, ...header }),
    encode({
      ...{ sub: 'user_1', sid: 'sess_1', iss: 'https://clerk.example.com', azp: 'https://app.example.com' },
      ...{ iat, nbf: iat - 10, exp: iat + 60, jti: 'j', v: 2, sts: 'active', fva: [0, -1] },
      ...claims,
    }),
  ].join('.')
  return `${input}.${sign(hash, Buffer.from(input), key).toString('base64url')}`
}

export const publishableKey = (kind: 'live' | 'test', host = 'clerk.example.com') =>
  `pk_${kind}_${Buffer.from(`${host}$`).toString('base64')}`

/** Computed here by other means than in the code under test (wire contract 1.2). */
export const suffixOf = (key: string) =>
  createHash('sha1').update(key).digest('base64').replaceAll('+', '-').replaceAll('/', '_').slice(0, 8)

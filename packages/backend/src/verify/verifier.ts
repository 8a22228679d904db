import {
  importPublicPem,
  type JwtHeader,
  type SessionClaims,
  type TokenFault,
  type VerificationKey,
  type VerifyJwtOptions,
  verifyJwt,
} from '@keywright/tokens'
import { KeywrightConfigError } from '../config-error.ts'
import { findApiUrl, type ServerAddressInput } from '../keys/api-url.ts'
import { readPublishableKey } from '../keys/publishable-key.ts'
import { checkClaims } from './claim-checks.ts'
import { fetchKeySet } from './fetch-key-set.ts'
import { createRemoteKeys, type RemoteKeys } from './remote-keys.ts'
import { refusalOf, refuse, type TokenRefusal } from './token-refusal.ts'

/** Judges proven tokens by what happened since they were made. */
export interface RevocationGuard {
  /** Why a token that is good by itself does not count any longer. */
  judge(claims: SessionClaims, header: JwtHeader): TokenRefusal | undefined
}

export interface VerifyTokenOptions extends ServerAddressInput {
  /** Fetches the keys from the Backend API. Without it, and without `jwtKey`, they come from the Frontend API. */
  secretKey?: string | undefined
  /** The public key as PEM: nothing is fetched then. */
  jwtKey?: string | undefined
  apiVersion?: string | undefined
  /** Origins whose pages the token may have been made for; absent or empty: any. */
  authorizedParties?: readonly string[] | undefined
  /** Counts where the token has an audience, too, as in official SDKs. */
  audience?: string | readonly string[] | undefined
  /** Ours: who must have made the token, as in its `iss`. */
  issuer?: string | readonly string[] | undefined
  /** How far clocks may be apart; 5000 by default. */
  clockSkewInMs?: number | undefined
  /** Fetches the keys for this token alone. */
  skipJwksCache?: boolean | undefined
  /** Refuses what was revoked meanwhile. */
  revocations?: RevocationGuard | undefined
  fetch?: typeof fetch | undefined
  /** The clock, in milliseconds. */
  now?: (() => number) | undefined
}

export type Verification =
  | { ok: true; claims: SessionClaims; header: JwtHeader }
  | { ok: false; refusal: TokenRefusal }

const clockSkewDefault = 5_000

/** Proves a token with the keys of its instance. Whatever is wrong with it is a value; only a wrong set-up throws. */
export async function checkToken(token: string, options: VerifyTokenOptions): Promise<Verification> {
  const checks = checksOf(options)
  const result = await prove(options, (source) => verifyJwt(token, { ...checks, ...source }))
  if (!result.ok) return result
  const { claims, header } = result
  const refusal = checkClaims(claims, header, options) ?? options.revocations?.judge(claims, header)
  return refusal ? { ok: false, refusal } : { ok: true, claims, header }
}

type Source = { key: VerificationKey } | { keys: readonly VerificationKey[] }
type Refused = { ok: false; refusal: TokenRefusal }

/** Runs a verification with the keys there are, and once more with new ones where the token names a key that is not known. */
export async function prove<Proof extends { ok: true }>(
  options: VerifyTokenOptions,
  verify: (source: Source) => Promise<Proof | { ok: false; fault: TokenFault }>,
): Promise<Proof | Refused> {
  const found = keysFor(options)
  const keys = found instanceof Promise ? await found : found
  if ('refusal' in keys) return { ok: false, refusal: keys.refusal }
  const result = await verify(keys.source)
  if (result.ok) return result
  const isUnknownKey = result.fault.code === 'key_not_found'
  const renewed = isUnknownKey ? await keys.remote?.renewed() : undefined
  if (!renewed) return { ok: false, refusal: refusalOf(result.fault) }
  if ('refusal' in renewed) return { ok: false, refusal: renewed.refusal }
  const again = await verify(renewed)
  return again.ok ? again : { ok: false, refusal: refusalOf(again.fault) }
}

type Checks = Pick<VerifyJwtOptions, 'clockSkewSeconds' | 'category'> & {
  authorizedParties: readonly string[]
  now?: Date
}

function checksOf({ clockSkewInMs, authorizedParties, now }: VerifyTokenOptions): Checks {
  const skew = Number.isFinite(clockSkewInMs) ? (clockSkewInMs as number) : clockSkewDefault
  return {
    clockSkewSeconds: skew / 1000,
    authorizedParties: authorizedParties ?? [],
    category: 'any',
    ...(now ? { now: new Date(now()) } : {}),
  }
}

type Keys = { source: Source; remote?: RemoteKeys } | { refusal: TokenRefusal }

function keysFor(options: VerifyTokenOptions): Keys | Promise<Keys> {
  if (options.jwtKey) return localKey(options.jwtKey)
  const remote = remoteKeysFor(options)
  if (!remote)
    return {
      refusal: refuse(
        'jwk-failed-to-resolve',
        'There is nothing to verify the token with.',
        'Set KEYWRIGHT_SECRET_KEY or KEYWRIGHT_JWT_KEY.',
      ),
    }
  const current = remote.current()
  return current instanceof Promise
    ? current.then((answer) => withRemote(answer, remote))
    : withRemote(current, remote)
}

function withRemote(answer: Awaited<ReturnType<RemoteKeys['current']>>, remote: RemoteKeys): Keys {
  return 'refusal' in answer ? answer : { source: answer, remote }
}

const localKeys = new Map<string, VerificationKey>()
/** Who fetches in another way does not share what others fetched. */
const remoteKeys = new WeakMap<object, Map<string, RemoteKeys>>()
/** Apps of one process: more than that is somebody's loop, and starts anew. */
const instancesMax = 200

function localKey(pem: string): Keys | Promise<Keys> {
  const known = localKeys.get(pem)
  return known ? { source: { key: known } } : importLocalKey(pem)
}

async function importLocalKey(pem: string): Promise<Keys> {
  try {
    const key = await importPublicPem(pem)
    remember(localKeys, pem, key)
    return { source: { key } }
  } catch {
    throw new KeywrightConfigError(
      'jwt_key_invalid',
      '`jwtKey` is no public key in PEM form (BEGIN PUBLIC KEY).',
    )
  }
}

function remoteKeysFor(options: VerifyTokenOptions): RemoteKeys | undefined {
  const location = keySetLocation(options)
  if (!location) return undefined
  const { url, secretKey } = location
  const load = () =>
    fetchKeySet({ url, secretKey, fetch: options.fetch ?? ((...input) => globalThis.fetch(...input)) })
  const create = () => createRemoteKeys({ load, now: options.now ?? Date.now })
  if (options.skipJwksCache) return create()
  const ofFetch = options.fetch ?? globalThis
  const known = remoteKeys.get(ofFetch) ?? new Map<string, RemoteKeys>()
  remoteKeys.set(ofFetch, known)
  const name = `${url} ${secretKey ?? ''}`
  return known.get(name) ?? remember(known, name, create())
}

const publicKeySet = '/.well-known/jwks.json'

function keySetLocation(options: VerifyTokenOptions): { url: string; secretKey?: string } | undefined {
  const { secretKey, publishableKey, url, apiVersion = 'v1' } = options
  if (secretKey) return { url: `${findApiUrl(options)}/${apiVersion}/jwks`, secretKey }
  const key = publishableKey ? readPublishableKey(publishableKey) : undefined
  if (!url && !key) return undefined
  if (!url && key?.isDevelopment === false) return { url: `https://${key.frontendHost}${publicKeySet}` }
  // One address may stand for several instances, and without a name it is the first one that answers.
  const name = key ? `?_publishable_key=${encodeURIComponent(key.text)}` : ''
  return { url: `${findApiUrl({ url: url || options.apiUrl })}${publicKeySet}${name}` }
}

function remember<Value>(known: Map<string, Value>, name: string, value: Value): Value {
  if (known.size >= instancesMax) known.clear()
  known.set(name, value)
  return value
}

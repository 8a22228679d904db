import { importKeySet, type PublicJwk, type VerificationKey } from '@keywright/tokens'
import { refuse, type TokenRefusal } from './token-refusal.ts'

export interface KeySetLocation {
  url: string
  /** Absent for the public key set of the Frontend API. */
  secretKey?: string | undefined
  fetch: typeof fetch
}

export type FetchedKeySet = { keys: readonly VerificationKey[] } | { refusal: TokenRefusal }

const timeoutMilliseconds = 10_000

/** Fetches a key set once. What went wrong is an answer: old keys may still do. */
export async function fetchKeySet({ url, secretKey, fetch }: KeySetLocation): Promise<FetchedKeySet> {
  try {
    const headers: Record<string, string> = secretKey ? { authorization: `Bearer ${secretKey}` } : {}
    const signal = AbortSignal.timeout(timeoutMilliseconds)
    const response = await fetch(url, { headers, signal })
    const body: unknown = await response.json().catch(() => undefined)
    if (!response.ok) return { refusal: refusalOfAnswer(response.status, body) }
    if (!isKeySet(body))
      return { refusal: refuse('jwk-remote-invalid', 'What answered as the key set is none.') }
    return await importKeys(body)
  } catch {
    return { refusal: refuse('jwk-remote-failed-to-load', 'The key set could not be fetched.') }
  }
}

async function importKeys(set: { keys: readonly PublicJwk[] }): Promise<FetchedKeySet> {
  const keys = await importKeySet(set)
  return keys.length > 0
    ? { keys }
    : { refusal: refuse('jwk-remote-failed-to-load', 'The key set has no key that signs.') }
}

function refusalOfAnswer(status: number, body: unknown): TokenRefusal {
  if (status === 401 || JSON.stringify(body ?? '').includes('"clerk_key_invalid"'))
    return refuse(
      'secret-key-invalid',
      'The server does not know the secret key.',
      'Check KEYWRIGHT_SECRET_KEY.',
    )
  return refuse(
    'jwk-remote-failed-to-load',
    `The key set could not be fetched: the server answered ${status}.`,
  )
}

function isKeySet(body: unknown): body is { keys: readonly PublicJwk[] } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'keys' in body &&
    Array.isArray(body.keys) &&
    body.keys.every((key: unknown) => typeof key === 'object' && key !== null)
  )
}

/**
 * Which API a request is for. Both APIs share 24 operations by method and path, and native apps send `Authorization`
 * as servers do, so the credential decides, before routing; path and content type never overrule it.
 */
import type { Audience } from '@keywright/contract'

/** `client`: a client token or nothing at all. The others are servers' keys. */
export type CredentialKind = 'secret_key' | 'platform_or_machine_key' | 'client'

/** Secret keys, also in their form before `sk_` (wire contract 1.3). Client tokens never begin like any of these. */
const secretKey = /^bearer[ \t]+(sk_|test_|live_)/i
const platformOrMachineKey = /^bearer[ \t]+ak_/i

/** Classifies an `Authorization` value by its form alone; whether the key is known is decided later. */
export function credentialKind(authorization: string | null): CredentialKind {
  if (authorization === null) return 'client'
  const value = authorization.trim()
  if (secretKey.test(value)) return 'secret_key'
  return platformOrMachineKey.test(value) ? 'platform_or_machine_key' : 'client'
}

/** Whether two `Authorization` headers were sent: HTTP joins them by a comma, which no credential contains. */
export function hasSeveralAuthorizations(authorization: string | null): boolean {
  return authorization?.includes(',') ?? false
}

/** How well an API knows a request: the operation, only others with its path, or nothing of it. */
export type Knowledge = 'operation' | 'path' | 'nothing'

/**
 * Decides the audience. A request without a server's key is the browser's where browsers know the operation, so a shared one
 * answers as the Frontend API does; where only servers know it, the Backend (or Platform) API refuses the caller.
 */
export function decideAudience(
  credential: CredentialKind,
  path: string,
  knows: (audience: Audience) => Knowledge,
): Audience {
  if (credential === 'secret_key') return 'backend'
  if (credential === 'platform_or_machine_key') {
    if (isBelow(path, '/v1/platform')) return 'platform'
    if (isBelow(path, '/m2m_tokens')) return 'backend'
  }
  const audiences = ['frontend', 'platform', 'backend'] as const
  return (
    audiences.find((audience) => knows(audience) === 'operation') ??
    audiences.find((audience) => knows(audience) === 'path') ??
    'frontend'
  )
}

/** Whether a path is this one or below it; `/v1/platformer` is not below `/v1/platform`. */
export function isBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`)
}

const tunnelled = new Set(['GET', 'PUT', 'PATCH', 'DELETE'])

/** The method after `_method` (wire contract 6.1). It counts on POST only: a link must never be able to delete. */
export function effectiveMethod(method: string, override: string | null): string {
  if (method !== 'POST' || override === null) return method
  const wanted = override.toUpperCase()
  return tunnelled.has(wanted) ? wanted : method
}

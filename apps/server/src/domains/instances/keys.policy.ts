import { createHash } from 'node:crypto'
import type { EnvironmentType } from './instance.entity.ts'

/** Clerk's SDKs know two kinds of key only: staging instances use test keys like development ones. */
export function keyKind(environmentType: EnvironmentType): 'live' | 'test' {
  return environmentType === 'production' ? 'live' : 'test'
}

/** `pk_<kind>_` and the padded standard base64 of the host and a `$` (wire contract 1.1). */
export function publishableKeyFor(environmentType: EnvironmentType, frontendHost: string): string {
  return `pk_${keyKind(environmentType)}_${Buffer.from(`${frontendHost}$`).toString('base64')}`
}

/** The first 8 characters of the key's SHA-1 in URL-safe base64 (wire contract 1.2). */
export function cookieSuffixFor(publishableKey: string): string {
  return createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8)
}

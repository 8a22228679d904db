import type { DecodedJwt } from '@keywright/tokens'
import { cookieNames } from './cookies.ts'

export type DecodeToken = (token: string) => DecodedJwt | undefined

export interface SuffixFacts {
  cookies: ReadonlyMap<string, string>
  suffix: string
  /** The host in the publishable key, whatever proxy is in use. */
  frontendHost: string
  isDevelopment: boolean
  /** Seconds. */
  now: number
  decode: DecodeToken
}

/**
 * Whether the suffixed cookies are the ones to believe, where both kinds are there (wire contract 4.6). Another instance on the
 * same host, or an app with an older SDK, may have written the plain ones.
 */
export function usesSuffixedCookies(facts: SuffixFacts): boolean {
  const plain = sideOf(facts, '')
  const own = sideOf(facts, `_${facts.suffix}`)
  if (plain.session && !plain.claims?.iss) return false
  if (plain.session && !isOfInstance(plain.claims?.iss, facts.frontendHost)) return true
  if (!own.uat) return false
  if (own.uat === '0') return plain.uat === '0'
  if (plain.uat !== '0') return timeOf(plain.claims?.iat) <= timeOf(own.claims?.iat)
  const hasExpired = own.claims !== undefined && timeOf(own.claims.exp) <= facts.now
  return !(facts.isDevelopment && hasExpired)
}

function sideOf({ cookies, decode }: SuffixFacts, suffix: string) {
  const session = cookies.get(`${cookieNames.session}${suffix}`)
  const uat = cookies.get(`${cookieNames.clientUat}${suffix}`)
  return { session, uat, claims: session ? decode(session)?.claims : undefined }
}

const timeOf = (value: unknown) => (typeof value === 'number' ? value : 0)

function isOfInstance(iss: unknown, frontendHost: string): boolean {
  return typeof iss === 'string' && iss.replace(/https?:\/\//gi, '') === frontendHost
}

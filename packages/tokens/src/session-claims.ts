/** What session tokens carry. Names and meanings are Clerk's (wire contract 5); `kwv` alone is ours. */

/** The values of the header's `cat`: what kind of token it is, so that one cannot be used for another. */
export const tokenCategories = {
  session: 'cl_B7d4PD111AAA',
  template: 'cl_B7d4PD222AAA',
  machine: 'cl_B7d4PD333AAA',
} as const

export type TokenCategory = keyof typeof tokenCategories

export interface JwtHeader {
  alg: string
  kid?: string
  typ?: string
  cat?: string
  /** Seconds: when the claims were last proven against the database. Of two tokens, the one with the later `oiat` is fresher. */
  oiat?: number
  crit?: unknown
}

/** Who acts, when it is not the user: an impersonating administrator, or an agent. */
export interface ActorClaim {
  sub: string
  iss?: string
  sid?: string
  type?: string
}

/** Minutes since the first and the second factor were proven; -1: never. */
export type FactorVerificationAge = [firstFactor: number, secondFactor: number]

/**
 * Versions of the session, of its user and, where one is active, of the membership, that the token was made from. They only grow.
 * The revocation feed names (kind, key, version): a token with a lower version is refused. No clocks are compared.
 */
export type TokenVersions = [session: number, user: number, membership?: number]

interface CommonSessionClaims {
  iss: string
  sub: string
  sid: string
  jti: string
  iat: number
  nbf: number
  exp: number
  /** Origin of the page that asked for the token; absent for native apps and servers. */
  azp?: string
  fva?: FactorVerificationAge
  sts?: 'active' | 'pending'
  act?: ActorClaim
  kwv?: TokenVersions
  [custom: string]: unknown
}

/** The active organization in a version 2 token: its id, slug, role without `org:`, permissions and their feature map. */
export interface OrganizationClaim {
  id: string
  slg?: string
  rol?: string
  per?: string
  fpm?: string
}

export interface SessionClaimsV2 extends CommonSessionClaims {
  v: 2
  o?: OrganizationClaim
  fea?: string
  pla?: string
}

export interface SessionClaimsV1 extends CommonSessionClaims {
  v?: never
  org_id?: string
  org_slug?: string
  org_role?: string
  org_permissions?: string[]
}

export type SessionClaims = SessionClaimsV1 | SessionClaimsV2

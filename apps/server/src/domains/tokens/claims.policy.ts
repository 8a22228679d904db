import { reservedClaims } from '@keywright/contract'
import type {
  ActorClaim,
  FactorVerificationAge,
  SessionClaimsV1,
  SessionClaimsV2,
  TokenVersions,
} from '@keywright/tokens'
import { organizationClaimsV1, organizationClaimsV2 } from './organization-claims.policy.ts'
import type { TokenOrganization } from './token-organization.entity.ts'
import type { SessionClaimsSource } from './token-subject.entity.ts'

/** A token is accepted this long before it was made, for verifiers whose clock is behind. */
const notBeforeSeconds = 10

/** Claims without those that only the server may set, should any have been stored. */
export function withoutReserved(
  claims: Readonly<Record<string, unknown>>,
  kind: 'session' | 'template',
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !reservedClaims[kind].has(name)))
}

export interface TokenFacts {
  issuer: string
  now: Date
  lifetimeSeconds: number
  tokenId: string
  azp: string | undefined
}

export interface SessionTokenFacts extends TokenFacts {
  session: SessionClaimsSource
  userVersion: number
  /** The one that is active; `undefined`: none, the personal account. */
  organization?: TokenOrganization | undefined
}

/** What every token says: who made it, about whom, when, and for which page (RFC 7519 §4.1). */
export function buildDefaultClaims(
  { issuer, now, lifetimeSeconds, tokenId, azp }: TokenFacts,
  userId: string,
  allowedClockSkewSeconds: number,
) {
  const issuedAt = Math.floor(now.getTime() / 1000)
  return {
    ...(azp === undefined ? {} : { azp }),
    exp: issuedAt + lifetimeSeconds,
    iat: issuedAt,
    iss: issuer,
    jti: tokenId,
    nbf: issuedAt - allowedClockSkewSeconds,
    sub: userId,
  }
}

/** The claims of a session token, in the form verifiers of version 2 or of version 1 expect (wire contract 5.3). */
export function buildSessionClaims(
  facts: SessionTokenFacts,
  version: 1 | 2,
): SessionClaimsV1 | SessionClaimsV2 {
  const { session, userVersion, organization, now } = facts
  const kwv: TokenVersions = organization
    ? [session.version, userVersion, organization.version]
    : [session.version, userVersion]
  return {
    ...buildDefaultClaims(facts, session.userId, notBeforeSeconds),
    fva: factorVerificationAge(session, now),
    kwv,
    sid: session.id,
    sts: session.status,
    ...(isActor(session.actor) ? { act: session.actor } : {}),
    ...(version === 2 ? { v: 2 as const } : {}),
    ...(organization && organizationClaims[version](organization)),
  }
}

const organizationClaims = { 1: organizationClaimsV1, 2: organizationClaimsV2 }

/** Whole minutes since each factor was proven; -1 for one that never was. */
export function factorVerificationAge(
  session: Pick<SessionClaimsSource, 'firstFactorVerifiedAt' | 'secondFactorVerifiedAt'>,
  now: Date,
): FactorVerificationAge {
  const minutesSince = (time: Date | null) =>
    time === null ? -1 : Math.max(0, Math.floor((now.getTime() - time.getTime()) / 60_000))
  return [minutesSince(session.firstFactorVerifiedAt), minutesSince(session.secondFactorVerifiedAt)]
}

function isActor(actor: object | null): actor is ActorClaim {
  return actor !== null && 'sub' in actor && typeof actor.sub === 'string'
}

import { findReservedClaim } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { buildSessionClaims, factorVerificationAge, withoutReserved } from './claims.policy.ts'
import type { SessionClaimsSource } from './token-subject.entity.ts'

const now = new Date('2026-11-21T12:00:00.900Z')
const seconds = Math.floor(now.getTime() / 1000)
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

const session: SessionClaimsSource = {
  id: 'sess_1',
  userId: 'user_1',
  version: 4,
  status: 'active',
  actor: null,
  lastActiveOrganizationId: null,
  firstFactorVerifiedAt: minutesAgo(5),
  secondFactorVerifiedAt: null,
  firstFactorStrategy: null,
  createdAt: new Date(0),
}
const facts = {
  issuer: 'https://clerk.example.com',
  now,
  lifetimeSeconds: 60,
  tokenId: 'abc',
  azp: 'https://example.com',
  session,
  userVersion: 7,
}

describe('a session token', () => {
  it('of version 2 says exactly this', () => {
    expect(buildSessionClaims(facts, 2)).toEqual({
      azp: 'https://example.com',
      exp: seconds + 60,
      fva: [5, -1],
      iat: seconds,
      iss: 'https://clerk.example.com',
      jti: 'abc',
      kwv: [4, 7],
      nbf: seconds - 10,
      sid: 'sess_1',
      sts: 'active',
      sub: 'user_1',
      v: 2,
    })
  })

  it('of version 1 says the same without a version', () => {
    const { v, ...rest } = buildSessionClaims(facts, 2) as Record<string, unknown>
    expect(v).toBe(2)
    expect(buildSessionClaims(facts, 1)).toEqual(rest)
  })

  it('names who acts, and no page where there is none', () => {
    const actor = { sub: 'user_admin', iss: 'https://dashboard.example.com' }
    const claims = buildSessionClaims(
      { ...facts, azp: undefined, session: { ...session, actor, status: 'pending' } },
      2,
    )
    expect(claims).toMatchObject({ act: actor, sts: 'pending' })
    expect(claims).not.toHaveProperty('azp')
    expect(buildSessionClaims({ ...facts, session: { ...session, actor: {} } }, 2)).not.toHaveProperty('act')
  })
})

describe('the age of factors', () => {
  it('is in whole minutes, never negative, and -1 for never', () => {
    const age = (first: Date | null, second: Date | null) =>
      factorVerificationAge({ firstFactorVerifiedAt: first, secondFactorVerifiedAt: second }, now)
    expect(age(null, null)).toEqual([-1, -1])
    expect(age(minutesAgo(0.99), minutesAgo(1))).toEqual([0, 1])
    expect(age(minutesAgo(-1), minutesAgo(1440.5))).toEqual([0, 1440])
  })
})

describe('claims that operators add', () => {
  // The attack: a template that writes its own subject, or lengthens its own life.
  it.each(['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub'])('never set %s', (name) => {
    expect(findReservedClaim({ aud: 'x', [name]: 1 }, 'template')).toBe(name)
    expect(findReservedClaim({ [name]: 1 }, 'session')).toBe(name)
    expect(withoutReserved({ [name]: 1, mine: 2 }, 'template')).toEqual({ mine: 2 })
  })

  it.each(['sid', 'v', 'fva', 'sts', 'act', 'o', 'fea', 'pla', 'kwv', 'org_id', 'org_role'])(
    'never set %s in a session token, where it decides about access',
    (name) => {
      expect(findReservedClaim({ [name]: 1 }, 'session')).toBe(name)
      expect(findReservedClaim({ [name]: 1 }, 'template')).toBeUndefined()
    },
  )

  it('are free otherwise', () => {
    expect(findReservedClaim({ aud: 'x', role: '{{user.public_metadata.role}}' }, 'session')).toBeUndefined()
  })
})

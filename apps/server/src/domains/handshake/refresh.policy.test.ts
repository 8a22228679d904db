import { describe, expect, it } from 'vitest'
import { expiredTokenFault, judgeRefreshToken } from './refresh.policy.ts'
import type { StoredRefreshToken } from './refresh-tokens.repository.ts'

const now = new Date('2026-11-21T12:00:00Z')
const seconds = now.getTime() / 1000
const before = (ms: number) => new Date(now.getTime() - ms)

describe('an expired session token', () => {
  const claims = {
    sid: 'sess_1',
    azp: 'http://localhost:3000',
    iat: seconds - 120,
    exp: seconds - 60,
    jti: 'j',
  }
  const request = { sessionId: 'sess_1', origin: 'http://localhost:3000' }

  it('of the same page and session can be exchanged', () => {
    expect(expiredTokenFault(claims, request, now)).toBeUndefined()
  })

  it.each([
    ['refresh_request_origin_invalid', claims, { ...request, origin: 'localhost' }],
    ['refresh_request_origin_invalid', claims, { ...request, origin: 'http://localhost:3000/' }],
    ['expired_session_token_missing_sid', { ...claims, sid: undefined }, request],
    ['expired_session_token_missing_azp', { ...claims, azp: undefined }, request],
    ['session_refresh_expired_session_token_missing_iat', { ...claims, iat: undefined }, request],
    ['refresh_request_origin_azp_mismatch', { ...claims, azp: 'http://localhost:4000' }, request],
    ['refresh_sid_mismatch', { ...claims, sid: 'sess_2' }, request],
    ['session_refresh_expired_session_token_too_old', { ...claims, exp: seconds - 86_401 }, request],
    ['session_refresh_expired_session_token_too_old', { ...claims, exp: undefined }, request],
  ])('is refused with %s', (code, given, asked) => {
    expect(expiredTokenFault(given, asked, now)).toBe(code)
  })
})

describe('a refresh token', () => {
  const token: StoredRefreshToken = {
    sessionId: 'sess_1',
    consumedAt: null,
    consumedWith: null,
    expireAt: new Date(now.getTime() + 1000),
  }
  const use = { sessionId: 'sess_1', tokenId: 'j1' }

  it('is good once, and for the requests that were sent together', () => {
    expect(judgeRefreshToken(token, use, now)).toEqual({ kind: 'good' })
    const used = { ...token, consumedAt: before(10_000), consumedWith: 'j1' }
    expect(judgeRefreshToken(used, use, now)).toEqual({ kind: 'good' })
  })

  // Token theft: whoever comes second with a token that was exchanged is a thief, or was robbed.
  it.each([
    [
      'later',
      { consumedAt: before(10_001), consumedWith: 'j1' },
      'session_refresh_expired_session_token_consumed',
    ],
    ['with another session token', { consumedAt: before(1), consumedWith: 'j0' }, 'refresh_token_not_found'],
  ])('used again %s ends its family', (_when, consumed, code) => {
    expect(judgeRefreshToken({ ...token, ...consumed }, use, now)).toEqual({ kind: 'replayed', code })
  })

  it('is refused when unknown, expired or of another session', () => {
    const refused = (code: string) => ({ kind: 'refused', code })
    expect(judgeRefreshToken(undefined, use, now)).toEqual(refused('refresh_token_not_found'))
    expect(judgeRefreshToken({ ...token, expireAt: now }, use, now)).toEqual(
      refused('refresh_token_not_found'),
    )
    expect(judgeRefreshToken({ ...token, sessionId: 'sess_2' }, use, now)).toEqual(
      refused('refresh_sid_mismatch'),
    )
  })
})

import { defaultInstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import {
  afterFailedAttempt,
  attemptsRemaining,
  isLocked,
  lockoutSecondsLeft,
  mergeMetadata,
  requireMetadataSize,
  requireUsername,
} from './users.policy.ts'

const now = new Date('2026-05-12T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const free = { failedAttemptCount: 0, lockedAt: null, lockoutExpiresAt: null }

describe('mergeMetadata', () => {
  it('merges objects key by key and leaves the rest alone', () => {
    expect(mergeMetadata({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 4 } })).toEqual({ a: 1, b: { c: 4, d: 3 } })
  })

  it('removes a key for null, however deep', () => {
    expect(mergeMetadata({ a: 1, b: { c: 2 } }, { a: null, b: { c: null } })).toEqual({ b: {} })
  })

  it('replaces arrays whole and values by objects', () => {
    expect(mergeMetadata({ a: [1, 2], b: 1 }, { a: [3], b: { c: null, d: 1 } })).toEqual({
      a: [3],
      b: { d: 1 },
    })
  })

  it('leaves its arguments as they are', () => {
    const target = { a: { b: 1 } }
    mergeMetadata(target, { a: { b: 2 } })
    expect(target).toEqual({ a: { b: 1 } })
  })
})

describe('requireMetadataSize', () => {
  it('counts bytes, not characters', () => {
    expect(() => requireMetadataSize({ a: 'x'.repeat(8000) }, 'public_metadata')).not.toThrow()
    expect(() => requireMetadataSize({ a: 'ü'.repeat(5000) }, 'public_metadata')).toThrow(
      expect.objectContaining({ code: 'form_param_exceeds_allowed_size' }),
    )
  })
})

describe('requireUsername', () => {
  const rules = { ...defaultInstanceSettings.username, min_length: 4, max_length: 10 }

  it.each([
    ['abc', 'form_username_invalid_length'],
    ['abcdefghijk', 'form_username_invalid_length'],
    ['ab cd', 'form_username_invalid_character'],
    ['аdmin', 'form_username_invalid_character'],
    ['a@b.c', 'form_username_invalid_character'],
    ['12345', 'form_username_needs_non_number_char'],
  ])('refuses %s', (username, code) => {
    expect(() => requireUsername(username, rules)).toThrow(expect.objectContaining({ code }))
  })

  it.each(['abcd', 'a-b_9', 'ABCDEFGHIJ'])('accepts %s', (username) => {
    expect(() => requireUsername(username, rules)).not.toThrow()
  })
})

describe('afterFailedAttempt', () => {
  const rules = { enabled: true, max_attempts: 3, duration_seconds: 60 }

  it('counts until the last attempt allowed, then locks for the set time', () => {
    expect(afterFailedAttempt({ ...free, failedAttemptCount: 1 }, rules, now)).toEqual({
      ...free,
      failedAttemptCount: 2,
    })
    expect(afterFailedAttempt({ ...free, failedAttemptCount: 2 }, rules, now)).toEqual({
      failedAttemptCount: 3,
      lockedAt: now,
      lockoutExpiresAt: later(60),
    })
  })

  it('locks until unlocked when the time is 0', () => {
    const change = afterFailedAttempt(
      { ...free, failedAttemptCount: 2 },
      { ...rules, duration_seconds: 0 },
      now,
    )
    expect(change).toMatchObject({ lockedAt: now, lockoutExpiresAt: null })
  })

  it('counts nothing while the user is locked, so that the lock is not prolonged', () => {
    const locked = { failedAttemptCount: 3, lockedAt: now, lockoutExpiresAt: later(60) }
    expect(afterFailedAttempt(locked, rules, later(59))).toBeUndefined()
  })

  it('starts again at one once a lock has run out', () => {
    const locked = { failedAttemptCount: 3, lockedAt: now, lockoutExpiresAt: later(60) }
    expect(afterFailedAttempt(locked, rules, later(60))).toEqual({ ...free, failedAttemptCount: 1 })
    expect(attemptsRemaining(locked, rules, later(60))).toBe(3)
  })

  it('counts nothing where locking is off', () => {
    expect(afterFailedAttempt(free, { ...rules, enabled: false }, now)).toBeUndefined()
    expect(attemptsRemaining(free, { ...rules, enabled: false }, now)).toBeNull()
  })
})

describe('isLocked', () => {
  it('ends at the minute the lock ends', () => {
    const user = { lockedAt: now, lockoutExpiresAt: later(60) }
    expect(isLocked(user, later(59))).toBe(true)
    expect(lockoutSecondsLeft(user, later(59))).toBe(1)
    expect(isLocked(user, later(60))).toBe(false)
    expect(lockoutSecondsLeft(user, later(60))).toBeNull()
  })

  it('never ends without an end', () => {
    const user = { lockedAt: now, lockoutExpiresAt: null }
    expect(isLocked(user, later(1e9))).toBe(true)
    expect(lockoutSecondsLeft(user, now)).toBeNull()
  })
})

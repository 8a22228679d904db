import { describe, expect, it } from 'vitest'
import type { Session } from './session.entity.ts'
import {
  abandonTime,
  isOpenToCaller,
  isUserActivityDue,
  nextActiveSession,
  sessionEnds,
  statusAt,
} from './sessions.policy.ts'

const now = new Date('2026-11-21T12:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const settings = { lifetime_seconds: 3600, inactivity_timeout_seconds: 0 }

describe('the ends of a session', () => {
  it('lie at the end of its life where no inactivity counts', () => {
    expect(sessionEnds(settings, now)).toEqual({ expireAt: after(3600), abandonAt: after(3600) })
  })

  it('come sooner by inactivity, and never later than its life', () => {
    expect(sessionEnds({ ...settings, inactivity_timeout_seconds: 60 }, now).abandonAt).toEqual(after(60))
    expect(abandonTime({ ...settings, inactivity_timeout_seconds: 60 }, after(3590), after(3600))).toEqual(
      after(3600),
    )
  })
})

describe('the status of a session', () => {
  const session = { status: 'active', expireAt: after(100), abandonAt: after(100) } as const

  it('is as stored until its time is over', () => {
    expect(statusAt(session, after(99))).toBe('active')
    expect(statusAt({ ...session, status: 'pending' }, after(99))).toBe('pending')
    expect(statusAt(session, after(100))).toBe('expired')
  })

  it('is named by the end that came first', () => {
    expect(statusAt({ ...session, abandonAt: after(50) }, after(50))).toBe('abandoned')
    expect(statusAt({ ...session, abandonAt: after(50) }, after(1000))).toBe('abandoned')
  })

  it('stays what it was for one that has ended', () => {
    expect(statusAt({ ...session, status: 'revoked' }, after(1000))).toBe('revoked')
  })
})

describe('the token before a rotation', () => {
  it('opens sessions that were there before it was made, and no others', () => {
    const previous = { tokenGeneration: 3, isPreviousToken: true }
    expect(isOpenToCaller({ clientGeneration: 1 }, previous)).toBe(true)
    expect(isOpenToCaller({ clientGeneration: 2 }, previous)).toBe(false)
    expect(isOpenToCaller({ clientGeneration: 3 }, previous)).toBe(false)
  })

  it('is no limit for the current one', () => {
    expect(isOpenToCaller({ clientGeneration: 3 }, { tokenGeneration: 3, isPreviousToken: false })).toBe(true)
  })
})

it('goes on with the session that was used last, and with none that has ended', () => {
  const used = (id: string, seconds: number, status: Session['status'] = 'active') =>
    ({ id, status, lastActiveAt: after(seconds) }) as Session
  expect(nextActiveSession([used('a', 1), used('b', 2), used('c', 3, 'ended')])?.id).toBe('b')
  expect(nextActiveSession([used('c', 3, 'ended')])).toBeUndefined()
})

it('reports the activity of a user no oftener than once a day', () => {
  expect(isUserActivityDue(null, now)).toBe(true)
  expect(isUserActivityDue(now, after(86_399))).toBe(false)
  expect(isUserActivityDue(now, after(86_400))).toBe(true)
})

import { InstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { coverageAt, coversSecondsOf, sinceOldest } from './revocation-window.policy.ts'

const usual = InstanceSettings.parse({})
const long: InstanceSettings = { ...usual, tokens: { ...usual.tokens, lifetime_seconds: 900 } }

describe('how far back the feed reaches', () => {
  it('is the life of tokens, or that of key sets where that is longer', () => {
    expect([coversSecondsOf(usual), coversSecondsOf(long)]).toEqual([300, 900])
  })

  it('is less by the margin where a set was cut off, and never negative', () => {
    const behind = (ageMs: number) =>
      coverageAt(sinceOldest(1_000_000 - ageMs), 1_000_000, usual).coversSeconds
    expect([200_900, 60_000, 10].map(behind)).toEqual([140, 0, 0])
  })

  it('grows with time up to what is asked for, by the second, however often it is looked at', () => {
    let sinceMs = 1_000_000
    for (let databaseMs = sinceMs + 300; databaseMs <= 1_100_000; databaseMs += 300)
      sinceMs = coverageAt(sinceMs, databaseMs, usual).sinceMs
    expect(coverageAt(sinceMs, 1_100_000, usual)).toEqual({ sinceMs: 1_000_000, coversSeconds: 100 })
    expect(coverageAt(sinceMs, 9_000_000, usual)).toEqual({ sinceMs: 8_700_000, coversSeconds: 300 })
  })

  // A reader forgot what is older; a longer life of tokens does not bring it back.
  it('is not more at once when the life of tokens is raised', () => {
    const { sinceMs } = coverageAt(0, 9_000_000, usual)
    expect(coverageAt(sinceMs, 9_001_000, long).coversSeconds).toBe(301)
    expect(coverageAt(sinceMs, 9_900_000, long).coversSeconds).toBe(900)
  })
})

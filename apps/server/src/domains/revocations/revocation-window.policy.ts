import type { InstanceSettings } from '@keywright/contract'

/** Verifiers keep key sets this long (wire contract 5.4), so a key that was withdrawn must be known for as long. */
const keySetLifeSeconds = 300

/** Between the writing of a revocation and its commit tokens may still be made: no transaction of ours is open for longer. */
export const marginSeconds = 60

/** How old a token may be for the feed of an instance to speak of it. */
export function coversSecondsOf({ tokens }: InstanceSettings): number {
  return Math.max(tokens.lifetime_seconds, keySetLifeSeconds)
}

/** A stretch of the feed without gaps: from a moment of the database's clock, in milliseconds, to the present. */
export interface Coverage {
  sinceMs: number
  coversSeconds: number
}

/**
 * How far back what a reader has reaches now. It grows as time passes, up to what the settings ask for; when they ask for more,
 * what was left behind is not there again at once.
 */
export function coverageAt(sinceMs: number, databaseMs: number, settings: InstanceSettings): Coverage {
  const earliestMs = Math.max(sinceMs, databaseMs - coversSecondsOf(settings) * 1000)
  return { sinceMs: earliestMs, coversSeconds: Math.max(0, Math.floor((databaseMs - earliestMs) / 1000)) }
}

/** From when on nothing is missing in a set that was cut off behind an entry of this moment. */
export function sinceOldest(revokedAtMs: number): number {
  return revokedAtMs + marginSeconds * 1000
}

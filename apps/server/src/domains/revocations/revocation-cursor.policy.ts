import type { PollCursor } from '../invalidations/index.ts'

/** Where a reader is in the feed of its instance, and what it was promised there. */
export interface RevocationCursor extends PollCursor {
  instanceId: string
  /** From when on nothing is missing, in milliseconds of the database's clock. */
  sinceMs: number
}

/** Where the database is now. */
export interface DatabasePresent extends PollCursor {
  /** No transaction has this id yet, nor a greater one. */
  nextXid: string
}

const lengthMax = 200

/** Not signed: it names nothing that its holder may not read, and one that was made up misleads only who made it up. */
export function writeCursor(cursor: RevocationCursor): string {
  const { instanceId, sinceMs, horizon, databaseMs, server } = cursor
  const parts = [1, instanceId, sinceMs, horizon, databaseMs, server]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** `undefined` for what is no cursor of this version. */
export function readCursor(text: string): RevocationCursor | undefined {
  if (text.length > lengthMax) return undefined
  try {
    const [form, instanceId, sinceMs, horizon, databaseMs, server]: unknown[] = JSON.parse(
      Buffer.from(text, 'base64url').toString(),
    )
    if (form !== 1 || typeof instanceId !== 'string' || typeof server !== 'string') return undefined
    if (typeof horizon !== 'string' || !/^\d{1,19}$/.test(horizon)) return undefined
    if (!isCount(sinceMs) || !isCount(databaseMs)) return undefined
    return { instanceId, sinceMs, horizon, databaseMs, server }
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/**
 * Whether what came since the cursor completes what its holder has. Not with another instance's key, in another run of the
 * database, beyond its transactions, or after longer than the feed reaches back.
 */
export function isUsable(
  cursor: RevocationCursor,
  { instanceId, coversSeconds }: { instanceId: string; coversSeconds: number },
  present: DatabasePresent,
): boolean {
  const ageMs = present.databaseMs - cursor.databaseMs
  return (
    cursor.instanceId === instanceId &&
    cursor.server === present.server &&
    BigInt(cursor.horizon) <= BigInt(present.nextXid) &&
    ageMs >= 0 &&
    ageMs <= coversSeconds * 1000
  )
}

import { describe, expect, it } from 'vitest'
import { isUsable, type RevocationCursor, readCursor, writeCursor } from './revocation-cursor.policy.ts'

const cursor: RevocationCursor = {
  instanceId: 'ins_2abcdefghijklmnopqrstuvwxyz1',
  sinceMs: 1_763_746_000_000,
  horizon: '1234567',
  databaseMs: 1_763_746_300_000,
  server: '16384-1763740000000',
}
const reach = { instanceId: cursor.instanceId, coversSeconds: 300 }
const present = { ...cursor, nextXid: '1234600', databaseMs: cursor.databaseMs + 1_000 }

describe('a cursor', () => {
  it('comes back as it was written, on one line, as long as the contract allows even where numbers are large', () => {
    const large = { ...cursor, horizon: '9'.repeat(19), server: `${2 ** 32}-${Date.now() * 10}` }
    for (const one of [cursor, large]) {
      const text = writeCursor(one)
      expect(readCursor(text)).toEqual(one)
      expect(text).toMatch(/^[\w-]{1,200}$/)
    }
  })

  // The attack: text that the database would choke on, or be made to run.
  it.each([
    ...['', 'x', '[]', 'null', '{}', '%00', 'x'.repeat(10_000)].map((text) => [text]),
    ...[
      [2, 'ins_1', 0, '1', 0, 's'],
      [1, 5, 0, '1', 0, 's'],
      [1, 'ins_1', -1, '1', 0, 's'],
      [1, 'ins_1', 0, "1'; drop table users; --", 0, 's'],
      [1, 'ins_1', 0, '9'.repeat(20), 0, 's'],
      [1, 'ins_1', 0, 1, 0, 's'],
      [1, 'ins_1', 0, '1', 1e300, 's'],
      [1, 'ins_1', 0, '1', '2026-11-21', 's'],
      [1, 'ins_1', 0, '1', 0],
    ].map((parts) => [Buffer.from(JSON.stringify(parts)).toString('base64url')]),
  ])('is not %s', (text) => expect(readCursor(text)).toBeUndefined())
})

describe('going on from a cursor', () => {
  it('is possible within what the feed reaches back to', () => {
    expect(isUsable(cursor, reach, present)).toBe(true)
    expect(isUsable(cursor, reach, { ...present, databaseMs: cursor.databaseMs + 300_000 })).toBe(true)
  })

  it.each([
    ['with the key of another instance', { ...reach, instanceId: 'ins_other' }, present],
    [
      'after longer than the feed reaches back',
      reach,
      { ...present, databaseMs: cursor.databaseMs + 300_001 },
    ],
    ['from the future', reach, { ...present, databaseMs: cursor.databaseMs - 1 }],
    ['in another run of the database', reach, { ...present, server: '16384-1763740000001' }],
    ['where transactions are counted from further back', reach, { ...present, nextXid: '1234566' }],
  ])('is not possible %s', (_when, asked, at) => expect(isUsable(cursor, asked, at)).toBe(false))
})

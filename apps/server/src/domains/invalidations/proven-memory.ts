/**
 * Memory of what the database says, under the snapshot rules: an entry is kept only if nothing about it was invalidated
 * while it was read, is used only while invalidations are being heard, and only what was found is ever kept.
 */
import type { Invalidation } from '../events/index.ts'
import type { InvalidationFeed } from './invalidation-feed.service.ts'
import { ageOf, type Moment, type Stopwatch, systemStopwatch } from './stopwatch.ts'

/** A value with how long ago it is known to have been as the database has it. */
export interface Proven<Value> {
  value: Value
  ageMs: number
}

export interface ProvenMemoryOptions<Value> {
  feed: Pick<InvalidationFeed, 'isProven' | 'lastReadAt' | 'subscribe'>
  stopwatch?: Stopwatch
  /** How many entries at most; the ones used longest ago go first. */
  capacity: number
  /** What an entry depends on. */
  dependsOn: (value: Value) => Iterable<Invalidation>
}

export interface ProvenMemory<Value> {
  /** From memory. `undefined` says nothing about the database. */
  get(key: string): Proven<Value> | undefined
  /** Asks the database, and keeps what it says if it may. */
  read(key: string, ask: () => Promise<Value | undefined>): Promise<Value | undefined>
  size(): number
}

interface Entry<Value> {
  value: Value
  tags: readonly string[]
  readAt: Moment
}

/** How many recent invalidations are remembered by name; a read that takes longer than so many is not kept. */
const recentMax = 10_000

export function createProvenMemory<Value>(options: ProvenMemoryOptions<Value>): ProvenMemory<Value> {
  const { feed, capacity, dependsOn, stopwatch = systemStopwatch } = options
  const entries = new Map<string, Entry<Value>>()
  const keysByTag = new Map<string, Set<string>>()
  const recent = createRecentInvalidations()

  feed.subscribe((invalidation) => {
    const tag = toTag(invalidation)
    recent.add(tag)
    for (const key of keysByTag.get(tag) ?? []) drop(key)
  })

  function drop(key: string): void {
    const entry = entries.get(key)
    entries.delete(key)
    for (const tag of entry?.tags ?? []) {
      const keys = keysByTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) keysByTag.delete(tag)
    }
  }

  function keep(key: string, entry: Entry<Value>): void {
    drop(key)
    entries.set(key, entry)
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag)
      if (keys) keys.add(key)
      else keysByTag.set(tag, new Set([key]))
    }
    const [oldest] = entries.keys()
    if (entries.size > capacity && oldest !== undefined) drop(oldest)
  }

  return {
    get(key) {
      if (!feed.isProven()) return undefined
      const entry = entries.get(key)
      if (!entry) return undefined
      // Back to the end of the line: the first one goes when room is needed.
      entries.delete(key)
      entries.set(key, entry)
      return { value: entry.value, ageMs: ageSince(entry.readAt) }
    },

    async read(key, ask) {
      const readAt = stopwatch.now()
      const isHeard = feed.isProven()
      const before = recent.count()
      const value = await ask()
      if (value === undefined) return undefined
      const tags = [...dependsOn(value)].map(toTag)
      // The answer may be older than an invalidation that was heard while it was under way.
      if (isHeard && recent.noneSince(before, tags)) keep(key, { value, tags, readAt })
      return value
    },

    size: () => entries.size,
  }

  /** Since the entry was read, or since all changes were last read and none of them was about it. */
  function ageSince(readAt: Moment): number {
    const now = stopwatch.now()
    const lastReadAt = feed.lastReadAt()
    const age = ageOf(readAt, now)
    return Math.max(0, lastReadAt ? Math.min(age, ageOf(lastReadAt, now)) : age)
  }
}

function toTag({ instanceId, kind, key }: Invalidation): string {
  return `${instanceId} ${kind} ${key}`
}

/** Counts invalidations and remembers the last ones by name. */
function createRecentInvalidations() {
  const lastCounts = new Map<string, number>()
  let count = 0
  let forgottenUpTo = 0
  return {
    count: () => count,
    add(tag: string): void {
      count += 1
      lastCounts.delete(tag)
      lastCounts.set(tag, count)
      const [oldest] = lastCounts
      if (lastCounts.size <= recentMax || !oldest) return
      lastCounts.delete(oldest[0])
      forgottenUpTo = oldest[1]
    },
    noneSince(before: number, tags: readonly string[]): boolean {
      return forgottenUpTo <= before && tags.every((tag) => (lastCounts.get(tag) ?? 0) <= before)
    },
  }
}

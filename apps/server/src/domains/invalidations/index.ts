export { createInvalidationFeed, type InvalidationFeed } from './invalidation-feed.service.ts'
export type { PollCursor } from './invalidations.repository.ts'
export { createProvenMemory } from './proven-memory.ts'
export type { Stopwatch } from './stopwatch.ts'

export { createInvalidationFeed, type InvalidationFeed } from './invalidation-feed.service.ts'
export { createProvenMemory, type Proven, type ProvenMemory } from './proven-memory.ts'
export { ageOf, type Moment, type Stopwatch, systemStopwatch } from './stopwatch.ts'

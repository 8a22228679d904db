export { appendEvent, type EventAttributes, type NewEvent } from './events.repository.ts'
export {
  type Invalidation,
  type InvalidationKind,
  invalidationChannel,
  isInvalidationNote,
  type NewInvalidation,
  recordInvalidation,
} from './invalidations.repository.ts'

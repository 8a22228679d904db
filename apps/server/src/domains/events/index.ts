export { appendEvent, type EventAttributes, type NewEvent } from './events.repository.ts'
export {
  type InvalidationKind,
  invalidationChannel,
  type NewInvalidation,
  recordInvalidation,
} from './invalidations.repository.ts'

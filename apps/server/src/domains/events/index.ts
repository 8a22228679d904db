export { invalidationChannel } from './change-log.repository.ts'
export {
  continueEventLog,
  findEventOfVersion,
  type LoggedEvent,
  type LogPosition,
  listEventsAfter,
  readLogEnd,
} from './event-log.repository.ts'
export { appendEvent, type EventAttributes, type NewEvent } from './events.repository.ts'
export {
  type Invalidation,
  type InvalidationKind,
  isInvalidationNote,
  type NewInvalidation,
  recordInvalidation,
} from './invalidations.repository.ts'

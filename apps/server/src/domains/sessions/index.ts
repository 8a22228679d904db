export type { Session, SignedInSession } from './session.entity.ts'
export {
  abandonTime,
  callerAtPresent,
  isOpenToCaller,
  isSignedIn,
  tasksOf,
} from './sessions.policy.ts'
export {
  factorVerificationAge,
  toSessionActivityResource,
  toSessionBase,
  toSessionResource,
} from './sessions.resource.ts'
export { type CreateSessionInput, createSessionsService, type SessionsService } from './sessions.service.ts'

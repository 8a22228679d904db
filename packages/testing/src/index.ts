export {
  createTestInstance,
  type TestInstance,
  type TestInstanceOptions,
} from './create-test-instance.ts'
export { createTestUser, type TestUser, type TestUserInput } from './create-test-user.ts'
export { createDevInbox, type DevInbox, type InboxMail } from './dev-inbox.ts'
export type { StartKeywrightOptions } from './launch-keywright.ts'
export type { TestClock } from './movable-clock.ts'
export { type StartedKeywright, startKeywright } from './start-keywright.ts'
export type { TestTarget } from './test-target.ts'
export { TestingError, type TestingFault } from './testing-error.ts'

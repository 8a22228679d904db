export {
  isKeywrightApiError,
  KeywrightApiError,
  type KeywrightErrorCode,
  type WireError,
} from '@keywright/client'
export type { AttemptErrors, AttemptState, FieldError, StepResult } from './attempts/attempt-state.ts'
export { type Attempts, attemptsOf, type SignInSnapshot, type SignUpSnapshot } from './attempts/attempts.ts'
export type { SignInAttempt } from './attempts/sign-in-attempt.ts'
export type { SignUpAttempt } from './attempts/sign-up-attempt.ts'
export {
  type CheckAuthorizationParams,
  checkAuthorization,
  type ReverificationConfig,
  type ReverificationLevel,
} from './authorization.ts'
export type { Resources } from './client/session-center.ts'
export type { ComponentVerbs } from './components/component-host.ts'
export type {
  ComponentHandle,
  ComponentProps,
  MountedKind,
  OpenedKind,
  UiModule,
} from './components/ui-module.ts'
export type { ClientState, FlowApi, FlowCall } from './flows/flow-api.ts'
export {
  createKeywright,
  type Keywright,
  type KeywrightEvents,
  type PageVerbs,
} from './keywright.ts'
export type { Status } from './load.ts'
export type { KeywrightOptions } from './options.ts'
export type { Channel, CookieJar, Page, Platform } from './platform/platform.ts'
export type { ClientResource } from './resources/client.ts'
export type { EmailAddressResource } from './resources/email-address.ts'
export type {
  GetTokenOptions,
  SessionResource,
  SessionVerificationResource,
} from './resources/session.ts'
export type { SignInResource } from './resources/sign-in.ts'
export type { SignUpResource } from './resources/sign-up.ts'
export type { SessionWithActivities, UserResource } from './resources/user.ts'
export type { SessionVerbs, SetActiveParams, SignOutOptions } from './session-verbs.ts'
export type { TokenClaims } from './tokens/decode-token.ts'
export type { AfterAuthProps, EnvironmentState, RedirectOptions } from './urls/page-urls.ts'

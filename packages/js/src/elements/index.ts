export type { AccountChoice } from '../flows/accounts.ts'
export type { Failure, Fault } from '../flows/failure.ts'
export type { FlowEvent, KernelEvent, Snapshot } from '../flows/machine.ts'
export { missingFields } from '../flows/missing-fields.ts'
export type {
  Factor,
  SignInConfig,
  SignInContext,
  SignInEvent,
  SignInState,
} from '../flows/sign-in.context.ts'
export { asksFor, otherFactors, resendFactor, resetFactor } from '../flows/sign-in.factors.ts'
export type {
  SignUpConfig,
  SignUpContext,
  SignUpEvent,
  SignUpFieldName,
  SignUpState,
  SignUpValues,
} from '../flows/sign-up.context.ts'
export type { SocialProvider } from '../flows/social.ts'
export type { UserButtonContext, UserButtonEvent, UserButtonState } from '../flows/user-button.flow.ts'
export type { WalletChoice } from '../flows/wallets.ts'
export { createFlow } from './create-flow.ts'
export { factorsOf } from './factors.ts'
export type {
  AnyFlowName,
  Flow,
  FlowContext,
  FlowEvents,
  FlowName,
  FlowOptions,
  FlowSnapshot,
  FlowState,
  Flows,
} from './flow-types.ts'
export {
  errorAt,
  errorBeside,
  type FlowError,
  focusStep,
  formOf,
  kindOf,
  knownValue,
  needOf,
  readForm,
  secondsUntil,
  type Typed,
} from './forms.ts'

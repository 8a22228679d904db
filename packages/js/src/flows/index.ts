export { type AccountChoice, accountsOf } from './accounts.ts'
export { type Failure, type Fault, failureOf, faultAt, toFailure } from './failure.ts'
export type { ClientState, FlowApi, FlowCall } from './flow-api.ts'
export type { FlowPorts } from './flow-ports.ts'
export { type LinkLanding, readLinkLanding } from './link-landing.ts'
export {
  createMachine,
  type FlowEvent,
  type KernelEvent,
  type Machine,
  type MachineDefinition,
  type Snapshot,
  type Timer,
} from './machine.ts'
export {
  type Factor,
  readSignInConfig,
  type SignIn,
  type SignInConfig,
  type SignInContext,
  type SignInEvent,
  type SignInState,
  signInContext,
  signInHome,
} from './sign-in.context.ts'
export { otherFactors, resetFactor } from './sign-in.factors.ts'
export { signInFlow } from './sign-in.flow.ts'
export {
  readSignUpConfig,
  type SignUp,
  type SignUpConfig,
  type SignUpContext,
  type SignUpEvent,
  type SignUpFieldName,
  type SignUpState,
  type SignUpValues,
  signUpContext,
  signUpHome,
} from './sign-up.context.ts'
export { signUpFlow } from './sign-up.flow.ts'

/** Forms of one’s own over the flows of Keywright: no looks, all of the behaviour. */
import type { FlowName, FlowState } from '@keywright/js/elements'
import type { ReactNode } from 'react'
import { Action, type ActionProps, Factors, Resend, Retry, SelectFactor, Submit } from './buttons.tsx'
import { Field, FieldError, Input, Label } from './field.tsx'
import { Otp } from './otp.tsx'
import { SignInRoot, SignUpRoot } from './root.tsx'
import { Step, type StepProps } from './step.tsx'
import { Address, Alert } from './words.tsx'

export {
  type AccountChoice,
  asksFor,
  type Factor,
  type Failure,
  type Fault,
  type FlowError,
  type FlowEvent,
  type FlowName,
  type FlowOptions,
  focusStep,
  type KernelEvent,
  missingFields,
  otherFactors,
  resendFactor,
  resetFactor,
  type SignInConfig,
  type SignInContext,
  type SignInEvent,
  type SignInState,
  type SignUpConfig,
  type SignUpContext,
  type SignUpEvent,
  type SignUpFieldName,
  type SignUpState,
  type SignUpValues,
  type Snapshot,
  type SocialProvider,
  type UserButtonContext,
  type UserButtonEvent,
  type UserButtonState,
  type WalletChoice,
} from '@keywright/js/elements'
export type { ActionProps, ResendProps, SelectFactorProps } from './buttons.tsx'
export type { ErrorProps, FieldProps } from './field.tsx'
export type { OtpCell, OtpProps } from './otp.tsx'
export type { RootProps } from './root.tsx'
export type { StepProps } from './step.tsx'
export { type UseFlow, useFlow } from './use-flow.ts'

const shared = { Field, Label, Input, FieldError, Otp, Alert, Address, Submit, Resend, Retry }

/** The same elements, with the steps and events of one flow. */
function elementsOf<Name extends FlowName>() {
  return {
    ...shared,
    Step: Step as (props: StepProps<FlowState<Name>>) => ReactNode,
    Action: Action as unknown as (props: ActionProps<Name>) => ReactNode,
  }
}

export const SignIn = /* @__PURE__ */ Object.assign(elementsOf<'signIn'>(), {
  Root: SignInRoot,
  Factors,
  SelectFactor,
})

export const SignUp = /* @__PURE__ */ Object.assign(elementsOf<'signUp'>(), { Root: SignUpRoot })

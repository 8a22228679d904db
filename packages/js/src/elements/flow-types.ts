import type { Failure } from '../flows/failure.ts'
import type { KernelEvent } from '../flows/machine.ts'
import type { SignInContext, SignInEvent, SignInState } from '../flows/sign-in.context.ts'
import type { SignUpContext, SignUpEvent, SignUpState, SignUpValues } from '../flows/sign-up.context.ts'
import type { UserButtonContext, UserButtonEvent, UserButtonState } from '../flows/user-button.flow.ts'
import type { AfterAuthProps, SetActiveParams } from '../interface.ts'

/** The flows that an app can draw itself. */
export interface Flows {
  signIn: { state: SignInState; context: SignInContext; event: SignInEvent }
  signUp: { state: SignUpState; context: SignUpContext; event: SignUpEvent }
  userButton: { state: UserButtonState; context: UserButtonContext; event: UserButtonEvent }
}

export type AnyFlowName = keyof Flows
/** Those made of forms. */
export type FlowName = 'signIn' | 'signUp'
export type FlowState<Name extends AnyFlowName> = Flows[Name]['state']
export type FlowContext<Name extends AnyFlowName> = Flows[Name]['context']
export type FlowEvents<Name extends AnyFlowName> = Flows[Name]['event'] | KernelEvent

export interface FlowOptions extends AfterAuthProps {
  /** Whether the step is in the address, behind `#`; two flows on one page cannot both be there. */
  routing?: 'hash' | 'none' | undefined
  /** Leads on once somebody is signed in, in place of a redirect. */
  navigate?: SetActiveParams['navigate'] | undefined
  /** What fields begin with. */
  initialValues?: ({ identifier?: string } & SignUpValues) | undefined
  /** Where a user button goes when somebody else was chosen. */
  afterSwitchSessionUrl?: string | undefined
}

/** What a form shows of a flow. The same object until something changes. */
export interface FlowSnapshot<Name extends AnyFlowName> {
  /** `undefined` while it is being found out which step the address leads to. */
  state: FlowState<Name> | undefined
  /** `undefined` until the client is loaded. */
  context: FlowContext<Name> | undefined
  /** The event whose answer is awaited. */
  pending: string | undefined
  error: Failure | undefined
  /** Whether another step was shown before: then the focus goes along. */
  hasMoved: boolean
}

/** A flow of the page. It begins when somebody watches; what is sent before it could is sent then. */
export interface Flow<Name extends AnyFlowName> {
  readonly name: Name
  /** What a server draws, and a browser before it knows more. */
  readonly first: FlowSnapshot<Name>
  get(): FlowSnapshot<Name>
  subscribe(listener: () => void): () => void
  send(event: FlowEvents<Name>): void
  can(type: Flows[Name]['event']['type'] | 'RETRY'): boolean
}

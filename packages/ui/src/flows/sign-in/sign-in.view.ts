import type { SignInContext, SignInEvent, SignInState } from '@keywright/js/flows'
import type { View, ViewProps } from '../view.ts'

export type SignInView = View<SignInState, SignInContext, SignInEvent>
export type SignInViewProps = ViewProps<SignInState, SignInContext, SignInEvent>

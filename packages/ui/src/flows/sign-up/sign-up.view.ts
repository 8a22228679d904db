import type { SignUpContext, SignUpEvent, SignUpState } from '@keywright/js/flows'
import type { View } from '../view.ts'

export type SignUpView = View<SignUpState, SignUpContext, SignUpEvent>

/** The flows as a server runs them for a browser without scripts: the same tables, views and texts. */
import type { EnvironmentWire } from '@keywright/contract'
import {
  type ClientState,
  type FlowEvent,
  type FlowPorts,
  type LinkLanding,
  type MachineDefinition,
  readProviders,
  readSignInConfig,
  readSignUpConfig,
  type SignInContext,
  type SignInEvent,
  type SignInState,
  type SignUpContext,
  type SignUpEvent,
  type SignUpState,
  signInContext,
  signInFlow,
  signUpContext,
  signUpFlow,
} from '@keywright/js/flows'
import type { Texts } from '../app/flow-module.ts'
import { signInViews } from '../flows/sign-in/sign-in.views.tsx'
import { signUpViews } from '../flows/sign-up/sign-up.views.tsx'
import type { View } from '../flows/view.ts'
import { common } from '../localization/en/common.ts'
import { errors } from '../localization/en/errors.ts'
import { secondFactor } from '../localization/en/second-factor.ts'
import { signIn } from '../localization/en/sign-in.ts'
import { signInStart } from '../localization/en/sign-in-start.ts'
import { signUp } from '../localization/en/sign-up.ts'
import { signUpStart } from '../localization/en/sign-up-start.ts'

/** What a flow is begun with. */
export interface PlainBeginning {
  environment: EnvironmentWire
  client: ClientState | null
  landing: LinkLanding | null
  signInUrl: string
  signUpUrl: string
}

export interface PlainFlow<Value extends string, Context, Event extends FlowEvent> {
  definition: MachineDefinition<Value, Context, Event, FlowPorts>
  views: Record<Value, View<Value, Context, Event>>
  texts: Texts
  contextOf(beginning: PlainBeginning): Context
}

const shared = { ...common, ...errors }

export const signInPlain: PlainFlow<SignInState, SignInContext, SignInEvent> = {
  definition: signInFlow,
  views: signInViews,
  texts: { ...shared, ...signInStart, ...signIn, ...secondFactor },
  contextOf({ environment, client, landing, signUpUrl }) {
    return signInContext(
      readSignInConfig(environment, { isCombined: false, signUpUrl, providers: readProviders(environment) }),
      { client, landing },
    )
  },
}

/** Whoever is signed in, with the ways to go on and to leave. */
export const accountPlain: typeof signInPlain = {
  ...signInPlain,
  contextOf(beginning) {
    const context = signInPlain.contextOf(beginning)
    return { ...context, config: { ...context.config, isSingleSession: true } }
  },
}

export const signUpPlain: PlainFlow<SignUpState, SignUpContext, SignUpEvent> = {
  definition: signUpFlow,
  views: signUpViews,
  texts: { ...shared, ...signUpStart, ...signUp },
  contextOf({ environment, client, landing, signInUrl }) {
    return signUpContext(
      readSignUpConfig(environment, { signInUrl, providers: readProviders(environment) }),
      { client, landing },
    )
  },
}

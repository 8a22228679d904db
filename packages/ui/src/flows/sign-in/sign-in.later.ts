/** What a sign-in needs once somebody types. */
import {
  createMachine,
  type FlowApi,
  type SignInContext,
  type SignInState,
  signInFlow,
} from '@keywright/js/flows'
import type { FlowEntry } from '../../app/flow-module.ts'
import { portsOf } from '../../app/flow-ports.ts'
import { common } from '../../localization/en/common.ts'
import { errors } from '../../localization/en/errors.ts'
import { secondFactor } from '../../localization/en/second-factor.ts'
import { signIn } from '../../localization/en/sign-in.ts'
import { formatMessage as format } from '../../localization/message-format.ts'
import css from '../../styles/later.css?inline'
import { signInViews as views } from './sign-in.views.tsx'

export { css, format, views }

export const texts = { ...common, ...errors, ...signIn, ...secondFactor }

export const partOf = (state: SignInState) => signInFlow.states[state].part

export function begin(context: SignInContext, entry: FlowEntry, api: FlowApi) {
  const { environment } = entry.host
  const ports = portsOf(entry, api, environment.display_config.after_sign_in_url)
  return createMachine(signInFlow, context, { ports, part: entry.router.read() })
}

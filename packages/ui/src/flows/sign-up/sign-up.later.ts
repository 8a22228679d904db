/** What a sign-up needs once somebody types. */
import {
  createMachine,
  type FlowApi,
  type SignUpContext,
  type SignUpState,
  signUpFlow,
} from '@keywright/js/flows'
import type { FlowEntry } from '../../app/flow-module.ts'
import { portsOf } from '../../app/flow-ports.ts'
import { common } from '../../localization/en/common.ts'
import { errors } from '../../localization/en/errors.ts'
import { signUp } from '../../localization/en/sign-up.ts'
import { formatMessage as format } from '../../localization/message-format.ts'
import css from '../../styles/later.css?inline'
import { signUpViews as views } from './sign-up.views.tsx'

export { css, format, views }

export const texts = { ...common, ...errors, ...signUp }

export const partOf = (state: SignUpState) => signUpFlow.states[state].part

export function begin(context: SignUpContext, entry: FlowEntry, api: FlowApi) {
  const { environment } = entry.host
  const ports = portsOf(entry, api, environment.display_config.after_sign_up_url)
  return createMachine(signUpFlow, context, { ports, part: entry.router.read() })
}

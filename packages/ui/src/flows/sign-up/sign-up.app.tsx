import {
  createMachine,
  readSignUpConfig,
  type SignUpValues,
  signUpContext,
  signUpFlow,
} from '@keywright/js/flows'
import { useState } from 'preact/hooks'
import { Flow } from '../../app/flow.tsx'
import type { FlowEntry } from '../../app/flow-module.ts'
import { portsOf } from '../../app/flow-ports.ts'
import { signUp } from '../../localization/en/sign-up.ts'
import { signUpViews } from './sign-up.views.tsx'

export const texts = signUp

/** Begins a sign-up where the address and the client say, and draws it. */
export function FlowApp(entry: FlowEntry) {
  const { router, takesFocus, onHandOver } = entry
  const [machine] = useState(() => beginSignUp(entry))
  return (
    <Flow
      {...{ machine, router, takesFocus }}
      definition={signUpFlow}
      views={signUpViews}
      onChange={({ value, context: { values } }) => {
        const identifier = values.email_address ?? values.username ?? ''
        if (value === 'sign_in') onHandOver({ to: 'sign-in', identifier, isTransfer: false })
      }}
    />
  )
}

function beginSignUp({ host, props, router, landing, handover, isCombined, onFinish }: FlowEntry) {
  const { environment, client } = host
  const config = readSignUpConfig(environment, {
    isCombined,
    showsOptional: props.appearance?.options?.showOptionalFields ?? true,
    signInUrl: props.signInUrl ?? host.signInUrl,
  })
  const fallback = props.fallbackRedirectUrl ?? environment.display_config.after_sign_up_url
  const redirectUrl = props.forceRedirectUrl ?? host.redirectUrl ?? fallback
  const values = valuesOf(handover?.identifier, props.initialValues)
  const isTransfer = handover?.isTransfer ?? false
  return createMachine(signUpFlow, signUpContext(config, { client, values, isTransfer, landing }), {
    ports: portsOf(host, router, { redirectUrl, onFinish }),
    part: router.read(),
  })
}

/** What a sign-in was tried with becomes the address or the name of the new account. */
function valuesOf(identifier: string | undefined, initial: SignUpValues | undefined): SignUpValues {
  if (!identifier) return initial ?? {}
  return identifier.includes('@') ? { email_address: identifier } : { username: identifier }
}

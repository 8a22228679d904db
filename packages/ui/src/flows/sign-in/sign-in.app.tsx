import { createMachine, readSignInConfig, signInContext, signInFlow } from '@keywright/js/flows'
import { useState } from 'preact/hooks'
import { Flow } from '../../app/flow.tsx'
import type { FlowEntry } from '../../app/flow-module.ts'
import { portsOf } from '../../app/flow-ports.ts'
import { signIn } from '../../localization/en/sign-in.ts'
import { signInViews } from './sign-in.views.tsx'

export const texts = signIn

/** Begins a sign-in where the address and the client say, and draws it. */
export function FlowApp(entry: FlowEntry) {
  const { router, takesFocus, onHandOver } = entry
  const [machine] = useState(() => beginSignIn(entry))
  return (
    <Flow
      {...{ machine, router, takesFocus }}
      definition={signInFlow}
      views={signInViews}
      onChange={({ value, context: { identifier, isTransfer } }) => {
        if (value === 'sign_up') onHandOver({ to: 'sign-up', identifier, isTransfer })
      }}
    />
  )
}

function beginSignIn({ host, props, router, landing, handover, isCombined, onFinish }: FlowEntry) {
  const { environment, client } = host
  const config = readSignInConfig(environment, { isCombined, signUpUrl: props.signUpUrl ?? host.signUpUrl })
  const identifier = handover?.identifier || props.initialValues?.identifier
  const fallback = props.fallbackRedirectUrl ?? environment.display_config.after_sign_in_url
  const redirectUrl = props.forceRedirectUrl ?? host.redirectUrl ?? fallback
  return createMachine(signInFlow, signInContext(config, { client, identifier, landing }), {
    ports: portsOf(host, router, { redirectUrl, onFinish }),
    part: router.read(),
  })
}

import {
  identifyCall,
  readSignInConfig,
  type SignInContext,
  signInContext,
  signInHome,
} from '@keywright/js/flows'
import { useState } from 'preact/hooks'
import { Flow } from '../../app/flow.tsx'
import type { FlowEntry, FlowModule } from '../../app/flow-module.ts'
import { signInStart } from '../../localization/en/sign-in-start.ts'
import { fillMessage } from '../../localization/fill-message.ts'
import { startView } from './start.view.tsx'

const loadLater = () => import('./sign-in.later.ts')

/** Begins a sign-in where the address and the client say, and draws it. */
function FlowApp(entry: FlowEntry) {
  const { router, onHandOver } = entry
  const [context] = useState(() => contextOf(entry))
  return (
    <Flow
      {...{ entry, context, startView, loadLater }}
      start="start"
      isAtStart={router.read() === '' && signInHome(context) === 'start'}
      firstCall={(event) => (event.type === 'IDENTIFY' ? identifyCall(context, event) : undefined)}
      onChange={({ value, context: { identifier, isTransfer, resumes } }) => {
        if (value === 'sign_up') onHandOver({ to: 'sign-up', identifier, isTransfer, resumes })
      }}
    />
  )
}

function contextOf({ host, props, landing, handover, isCombined, social }: FlowEntry): SignInContext {
  const { environment, client } = host
  const config = readSignInConfig(environment, {
    isCombined,
    signUpUrl: props.signUpUrl ?? host.signUpUrl,
    providers: social?.providersOf(environment) ?? [],
  })
  const identifier = handover?.identifier || props.initialValues?.identifier
  return signInContext(config, { client, identifier, landing, resumes: handover?.resumes })
}

export const flow: FlowModule = { FlowApp, texts: signInStart, format: fillMessage }

import {
  beginCall,
  readSignUpConfig,
  type SignUpContext,
  type SignUpValues,
  signUpContext,
  signUpHome,
} from '@keywright/js/flows'
import { useState } from 'preact/hooks'
import { Flow } from '../../app/flow.tsx'
import type { FlowEntry, FlowModule } from '../../app/flow-module.ts'
import { password } from '../../localization/en/password.ts'
import { signUpStart } from '../../localization/en/sign-up-start.ts'
import { formatMessage } from '../../localization/message-format.ts'
import { startView } from './start.view.tsx'

const loadLater = () => import('./sign-up.later.ts')

/** Begins a sign-up where the address and the client say, and draws it. */
function FlowApp(entry: FlowEntry) {
  const { router, onHandOver } = entry
  const [context] = useState(() => contextOf(entry))
  return (
    <Flow
      {...{ entry, context, startView, loadLater }}
      start="start"
      isAtStart={router.read() === '' && signUpHome(context) === 'start'}
      firstCall={(event) =>
        event.type === 'SUBMIT' && !context.signUp
          ? beginCall(context, event.values, () => router.href('verify'))
          : undefined
      }
      onChange={({ value, context: { values } }) => {
        const identifier = values.email_address ?? values.username ?? ''
        if (value === 'sign_in') onHandOver({ to: 'sign-in', identifier, isTransfer: false })
      }}
    />
  )
}

function contextOf({ host, props, landing, handover, isCombined, social }: FlowEntry): SignUpContext {
  const { environment, client } = host
  const config = readSignUpConfig(environment, {
    isCombined,
    showsOptional: props.appearance?.options?.showOptionalFields ?? true,
    signInUrl: props.signInUrl ?? host.signInUrl,
    providers: social?.providersOf(environment) ?? [],
  })
  const values = valuesOf(handover?.identifier, props.initialValues)
  const { isTransfer = false, resumes } = handover ?? {}
  return signUpContext(config, { client, values, isTransfer, resumes, landing })
}

/** What a sign-in was tried with becomes the address or the name of the new account. */
function valuesOf(identifier: string | undefined, initial: SignUpValues | undefined): SignUpValues {
  if (!identifier) return initial ?? {}
  return identifier.includes('@') ? { email_address: identifier } : { username: identifier }
}

export const flow: FlowModule = { FlowApp, texts: { ...password, ...signUpStart }, format: formatMessage }

/** The page that a provider leads back to: reads what came of it, and hands over to the flow that goes on. */
import {
  createMachine,
  type FlowApi,
  goesOnAt,
  isEnd,
  type SsoCallbackContext,
  type SsoCallbackPorts,
  type SsoCallbackState,
  ssoCallbackContext,
  ssoCallbackFlow,
} from '@keywright/js/flows'
import { useState } from 'preact/hooks'
import { Flow } from '../../app/flow.tsx'
import type { FlowEntry, FlowModule } from '../../app/flow-module.ts'
import { portsOf } from '../../app/flow-ports.ts'
import { common } from '../../localization/en/common.ts'
import { errors } from '../../localization/en/errors.ts'
import { ssoCallback } from '../../localization/en/sso-callback.ts'
import { formatMessage } from '../../localization/message-format.ts'
import css from '../../styles/later.css?inline'
import { ssoCallbackViews } from './sso-callback.view.tsx'

const texts = { ...common, ...errors, ...ssoCallback }

/** All of it is here: whoever is led to this page waits for nothing else. */
const later = {
  ...{ texts, format: formatMessage, css, views: ssoCallbackViews },
  partOf: (state: SsoCallbackState) => ssoCallbackFlow.states[state].part,
  begin: (context: SsoCallbackContext, entry: FlowEntry, api: FlowApi) =>
    createMachine(ssoCallbackFlow, context, { ports: callbackPorts(entry, api) }),
}

/** Whoever signs in and whoever signs up may be wanted in different places. */
function callbackPorts(entry: FlowEntry, api: FlowApi): SsoCallbackPorts {
  const { after_sign_in_url: signInUrl, after_sign_up_url: signUpUrl } = entry.host.environment.display_config
  const usual = { 'sign-in': signInUrl, 'sign-up': signUpUrl }
  return {
    ...portsOf(entry, api, signInUrl),
    activate: (sessionId, kind) => portsOf(entry, api, usual[kind]).activate(sessionId),
  }
}

function FlowApp(entry: FlowEntry) {
  const { host, props, onHandOver } = entry
  const [context] = useState(() => ssoCallbackContext(host.client, { transferable: props.transferable }))
  return (
    <Flow
      {...{ entry, context }}
      start="reading"
      startView={ssoCallbackViews.reading}
      isAtStart={false}
      loadLater={async () => later}
      firstCall={() => undefined}
      onChange={({ value }) => {
        if (!isEnd(value)) return
        const { kind, part } = goesOnAt(value)
        onHandOver({ to: kind, identifier: '', isTransfer: false, resumes: part !== '' })
      }}
    />
  )
}

const flow: FlowModule = { FlowApp, texts, format: formatMessage }

/** The page of a part of the address: few are ever led to the others, which are loaded for those. */
export async function flowAt(part: string): Promise<FlowModule> {
  if (!part.includes('tasks')) return flow
  if (part.includes('setup-mfa')) return (await import('../setup-mfa/setup-mfa.task.tsx')).flow
  return (await import('../organization-list/choose-organization.task.tsx')).flow
}

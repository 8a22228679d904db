/** A second factor is set up by whoever has none where everybody has one, in the place where they signed in or up. */
import {
  createMachine,
  type Failure,
  noSecondFactors,
  type ProfilePorts,
  type SecondFactorsContext,
  type SecondFactorsEvent,
  type SecondFactorsState,
  secondFactorsFlow,
  toFailure,
  withReverification,
} from '@keywright/js/flows'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { adoptStyles } from '../../app/adopt-styles.ts'
import type { FlowEntry, FlowModule } from '../../app/flow-module.ts'
import { portsOf } from '../../app/flow-ports.ts'
import { taskOf } from '../../app/task-of.ts'
import { formatMessage } from '../../localization/message-format.ts'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { lock } from '../../primitives/page-drawings.ts'
import { useUi } from '../../primitives/ui-context.ts'
import css from '../../styles/second-factors-card.css?inline'
import type { UiHost } from '../../ui-host.ts'
import { readFaults } from '../read-faults.ts'
import { doneView } from '../shared/done.view.tsx'
import { MachineView } from '../shared/machine-view.tsx'
import { prove } from '../shared/prove.ts'
import { useSnapshot } from '../shared/use-snapshot.ts'
import { BackupCodesPanel, ScanPanel } from '../user-profile/second-factors.panels.tsx'
import type { View, ViewProps } from '../view.ts'
import { setupMfaTexts } from './setup-mfa.texts.ts'

type MfaView = View<SecondFactorsState, SecondFactorsContext, SecondFactorsEvent>
type MfaProps = ViewProps<SecondFactorsState, SecondFactorsContext, SecondFactorsEvent>

const faultsOf = ({ snapshot: { error }, send, t }: MfaProps) => {
  const faults = readFaults(error, t, ['code'])
  const onRetry = faults.canRetry ? () => send({ type: 'RETRY' }) : undefined
  return { faults, alerts: { alert: faults.alert, onRetry } }
}

const startView: MfaView = (props) => {
  const { snapshot, send, t } = props
  return (
    <Card
      step="setup-mfa"
      progress={2}
      emblem={{ icon: lock }}
      title={t('setupMfa.title')}
      subtitle={t('setupMfa.text')}
      {...faultsOf(props).alerts}
    >
      <Button isBusy={snapshot.pending === 'SET_UP'} onClick={() => send({ type: 'SET_UP' })}>
        {t('factors.totp.setUp')}
      </Button>
    </Card>
  )
}

const scanView: MfaView = (props) => {
  const { faults, alerts } = faultsOf(props)
  return (
    <Card step="scan" progress={2} title={props.t('factors.totp')} {...alerts}>
      <ScanPanel {...props} faults={faults} />
    </Card>
  )
}

const codesView: MfaView = (props) => (
  <Card step="codes" progress={3} title={props.t('factors.backup')}>
    <BackupCodesPanel {...props} />
  </Card>
)

/** Nothing is renewed or removed by whoever has just begun. */
const views: Record<SecondFactorsState, MfaView> = {
  list: startView,
  scan: scanView,
  codes: codesView,
  renew: startView,
  remove: startView,
}

const isSetUp = ({ client, sessionId }: UiHost): boolean =>
  client?.sessions.find(({ id }) => id === sessionId)?.user?.totp_enabled === true

/** Whoever has nothing to do here begins where everybody does. */
function FlowApp(entry: FlowEntry) {
  const { host, router, onHandOver } = entry
  const [isWaiting] = useState(() => taskOf(host.client, host.sessionId) === 'setup-mfa')
  useLayoutEffect(() => {
    if (isWaiting) router.write('tasks/setup-mfa', 'replace')
    else onHandOver({ to: 'sign-in', identifier: '', isTransfer: false })
  }, [])
  return <>{isWaiting && <Task {...entry} />}</>
}

function Task(entry: FlowEntry) {
  const { host, handover, props } = entry
  const [{ machine, ports }] = useState(() => {
    adoptStyles(css)
    const { after_sign_in_url: usualUrl } = host.environment.display_config
    const flowPorts = portsOf(entry, host.api, handover?.goesOnTo ?? usualUrl)
    const proof = () => prove(host, props)
    const profilePorts: ProfilePorts = {
      ...flowPorts,
      ...{ api: withReverification(host.api, proof), prove: proof, sessionId: () => host.sessionId },
      leave: async () => undefined,
    }
    return {
      ports: flowPorts,
      machine: createMachine(secondFactorsFlow, noSecondFactors, { ports: profilePorts }),
    }
  })
  const { value } = useSnapshot(machine)
  // The codes are looked at first, where there are any.
  return value === 'list' && isSetUp(host) ? (
    <Onward onward={() => ports.activate(host.sessionId ?? '')} />
  ) : (
    <MachineView machine={machine} views={views} />
  )
}

/** On to what is next, another task or the page. */
function Onward({ onward }: { onward: () => Promise<void> }) {
  const { t } = useUi()
  const [error, setError] = useState<Failure>()
  const go = () => {
    setError(undefined)
    onward().catch((thrown: unknown) => setError(toFailure(thrown)))
  }
  useEffect(go, [])
  return doneView({ step: 'done', error, text: t('account.done.text'), onRetry: go, t })
}

export const flow: FlowModule = { FlowApp, texts: setupMfaTexts, format: formatMessage }

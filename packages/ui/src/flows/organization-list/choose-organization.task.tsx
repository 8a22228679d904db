/** What a session waits for, in the place where somebody signed in or up. */
import { useLayoutEffect, useState } from 'preact/hooks'
import { adoptStyles } from '../../app/adopt-styles.ts'
import type { FlowEntry, FlowModule } from '../../app/flow-module.ts'
import { redirectUrlOf } from '../../app/flow-ports.ts'
import { taskOf } from '../../app/task-of.ts'
import { formatMessage } from '../../localization/message-format.ts'
import css from '../../styles/organization-card.css?inline'
import { createChooseMachines } from './choose-machines.ts'
import { ChooseOrganization } from './choose-organization.tsx'
import { chooseTexts } from './choose-texts.ts'

/** Whoever has nothing to do here begins where everybody does. */
function FlowApp(entry: FlowEntry) {
  const { host, router, onHandOver } = entry
  const [isWaiting] = useState(() => taskOf(host.client, host.sessionId) === 'choose-organization')
  useLayoutEffect(() => {
    if (isWaiting) router.write('tasks/choose-organization', 'replace')
    else onHandOver({ to: 'sign-in', identifier: '', isTransfer: false })
  }, [])
  return <>{isWaiting && <Task {...entry} />}</>
}

function Task(entry: FlowEntry) {
  const { host, handover, onFinish } = entry
  const [purpose] = useState(() => {
    adoptStyles(css)
    const url = handover?.goesOnTo ?? redirectUrlOf(entry, host.environment.display_config.after_sign_in_url)
    return {
      ...{ isTask: true, hidesPersonal: true, skipsInvitations: true, urlAfter: () => url },
      onFinish,
    }
  })
  const [machines] = useState(() => createChooseMachines(host, purpose))
  return <ChooseOrganization {...{ host, machines, purpose }} />
}

export const flow: FlowModule = { FlowApp, texts: chooseTexts, format: formatMessage }

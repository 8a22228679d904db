import { accountsOf, activeMembership, mayCreate, membershipsOf } from '@keywright/js/flows'
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks'
import { focusStep } from '../../primitives/focus-step.ts'
import { LinkButton } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import type { UiHost } from '../../ui-host.ts'
import { createOrganizationViews } from '../create-organization/create-organization.views.tsx'
import { MachineView } from '../shared/machine-view.tsx'
import { useSnapshot } from '../shared/use-snapshot.ts'
import { ChooseCard } from './choose-card.tsx'
import type { ChooseMachines, ChoosePurpose } from './choose-machines.ts'

/** Draws again with every news of the client. */
function useClient(host: UiHost): UiHost {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  useLayoutEffect(() => host.subscribe(() => draw(undefined)), [host])
  return host
}

/** Somebody chooses where they work, joins what they are asked into, or makes a place of their own. */
export function ChooseOrganization(props: {
  host: UiHost
  machines: ChooseMachines
  purpose: Pick<ChoosePurpose, 'isTask' | 'hidesPersonal'>
}) {
  const { machines, purpose } = props
  const { client, sessionId, organizationId } = useClient(props.host)
  const snapshot = useSnapshot(machines.choose)
  const offers = useSnapshot(machines.offers)
  const memberships = membershipsOf(client, sessionId)
  const { invitations, suggestions } = offers.context
  const isEmpty = memberships.length + invitations.items.length + suggestions.items.length === 0
  const canCreate = mayCreate(client, sessionId)
  const isOnlyWay = purpose.isTask && isEmpty && canCreate
  const { value } = snapshot
  const element = useRef<HTMLDivElement>(null)
  const before = useRef(value)
  useEffect(() => {
    // There is nothing to choose from: so it begins with what there is to do.
    if (isOnlyWay && offers.value === 'list' && !offers.error) machines.choose.send({ type: 'CREATE' })
  }, [isOnlyWay, offers.value, offers.error])
  useLayoutEffect(() => {
    if (before.current !== value && element.current) focusStep(element.current, true)
    before.current = value
  }, [value])
  if (value === 'creating')
    return (
      <div ref={element}>
        <Creating machines={machines} isOnlyWay={isOnlyWay} />
      </div>
    )
  return (
    <div ref={element}>
      <ChooseCard
        {...{ snapshot, offers, memberships, isTask: purpose.isTask, mayCreate: canCreate }}
        send={machines.choose.send}
        sendOffers={machines.offers.send}
        activeId={activeMembership(client, sessionId, organizationId)?.organization.id ?? null}
        me={accountsOf(client).find((one) => one.sessionId === sessionId)}
        hasPersonal={!purpose.isTask && !purpose.hidesPersonal}
      />
    </div>
  )
}

/** A new organization, and the way back while there is none yet. */
function Creating({ machines, isOnlyWay }: { machines: ChooseMachines; isOnlyWay: boolean }) {
  const { t } = useUi()
  const machine = useMemo(() => machines.beginCreate(), [machines])
  const { value, context } = useSnapshot(machine)
  return (
    <>
      <MachineView machine={machine} views={createOrganizationViews} />
      {value === 'form' && !context.organization && !isOnlyWay && (
        <div class="kw-links">
          <LinkButton tone="muted" onClick={() => machines.choose.send({ type: 'CANCEL' })}>
            {t('common.back')}
          </LinkButton>
        </div>
      )}
    </>
  )
}

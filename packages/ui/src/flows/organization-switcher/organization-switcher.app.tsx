/** @jsxImportSource #paint */
import {
  accountsOf,
  activeMembership,
  createMachine,
  listedAtOnce,
  mayCreate,
  membershipsOf,
  noOffers,
  offersFlow,
  switcherFlow,
} from '@keywright/js/flows'
import { slotClass } from '../../app/appearance.ts'
import { organizationSwitcher } from '../../localization/en/organization-switcher.ts'
import { paint } from '../../paint/paint.ts'
import type { UiHost } from '../../ui-host.ts'
import { isForced } from '../organization-list/is-forced.ts'
import { createMenuKeys } from '../user-button/menu-keys.ts'
import { placeMenu } from '../user-button/place-menu.ts'
import { sayIn } from '../user-button/say.ts'
import { portsOf } from './organization-switcher.ports.ts'
import type { OrganizationSwitcherProps } from './organization-switcher.props.ts'
import { OrganizationSwitcher } from './organization-switcher.view.tsx'

export interface SwitcherInput {
  root: HTMLElement
  host: UiHost
  props: OrganizationSwitcherProps
}

/** Brings the switcher to life. */
export function startOrganizationSwitcher({ root, host, props }: SwitcherInput) {
  let now = props
  const id = root.dataset.id ?? ''
  const { organization_settings: settings } = host.environment
  const context = { ...whoIs(host), listed: listedAtOnce, chosen: null }
  const machine = createMachine(switcherFlow, context, { ports: portsOf(host, () => now) })
  const offers = createMachine(offersFlow, noOffers(settings.domains.enabled), {
    ports: { api: host.api, later: () => () => undefined },
  })
  const menu = () => root.querySelector<HTMLElement>('[popover]')
  const onMenuKey = createMenuKeys(() => machine.send({ type: 'CLOSE' }))

  /** The browser has opened or closed the menu, or has done what it was told. */
  function onToggle(): void {
    const isOpen = menu()?.matches(':popover-open')
    machine.send({ type: isOpen ? 'OPEN' : 'CLOSE' })
    if (!isOpen) return
    offers.send({ type: 'REFRESH' })
    root.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }

  function draw(): void {
    const { appearance = {}, localization, hidePersonal = false } = now
    const snapshot = machine.get()
    const me = accountsOf(host.client).find(({ sessionId }) => sessionId === host.sessionId)
    paint(
      me && (
        <OrganizationSwitcher
          {...{ id, snapshot, me, onToggle, onMenuKey, send: machine.send, sendOffers: offers.send }}
          offers={offers.get()}
          hasPersonal={!hidePersonal && !isForced(host)}
          t={sayIn(organizationSwitcher, localization)}
          slot={(name) => slotClass(appearance, name)}
        />
      ),
      root,
    )
    placeMenu(root.querySelector('button'), menu(), snapshot.value === 'open')
  }

  const stops = [machine.subscribe(draw)]
  const follow = () => {
    // Whose offers they are is known only now.
    if (stops.length === 1 && host.sessionId !== null) stops.push(offers.subscribe(draw))
  }
  follow()
  let known = JSON.stringify(whoIs(host))
  const stopHearing = host.subscribe(() => {
    const next = whoIs(host)
    const news = JSON.stringify(next)
    // A step that is under way is not disturbed by news that changes nothing.
    if (news !== known) machine.send({ type: 'SYNC', ...next })
    known = news
    follow()
  })
  if (props.defaultOpen) machine.send({ type: 'OPEN' })

  return {
    update(next: OrganizationSwitcherProps) {
      now = next
      draw()
    },
    unmount() {
      stopHearing()
      for (const stop of stops) stop()
      paint(null, root)
    },
  }
}

/** Who is here, where they belong, and where they work. */
function whoIs({ client, sessionId, organizationId }: UiHost) {
  const isHere = accountsOf(client).some((one) => one.sessionId === sessionId)
  return {
    sessionId: isHere ? sessionId : null,
    memberships: membershipsOf(client, sessionId),
    activeId: activeMembership(client, sessionId, organizationId)?.organization.id ?? null,
    mayCreate: mayCreate(client, sessionId),
  }
}

/** @jsxImportSource #paint */
import {
  accountsOf,
  activeMembership,
  createMachine,
  listedAtOnce,
  mayCreate,
  membershipsOf,
  switcherFlow,
} from '@keywright/js/flows'
import { slotClass } from '../../app/appearance.ts'
import type { Handle } from '../../app/mount-later.ts'
import { mountLight } from '../../app/mount-light.ts'
import { organizationSwitcher } from '../../localization/en/organization-switcher.ts'
import { paint } from '../../paint/paint.ts'
import type { UiHost } from '../../ui-host.ts'
import { isForced } from '../organization-list/is-forced.ts'
import { requireOrganizations } from '../shared/require-organizations.ts'
import { createMenuKeys } from '../user-button/menu-keys.ts'
import { placeMenu } from '../user-button/place-menu.ts'
import { sayIn } from '../user-button/say.ts'
import { portsOf } from './organization-switcher.ports.ts'
import type { OrganizationSwitcherProps } from './organization-switcher.props.ts'
import { OrganizationSwitcher } from './organization-switcher.view.tsx'
import type { SwitcherOffers } from './switcher-sight.ts'

interface SwitcherInput {
  root: HTMLElement
  host: UiHost
  props: OrganizationSwitcherProps
}

/** Draws the switcher into an element, or brings to life what a server has drawn there. */
export function mountSwitcher(
  node: HTMLElement,
  props: OrganizationSwitcherProps,
  host: UiHost,
): Handle<OrganizationSwitcherProps> {
  requireOrganizations(host)
  return mountLight(node, props, (root) => startOrganizationSwitcher({ root, host, props }))
}

/** Brings the switcher to life. */
function startOrganizationSwitcher({ root, host, props }: SwitcherInput) {
  let now = props
  const id = root.dataset.id ?? ''
  const context = { ...whoIs(host), listed: listedAtOnce, chosen: null }
  const machine = createMachine(switcherFlow, context, { ports: portsOf(host, () => now) })
  let offers: SwitcherOffers | undefined
  const menu = () => root.querySelector<HTMLElement>('[popover]')
  const onMenuKey = createMenuKeys(() => machine.send({ type: 'CLOSE' }))

  /** The browser has opened or closed the menu, or has done what it was told. */
  function onToggle(): void {
    const isOpen = menu()?.matches(':popover-open')
    machine.send({ type: isOpen ? 'OPEN' : 'CLOSE' })
    if (!isOpen) return
    offers?.refresh()
    root.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }

  function draw(): void {
    const { appearance = {}, localization, hidePersonal = false } = now
    const snapshot = machine.get()
    const me = accountsOf(host.client).find(({ sessionId }) => sessionId === host.sessionId)
    paint(
      me && (
        <OrganizationSwitcher
          {...{ id, snapshot, me, offers, onToggle, onMenuKey, send: machine.send }}
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
  let isFollowing = false
  const follow = () => {
    // Whose offers they are is known only now.
    if (isFollowing || host.sessionId === null) return
    isFollowing = true
    import('./switcher-offers.tsx').then(
      ({ startOffers }) => {
        if (isFollowing)
          stops.push(
            startOffers(host, (next) => {
              offers = next
              draw()
            }),
          )
      },
      // Asked for again with the next news.
      () => {
        isFollowing = false
      },
    )
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
      isFollowing = false
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

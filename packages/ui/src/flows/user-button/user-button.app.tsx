/** @jsxImportSource #paint */
import { accountsOf, createMachine, userButtonFlow } from '@keywright/js/flows'
import { slotClass } from '../../app/appearance.ts'
import { paint } from '../../paint/paint.ts'
import type { UiHost } from '../../ui-host.ts'
import { createMenuKeys } from './menu-keys.ts'
import { placeMenu } from './place-menu.ts'
import { createSay } from './say.ts'
import { portsOf } from './user-button.ports.ts'
import type { UserButtonProps } from './user-button.props.ts'
import { UserButton } from './user-button.view.tsx'

export interface UserButtonInput {
  root: HTMLElement
  host: UiHost
  props: UserButtonProps
  /** Loads the profile, and gives what opens it. */
  loadProfile: (props: UserButtonProps) => Promise<() => void>
}

/** Brings the button to life. */
export function startUserButton({ root, host, props, loadProfile }: UserButtonInput) {
  let now = props
  const id = root.dataset.id ?? ''
  const context = {
    ...whoIs(host),
    isSingleSession: host.environment.auth_config.single_session_mode,
    chosen: null,
  }
  let customItems: ReturnType<typeof import('./custom-items.tsx').createCustomItems> | undefined
  const ports = portsOf(host, () => customItems?.startingAt(now) ?? now, loadProfile)
  const machine = createMachine(userButtonFlow, context, { ports })
  const menu = () => root.querySelector<HTMLElement>('[popover]')
  const onMenuKey = createMenuKeys(() => machine.send({ type: 'CLOSE' }))

  /** The browser has opened or closed the menu, or has done what it was told. */
  function onToggle(): void {
    const isOpen = menu()?.matches(':popover-open')
    machine.send({ type: isOpen ? 'OPEN' : 'CLOSE' })
    if (isOpen) root.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }

  function draw(): void {
    const { showName: showsName = false, appearance = {}, customMenuItems } = now
    const t = createSay(now.localization)
    const slot = (name: string) => slotClass(appearance, name)
    const { send } = machine
    const snapshot = machine.get()
    const arrange = customItems?.arrange(customMenuItems, slot)
    paint(<UserButton {...{ snapshot, send, id, showsName, arrange, onToggle, onMenuKey, t, slot }} />, root)
    customItems?.drawIcons()
    placeMenu(root.querySelector('button'), menu(), snapshot.value === 'open')
    // Most menus have nothing of the host.
    if (customMenuItems && !customItems)
      void import('./custom-items.tsx').then(({ createCustomItems }) => {
        customItems ??= createCustomItems(root, send)
        draw()
      })
  }

  const stopDrawing = machine.subscribe(draw)
  let known = JSON.stringify(whoIs(host))
  const stopHearing = host.subscribe(() => {
    const next = whoIs(host)
    const news = JSON.stringify(next)
    // A step that is under way is not disturbed by news that changes nothing.
    if (news !== known) machine.send({ type: 'SYNC', ...next })
    known = news
  })
  if (props.defaultOpen) machine.send({ type: 'OPEN' })

  return {
    update(next: UserButtonProps) {
      now = next
      draw()
    },
    unmount() {
      stopHearing()
      stopDrawing()
      paint(null, root)
      customItems?.drawIcons()
    },
  }
}

/** Who is signed in on this browser, and who of them on this page. */
function whoIs({ client, sessionId }: UiHost) {
  const accounts = accountsOf(client)
  return { accounts, sessionId: accounts.some((one) => one.sessionId === sessionId) ? sessionId : null }
}

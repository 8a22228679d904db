/** @jsxImportSource #paint */
import { accountsOf, createMachine, userButtonFlow } from '@keywright/js/flows'
import { slotClass } from '../../app/appearance.ts'
import { paint } from '../../paint/paint.ts'
import type { UiHost } from '../../ui-host.ts'
import { createMenuKeys } from './menu-keys.ts'
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
  const ports = portsOf(host, () => now, loadProfile)
  const machine = createMachine(userButtonFlow, context, { ports })
  const menu = () => root.querySelector<HTMLElement>('[popover]')
  const onMenuKey = createMenuKeys(() => machine.send({ type: 'CLOSE' }))

  /** The browser has opened or closed the menu, or has done what it was told. */
  function onToggle(): void {
    const isOpen = menu()?.matches(':popover-open') ?? false
    if (isOpen !== isMenuOpen()) machine.send({ type: isOpen ? 'OPEN' : 'CLOSE' })
    if (isOpen) menu()?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }

  const isMenuOpen = () => machine.get().value === 'open'

  function draw(): void {
    const {
      showName: showsName = false,
      appearance = {},
      localization,
      customMenuItems: customItems = [],
    } = now
    const t = createSay(localization)
    const slot = (name: string) => slotClass(appearance, name)
    const { get, send } = machine
    paint(
      <UserButton
        {...{ snapshot: get(), send, id, showsName, customItems, onToggle, onMenuKey, t, slot }}
        onCustom={(item) => {
          send({ type: 'CLOSE' })
          if ('onClick' in item) item.onClick()
        }}
      />,
      root,
    )
    place(root.querySelector('button'), menu(), isMenuOpen())
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
    },
  }
}

/** Opens or closes the menu as the machine says. What had the focus gets it back. */
function place(trigger: HTMLElement | null, menu: HTMLElement | null, isOpen: boolean): void {
  if (!menu || menu.matches(':popover-open') === isOpen) return
  if (isOpen) {
    menu.showPopover(trigger ? { source: trigger } : {})
    return
  }
  const hadFocus = menu.contains(menu.ownerDocument.activeElement)
  menu.hidePopover()
  if (hadFocus) trigger?.focus()
}

/** Who is signed in on this browser, and who of them on this page. */
function whoIs({ client, sessionId }: UiHost) {
  const accounts = accountsOf(client)
  return { accounts, sessionId: accounts.some((one) => one.sessionId === sessionId) ? sessionId : null }
}

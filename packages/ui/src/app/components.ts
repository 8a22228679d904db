import type { UiHost } from '../ui-host.ts'
import type { ComponentKind, ComponentProps } from './component-props.ts'
import * as auth from './mount.tsx'
import { type Handle, mountLater } from './mount-later.ts'
import type { OpenedUserComponentProps, UserComponentKind, UserComponentProps } from './user-components.ts'

type AllProps = ComponentProps & UserComponentProps
type OpenedProps = ComponentProps & OpenedUserComponentProps

const isOfUser = (kind: string): kind is UserComponentKind & keyof OpenedUserComponentProps =>
  !kind.startsWith('sign-')

/** Draws a component into an element, or brings to life what a server has drawn there. */
export function mount<Kind extends keyof AllProps>(
  kind: Kind,
  node: HTMLElement,
  props: AllProps[Kind],
  host: UiHost,
): Handle<AllProps[Kind]> {
  if (!isOfUser(kind)) return auth.mount(kind as ComponentKind, node, props, host)
  return mountLater(async () => {
    const user = await import('../user.ts')
    return (now: AllProps[Kind]) => user.mount<UserComponentKind>(kind, node, now, host)
  }, props)
}

/** Draws a component in a dialog over the page. */
export function open<Kind extends keyof OpenedProps>(
  kind: Kind,
  props: OpenedProps[Kind],
  host: UiHost,
): { close(): void } {
  if (!isOfUser(kind)) return auth.open(kind as ComponentKind, props as ComponentProps[ComponentKind], host)
  const opened = import('../user.ts').then((user) =>
    user.open(kind, props as OpenedUserComponentProps[typeof kind], host),
  )
  return { close: async () => (await opened).close() }
}

/** The way in for pages whose visitors are signed in: the button of a user comes without a rendering library. */
import {
  mountUserComponent,
  type OpenedUserComponentProps,
  openUserComponent,
  type UserComponentKind,
  type UserComponentProps,
} from './app/user-components.ts'
import type { UiHost } from './ui-host.ts'

/** Draws a component of a signed-in user into an element. */
export function mount<Kind extends UserComponentKind>(
  kind: Kind,
  node: HTMLElement,
  props: UserComponentProps[Kind],
  host: UiHost,
) {
  return mountUserComponent(kind, node, props, host)
}

/** Opens the profile, or the proof that it is still its user, over the page. */
export function open<Kind extends keyof OpenedUserComponentProps>(
  kind: Kind,
  props: OpenedUserComponentProps[Kind],
  host: UiHost,
) {
  return openUserComponent(kind, props, host)
}

/** What the client asks of whoever draws: `@keywright/ui`, or something else of this shape. */
import type { Keywright } from '../keywright.ts'

/** Components that live in an element of the page. */
export const mountedKinds = ['SignIn', 'SignUp', 'UserButton', 'UserProfile', 'UserAvatar'] as const
export type MountedKind = (typeof mountedKinds)[number]

/** Components that open over the page. */
export const openedKinds = ['SignIn', 'SignUp', 'UserProfile', 'UserVerification'] as const
export type OpenedKind = (typeof openedKinds)[number]

/** What a component is given: its own documented properties. */
export type ComponentProps = Readonly<Record<string, unknown>>

/** A component that is shown. */
export interface ComponentHandle {
  update(props: ComponentProps): void
  /** Takes it off the page; nothing happens the second time. */
  unmount(): void
}

export interface UiModule {
  /** Shows a component in an element. HTML that a server rendered there is taken over, not replaced. */
  mount(kind: MountedKind, node: HTMLElement, props: ComponentProps, keywright: Keywright): ComponentHandle
  /** Opens a component over the page. `onClose` among the properties is called when its user closes it. */
  open(kind: OpenedKind, props: ComponentProps, keywright: Keywright): ComponentHandle
}

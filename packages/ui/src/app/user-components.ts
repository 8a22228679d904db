/** The components of somebody who is signed in. Those that stand on every page come without a rendering library. */
import type { OrganizationSwitcherProps } from '../flows/organization-switcher/organization-switcher.props.ts'
import { startUserButton } from '../flows/user-button/user-button.app.tsx'
import type { UserButtonProps } from '../flows/user-button/user-button.props.ts'
import type { UserProfileProps } from '../flows/user-profile/user-profile.props.ts'
import type { UiHost } from '../ui-host.ts'
import type { LaterComponentKind, LaterComponentProps } from './later-components.ts'
import { type Handle, mountLater } from './mount-later.ts'
import { mountLight } from './mount-light.ts'
import type { OpenedUserComponentProps } from './user-openers.ts'

export type { OpenedUserComponentProps } from './user-openers.ts'

/** Which component takes which properties. */
export interface UserComponentProps extends LaterComponentProps {
  'user-button': UserButtonProps
  'user-profile': UserProfileProps
  'organization-switcher': OrganizationSwitcherProps
}

export type UserComponentKind = keyof UserComponentProps

type Start<Props> = (node: HTMLElement, props: Props, host: UiHost) => Handle<Props>

type OwnProps = Omit<UserComponentProps, LaterComponentKind>

const starters: { [Kind in keyof OwnProps]: Start<OwnProps[Kind]> } = {
  'user-button': (node, props, host) =>
    mountLight(node, props, (root) =>
      startUserButton({
        ...{ root, host, props },
        loadProfile: async (now) => {
          const { openProfileOf } = await loadDialog()
          return () => openProfileOf(now, host)
        },
      }),
    ),
  'user-profile': (node, props, host) =>
    mountLater(async () => {
      const { mountProfile } = await import('../flows/user-profile/user-profile.mount.tsx')
      return (now: UserProfileProps) => mountProfile(node, now, host)
    }, props),
  'organization-switcher': (node, props, host) =>
    mountLater(async () => {
      const { mountSwitcher } = await import('../flows/organization-switcher/organization-switcher.app.tsx')
      return (now: OrganizationSwitcherProps) => mountSwitcher(node, now, host)
    }, props),
}

const isOwn = (kind: string): kind is keyof OwnProps => kind in starters

/** Draws a component into an element, or brings to life what a server has drawn there. */
export function mountUserComponent<Kind extends UserComponentKind>(
  kind: Kind,
  node: HTMLElement,
  props: UserComponentProps[Kind],
  host: UiHost,
): Handle<UserComponentProps[Kind]> {
  if (isOwn(kind)) return starters[kind](node, props, host)
  return mountLater(async () => {
    const { startLaterComponent } = await import('./later-components.ts')
    return await startLaterComponent(kind as LaterComponentKind, node, host)
  }, props)
}

const loadDialog = () => import('../flows/user-profile/user-profile.dialog.tsx')

/** Draws a component in a dialog over the page. */
export function openUserComponent<Kind extends keyof OpenedUserComponentProps>(
  kind: Kind,
  props: OpenedUserComponentProps[Kind],
  host: UiHost,
): { close(): void } {
  const opened = import('./user-openers.ts').then(({ openers }) => openers[kind](props, host))
  opened.catch(reportError)
  return { close: () => void opened.then(({ close }) => close()) }
}

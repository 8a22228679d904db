/** The components of somebody who is signed in. Those that stand on every page come without a rendering library. */
import { startUserButton } from '../flows/user-button/user-button.app.tsx'
import type { UserAvatarProps, UserButtonProps } from '../flows/user-button/user-button.props.ts'
import type { UserProfileProps } from '../flows/user-profile/user-profile.props.ts'
import type { UiHost } from '../ui-host.ts'
import { type Handle, mountLater } from './mount-later.ts'
import { createWardrobe, findRoot } from './root.ts'
import { ensureStyles } from './styles.ts'
import type { OpenedUserComponentProps } from './user-openers.ts'

export type { OpenedUserComponentProps } from './user-openers.ts'

/** Which component takes which properties. */
export interface UserComponentProps {
  'user-button': UserButtonProps
  'user-avatar': UserAvatarProps
  'user-profile': UserProfileProps
}

export type UserComponentKind = keyof UserComponentProps

type Start<Props> = (node: HTMLElement, props: Props, host: UiHost) => Handle<Props>

const starters: { [Kind in UserComponentKind]: Start<UserComponentProps[Kind]> } = {
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
  'user-avatar': (node, props, host) =>
    mountLight(node, props, async (root) => {
      const { startUserAvatar } = await import('../flows/user-avatar/user-avatar.app.tsx')
      return startUserAvatar({ root, host, props })
    }),
  'user-profile': (node, props, host) =>
    mountLater(async () => {
      const { mountProfile } = await import('../flows/user-profile/user-profile.mount.tsx')
      return (now: UserProfileProps) => mountProfile(node, now, host)
    }, props),
}

/** Draws a component into an element, or brings to life what a server has drawn there. */
export function mountUserComponent<Kind extends UserComponentKind>(
  kind: Kind,
  node: HTMLElement,
  props: UserComponentProps[Kind],
  host: UiHost,
): Handle<UserComponentProps[Kind]> {
  return starters[kind](node, props, host)
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

function mountLight<Props extends UserAvatarProps>(
  node: HTMLElement,
  props: Props,
  start: (root: HTMLElement) => Handle<Props> | Promise<Handle<Props>>,
): Handle<Props> {
  const { root } = findRoot(node)
  let now = props
  const wardrobe = createWardrobe(root)
  let started: Handle<Props> | undefined
  let isGone = false
  void Promise.all([ensureStyles(root, 'user-styles'), wardrobe.wear(props)]).then(async () => {
    if (isGone) return
    started = await start(root)
    if (isGone) return started.unmount()
    if (now !== props) started.update(now)
  })
  return {
    update(next) {
      now = next
      void wardrobe.wear(next)
      started?.update(next)
    },
    unmount() {
      isGone = true
      started?.unmount()
      wardrobe.takeOff()
      root.remove()
    },
  }
}

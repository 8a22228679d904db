/** The components of somebody who is signed in. Those that stand on every page come without a rendering library. */
import type { ReverificationProps } from '../flows/reverification/reverification.app.tsx'
import { startUserAvatar } from '../flows/user-button/user-avatar.app.tsx'
import { startUserButton } from '../flows/user-button/user-button.app.tsx'
import type { UserAvatarProps, UserButtonProps } from '../flows/user-button/user-button.props.ts'
import type { UserProfileProps } from '../flows/user-profile/user-profile.props.ts'
import type { UiHost } from '../ui-host.ts'
import { type Handle, mountLater } from './mount-later.ts'
import { createWardrobe, findRoot } from './root.ts'
import { ensureStyles } from './styles.ts'

/** Which component takes which properties. */
export interface UserComponentProps {
  'user-button': UserButtonProps
  'user-avatar': UserAvatarProps
  'user-profile': UserProfileProps
}

export type UserComponentKind = keyof UserComponentProps

/** What opens over a page. */
export interface OpenedUserComponentProps {
  'user-profile': UserProfileProps & { onClose?: () => void }
  'user-verification': Omit<ReverificationProps, 'onEnd'> & {
    /** The proof is given: what waited for it may go on. */
    onComplete?: () => void
    /** The dialog was closed without it. */
    onCancel?: () => void
  }
}

type Start<Props> = (node: HTMLElement, props: Props, host: UiHost) => Handle<Props>

const starters: { [Kind in UserComponentKind]: Start<UserComponentProps[Kind]> } = {
  'user-button': (node, props, host) =>
    mountLight(node, props, (root) =>
      startUserButton({ root, host, props, loadProfile: (now) => loadProfile(now, host) }),
    ),
  'user-avatar': (node, props, host) =>
    mountLight(node, props, (root) => startUserAvatar({ root, host, props })),
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

/** Draws a component in a dialog over the page. */
export function openUserComponent<Kind extends keyof OpenedUserComponentProps>(
  kind: Kind,
  props: OpenedUserComponentProps[Kind],
  host: UiHost,
): { close(): void } {
  const opened = kind === 'user-profile' ? openProfileLater(props, host) : openVerificationLater(props, host)
  opened.catch((error: unknown) => reportError(error))
  return {
    close: () =>
      void opened.then(
        ({ close }) => close(),
        () => undefined,
      ),
  }
}

async function openProfileLater(props: OpenedUserComponentProps['user-profile'], host: UiHost) {
  const { openProfile } = await import('../flows/user-profile/user-profile.mount.tsx')
  return openProfile(props, host)
}

async function openVerificationLater(
  { onComplete, onCancel, ...props }: OpenedUserComponentProps['user-verification'],
  host: UiHost,
) {
  const { openReverification } = await import('../flows/reverification/reverification.app.tsx')
  return openReverification(host, {
    ...props,
    onEnd: (isProven) => (isProven ? onComplete : onCancel)?.(),
  })
}

/** What the button opens looks like the button, unless it is told otherwise. */
async function loadProfile(
  { appearance, localization, userProfileProps, afterSignOutUrl }: UserButtonProps,
  host: UiHost,
): Promise<() => void> {
  const { openProfile } = await import('../flows/user-profile/user-profile.mount.tsx')
  const shared = {
    ...(appearance && { appearance }),
    ...(localization && { localization }),
    ...(afterSignOutUrl && { afterSignOutUrl }),
  }
  return () => void openProfile({ ...shared, ...userProfileProps }, host)
}

function mountLight<Props extends UserAvatarProps>(
  node: HTMLElement,
  props: Props,
  start: (root: HTMLElement) => Handle<Props>,
): Handle<Props> {
  const { root } = findRoot(node)
  let now = props
  const wardrobe = createWardrobe(root)
  let started: Handle<Props> | undefined
  let isGone = false
  void Promise.all([ensureStyles(root, 'user-styles'), wardrobe.wear(props)]).then(() => {
    if (isGone) return
    started = start(root)
    if (now !== props) started.update(now)
    performance.mark('kw-ready')
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

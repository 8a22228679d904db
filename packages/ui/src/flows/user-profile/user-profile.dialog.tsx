import type { Handle } from '../../app/mount-later.ts'
import { createFrame } from '../../app/open-frame.tsx'
import { createRoot } from '../../app/root.ts'
import type { UiHost } from '../../ui-host.ts'
import type { UserButtonProps } from '../user-button/user-button.props.ts'
import { startProfile } from './user-profile.mount.tsx'
import type { OpenedProfileProps, UserProfileProps } from './user-profile.props.ts'

/** Draws the profile in a dialog over the page. It leaves the address alone. */
export function openProfile(
  props: OpenedProfileProps,
  host: UiHost,
): Handle<UserProfileProps> & { close(): void } {
  const root = document.body.appendChild(createRoot(document))
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    handle.unmount()
    props.onClose?.()
  }
  const Frame = createFrame(close)
  const inner = { ...props, routing: 'none' as const }
  const handle = startProfile(root, inner, host, (content) => <Frame>{content}</Frame>, close)
  return { ...handle, close }
}

/** Opens the profile as the button does: it looks like the button, unless it is told otherwise. */
export function openProfileOf(props: UserButtonProps, host: UiHost): void {
  const { appearance, localization, userProfileProps, afterSignOutUrl } = props
  const shared = {
    ...(appearance && { appearance }),
    ...(localization && { localization }),
    ...(afterSignOutUrl && { afterSignOutUrl }),
  }
  openProfile({ ...shared, ...userProfileProps }, host)
}

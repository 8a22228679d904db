import type { Handle } from '../../app/mount-later.ts'
import type { UiHost } from '../../ui-host.ts'
import { openShell } from '../shared/open-shell.tsx'
import type { UserButtonProps } from '../user-button/user-button.props.ts'
import { profileShell } from './user-profile.mount.tsx'
import type { OpenedProfileProps, UserProfileProps } from './user-profile.props.ts'

/** Draws the profile in a dialog over the page. */
export const openProfile = (
  props: OpenedProfileProps,
  host: UiHost,
): Handle<UserProfileProps> & { close(): void } => openShell(profileShell, props, host)

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

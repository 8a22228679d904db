import type { Handle } from '../../app/mount-later.ts'
import css from '../../styles/profile-sheet.css?inline'
import type { UiHost } from '../../ui-host.ts'
import { mountShell, type Shell } from '../shared/profile-shell.tsx'
import { ProfileApp } from './user-profile.app.tsx'
import type { UserProfileProps } from './user-profile.props.ts'

export const profileShell: Shell<UserProfileProps> = {
  App: ProfileApp,
  css,
  leave: (host, { afterSignOutUrl }) => host.navigate(afterSignOutUrl ?? host.afterSignOutUrl),
}

/** Draws the profile into an element. */
export function mountProfile(
  node: HTMLElement,
  props: UserProfileProps,
  host: UiHost,
): Handle<UserProfileProps> {
  return mountShell(profileShell, node, props, host)
}

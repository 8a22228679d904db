import type { Appearance } from '../../app/appearance.ts'
import type { Localization } from '../../localization/translate.ts'
import type { HostIcon } from '../shared/host-drawn.ts'
import type { UserProfileProps } from '../user-profile/user-profile.props.ts'

/**
 * Something of the host's own in the menu: a link, something done, or a page of the profile. `manageAccount` and `signOut` by
 * their names alone say where those stand.
 */
export interface CustomMenuItem extends HostIcon {
  label: string
  href?: string
  onClick?: () => void
  /** The `url` of the page at which the profile opens. */
  open?: string
}

export interface UserButtonProps {
  appearance?: Appearance
  localization?: Localization
  /** The name beside the picture. */
  showName?: boolean
  defaultOpen?: boolean
  /** The profile opens over the page, or is a page of the host. */
  userProfileMode?: 'modal' | 'navigation'
  userProfileUrl?: string
  userProfileProps?: UserProfileProps
  signInUrl?: string
  afterSignOutUrl?: string
  /** Where to go when one of several accounts has been signed out of. */
  afterMultiSessionSingleSignOutUrl?: string
  afterSwitchSessionUrl?: string
  customMenuItems?: readonly CustomMenuItem[]
}

export interface UserAvatarProps {
  appearance?: Appearance
  localization?: Localization
  /** A square with round corners instead of a circle. */
  rounded?: boolean
}

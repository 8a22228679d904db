import type { OAuthFlow } from '@keywright/js/flows'
import type { Appearance } from '../../app/appearance.ts'
import type { Routing } from '../../app/router.ts'
import type { Localization } from '../../localization/translate.ts'
import type { HostIcon } from '../shared/host-drawn.ts'

/**
 * A page of the host's own among those of the profile, or a link away from it. `account` and `security` by their names alone
 * say where those stand; what comes first is what the profile opens with.
 */
export interface CustomPage extends HostIcon {
  label: string
  /** The part of the address of a page; of a link, where it leads. */
  url?: string
  href?: string
  /** Draws the page into an element. What has none is a link. */
  mount?: (element: HTMLElement) => void
  unmount?: (element: HTMLElement) => void
}

export type UserProfileProps = Routing & {
  appearance?: Appearance
  localization?: Localization
  customPages?: readonly CustomPage[]
  afterSignOutUrl?: string
  /** Whether accounts are connected in a window over the page; `auto`, as by default: only where the page cannot be left. */
  oauthFlow?: OAuthFlow
  /** The page to open with, where the address names none. */
  startPath?: string
}

export type OpenedProfileProps = UserProfileProps & {
  /** Its user has closed it. */
  onClose?: () => void
}

import type { Appearance } from '../../app/appearance.ts'
import type { Routing } from '../../app/router.ts'
import type { Localization } from '../../localization/translate.ts'

/** A page of the host's own among those of the profile, or a link away from it. */
export type CustomPage = { label: string; icon?: string } & (
  | { url: string; mount: (element: HTMLElement) => void; unmount?: (element: HTMLElement) => void }
  | { href: string }
)

export type UserProfileProps = Routing & {
  appearance?: Appearance
  localization?: Localization
  customPages?: readonly CustomPage[]
  afterSignOutUrl?: string
}

export type OpenedProfileProps = UserProfileProps & {
  /** Its user has closed it. */
  onClose?: () => void
}

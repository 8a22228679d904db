import type { Appearance } from '../../app/appearance.ts'
import type { Routing } from '../../app/router.ts'
import type { Localization } from '../../localization/translate.ts'
import type { CustomPage } from '../user-profile/user-profile.props.ts'

export type OrganizationProfileProps = Routing & {
  appearance?: Appearance
  localization?: Localization
  /** `general` and `members` by their names alone say where those stand. */
  customPages?: readonly CustomPage[]
  /** Where to go once the organization is left or deleted; absent: what the instance says, else nowhere. */
  afterLeaveOrganizationUrl?: string
  /** The page to open with, where the address names none. */
  startPath?: string
}

export type OpenedOrganizationProfileProps = OrganizationProfileProps & {
  /** Its user has closed it. */
  onClose?: () => void
}

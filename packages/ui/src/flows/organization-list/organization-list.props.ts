import type { Appearance } from '../../app/appearance.ts'
import type { Routing } from '../../app/router.ts'
import type { Localization } from '../../localization/translate.ts'
import type { PersonalUrl } from '../organization-switcher/personal-url.ts'
import type { OrganizationUrl } from '../shared/organization-url.ts'

export type OrganizationListProps = Routing & {
  appearance?: Appearance
  localization?: Localization
  /** The personal account is no place to be. */
  hidePersonal?: boolean
  skipInvitationScreen?: boolean
  /** Where to go with what was made or chosen; absent: nowhere. */
  afterCreateOrganizationUrl?: OrganizationUrl
  afterSelectOrganizationUrl?: OrganizationUrl
  afterSelectPersonalUrl?: PersonalUrl
}

export interface TaskChooseOrganizationProps {
  appearance?: Appearance
  localization?: Localization
  /** Where to go once it is done. */
  redirectUrlComplete?: string
}

import type { Appearance } from '../../app/appearance.ts'
import type { Routing } from '../../app/router.ts'
import type { Localization } from '../../localization/translate.ts'
import type { OrganizationUrl } from '../shared/organization-url.ts'

export type CreateOrganizationProps = Routing & {
  appearance?: Appearance
  localization?: Localization
  /** Where to go with the new organization; absent: what the instance says, else nowhere. */
  afterCreateOrganizationUrl?: OrganizationUrl
  /** Nobody is invited here. */
  skipInvitationScreen?: boolean
}

export type OpenedCreateOrganizationProps = CreateOrganizationProps & {
  /** Its user has closed it, or is done. */
  onClose?: () => void
}

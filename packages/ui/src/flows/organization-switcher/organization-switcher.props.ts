import type { Appearance } from '../../app/appearance.ts'
import type { Localization } from '../../localization/translate.ts'
import type { OrganizationProfileProps } from '../organization-profile/organization-profile.props.ts'
import type { OrganizationUrl } from '../shared/organization-url.ts'
import type { PersonalUrl } from './personal-url.ts'

export interface OrganizationSwitcherProps {
  appearance?: Appearance
  localization?: Localization
  /** The personal account is no place to be. */
  hidePersonal?: boolean
  defaultOpen?: boolean
  /** What opens over the page, or is a page of the host. */
  organizationProfileMode?: 'modal' | 'navigation'
  organizationProfileUrl?: string
  organizationProfileProps?: OrganizationProfileProps
  createOrganizationMode?: 'modal' | 'navigation'
  createOrganizationUrl?: string
  skipInvitationScreen?: boolean
  afterCreateOrganizationUrl?: OrganizationUrl
  afterSelectOrganizationUrl?: OrganizationUrl
  afterSelectPersonalUrl?: PersonalUrl
  afterLeaveOrganizationUrl?: string
}

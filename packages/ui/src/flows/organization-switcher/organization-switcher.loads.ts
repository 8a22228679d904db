import type { UiHost } from '../../ui-host.ts'
import type { OrganizationSwitcherProps } from './organization-switcher.props.ts'

/** What opens over the page looks like the switcher, unless it is told otherwise. */
const shared = ({ appearance, localization }: OrganizationSwitcherProps) => ({
  ...(appearance && { appearance }),
  ...(localization && { localization }),
})

/** Brings what opens over the page, and gives what opens it. */
export const switcherLoads = (host: UiHost) => ({
  async profile(props: OrganizationSwitcherProps) {
    const { openOrganizationProfile } = await import(
      '../organization-profile/organization-profile.dialog.tsx'
    )
    const { organizationProfileProps, afterLeaveOrganizationUrl: after } = props
    const own = { ...shared(props), ...(after && { afterLeaveOrganizationUrl: after }) }
    return () => void openOrganizationProfile({ ...own, ...organizationProfileProps }, host)
  },
  async create(props: OrganizationSwitcherProps) {
    const { openCreateOrganization } = await import('../create-organization/create-organization.app.tsx')
    const { afterCreateOrganizationUrl: after, skipInvitationScreen = false } = props
    const own = {
      ...shared(props),
      skipInvitationScreen,
      ...(after && { afterCreateOrganizationUrl: after }),
    }
    return () => void openCreateOrganization(own, host)
  },
})

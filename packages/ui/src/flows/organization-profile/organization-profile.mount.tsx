import type { Handle } from '../../app/mount-later.ts'
import css from '../../styles/organization-sheet.css?inline'
import type { UiHost } from '../../ui-host.ts'
import { mountShell, type Shell } from '../shared/profile-shell.tsx'
import { OrganizationProfileApp } from './organization-profile.app.tsx'
import type { OrganizationProfileProps } from './organization-profile.props.ts'

export const organizationShell: Shell<OrganizationProfileProps> = {
  App: OrganizationProfileApp,
  css,
  leave(host, { afterLeaveOrganizationUrl: url }) {
    const target = url ?? host.environment.display_config.after_leave_organization_url
    if (target) host.navigate(target)
  },
}

/** Draws the pages of an organization into an element. */
export const mountOrganizationProfile = (
  node: HTMLElement,
  props: OrganizationProfileProps,
  host: UiHost,
): Handle<OrganizationProfileProps> => mountShell(organizationShell, node, props, host)

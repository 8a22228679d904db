import type { Handle } from '../../app/mount-later.ts'
import type { UiHost } from '../../ui-host.ts'
import { openShell } from '../shared/open-shell.tsx'
import { organizationShell } from './organization-profile.mount.tsx'
import type {
  OpenedOrganizationProfileProps,
  OrganizationProfileProps,
} from './organization-profile.props.ts'

/** Draws the pages of an organization in a dialog over the page. */
export const openOrganizationProfile = (
  props: OpenedOrganizationProfileProps,
  host: UiHost,
): Handle<OrganizationProfileProps> & { close(): void } => openShell(organizationShell, props, host)

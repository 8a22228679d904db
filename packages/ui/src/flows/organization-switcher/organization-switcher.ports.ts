import type { SwitcherPorts } from '@keywright/js/flows'
import { membershipsOf } from '@keywright/js/flows'
import type { UiHost } from '../../ui-host.ts'
import { urlWith } from '../shared/organization-url.ts'
import { selectOrganization } from '../shared/select-organization.ts'
import type { OrganizationSwitcherProps } from './organization-switcher.props.ts'
import { personalUrl } from './personal-url.ts'

/** The world as the menu sees it, from what the host gives. */
export function portsOf(host: UiHost, props: () => OrganizationSwitcherProps): SwitcherPorts {
  let openLoaded = () => {}
  const { display_config: display } = host.environment

  /** The page of the host, where it has one for this. */
  function pageOf(what: 'profile' | 'create'): string | undefined {
    const { organizationProfileMode, organizationProfileUrl, createOrganizationMode, createOrganizationUrl } =
      props()
    const [mode, url, usual] =
      what === 'profile'
        ? [organizationProfileMode, organizationProfileUrl, display.organization_profile_url]
        : [createOrganizationMode, createOrganizationUrl, display.create_organization_url]
    return mode === 'navigation' || (url !== undefined && mode === undefined) ? (url ?? usual) : undefined
  }

  function urlAfter(id: string | null): string | undefined {
    const { afterSelectOrganizationUrl, afterSelectPersonalUrl } = props()
    const { client, sessionId } = host
    if (id === null) {
      const session = client?.sessions.find((one) => one.id === sessionId)
      return personalUrl(afterSelectPersonalUrl, session?.public_user_data.user_id ?? '')
    }
    const membership = membershipsOf(client, sessionId).find(({ organization }) => organization.id === id)
    return membership && urlWith(afterSelectOrganizationUrl, membership.organization)
  }

  return {
    later: () => () => undefined,
    select: (organization) => selectOrganization(host, props(), organization, urlAfter(organization)),
    async load(what) {
      const page = pageOf(what)
      if (page === undefined) {
        const { switcherLoads } = await import('./organization-switcher.loads.ts')
        openLoaded = await switcherLoads(host)[what](props())
      } else openLoaded = () => host.navigate(page)
    },
    async open() {
      openLoaded()
    },
  }
}

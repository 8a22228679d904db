/** The pages of the account portal about organizations: one is looked after, made, or chosen. */
import { activeMembership } from '@keywright/js/flows'
import type { Keywright } from '@keywright/js/light'
import { mountUserComponent, openUserComponent } from '../app/user-components.ts'
import { type PortalPage, startPortal } from './start-portal.ts'

type MountedKind = Parameters<typeof mountUserComponent>[0]
type OpenedKind = Parameters<typeof openUserComponent>[0]

/** Where somebody is wanted afterwards: where they came from, else at what they look after. */
function destination({ buildAfterSignInUrl }: Keywright, at: PortalPage['at']): string {
  return new URLSearchParams(location.search).has('redirect_url')
    ? buildAfterSignInUrl()
    : at('/organization')
}

const shown: Partial<Record<PortalPage['view'], (keywright: Keywright, page: PortalPage) => unknown>> = {
  async organization(keywright, { node, at }) {
    const { clientState: client = null, session } = keywright
    // Whoever works in none chooses one first.
    if (!activeMembership(client, session?.id ?? null)) await keywright.navigate(at('/organizations'))
    else keywright.mountOrganizationProfile(node, { routing: 'path', path: at('/organization') })
  },
  'create-organization': (keywright, { node, at }) =>
    keywright.mountCreateOrganization(node, { afterCreateOrganizationUrl: destination(keywright, at) }),
  organizations(keywright, { node, at }) {
    const url = destination(keywright, at)
    const urls = { afterCreateOrganizationUrl: url, afterSelectOrganizationUrl: url }
    keywright.mountOrganizationList(node, { ...urls, afterSelectPersonalUrl: at('/user') })
  },
  task: (keywright, { node }) =>
    keywright.mountTaskChooseOrganization(node, { redirectUrlComplete: keywright.buildAfterSignInUrl() }),
}

startPortal(
  {
    mount: (kind, node, props, host) => mountUserComponent(kind as MountedKind, node, props, host),
    open: (kind, props, host) => openUserComponent(kind as OpenedKind, props as never, host),
  },
  async (keywright, page) => {
    if (!keywright.user) return await keywright.redirectToSignIn()
    page.node.replaceChildren()
    await shown[page.view]?.(keywright, page)
  },
)

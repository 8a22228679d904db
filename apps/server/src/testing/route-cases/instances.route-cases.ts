import {
  addDomainRoute,
  createRedirectUrlRoute,
  createTestingTokenRoute,
  deleteDomainRoute,
  deleteRedirectUrlRoute,
  getBackendJwksRoute,
  getInstanceCommunicationRoute,
  getInstanceRoute,
  getRedirectUrlRoute,
  listDomainsRoute,
  listRedirectUrlsRoute,
  updateDomainRoute,
  updateInstanceAuthConfigRoute,
  updateInstanceCommunicationRoute,
  updateInstanceRestrictionsRoute,
  updateInstanceRoute,
  verifyDomainProxyRoute,
} from '@keywright/contract'
import type { BackendRouteCase, Tenant } from './route-case.ts'

const uniqueName = () => Math.random().toString(36).slice(2)
const domainName = () => `${uniqueName()}.example.com`
const redirectUrl = () => `myapp://${uniqueName()}`

const domain = async ({ app, scope }: Tenant) => ({
  domain_id: (await app.services.domains.addSatellite(scope, { name: domainName(), proxyUrl: null })).id,
})
const registered = async ({ app, scope }: Tenant) => ({
  id: (await app.services.redirectUrls.create(scope, redirectUrl())).id,
})

export const instanceRouteCases: readonly BackendRouteCase[] = [
  { route: getInstanceRoute },
  { route: updateInstanceRoute, body: () => ({ support_email: 'help@example.com' }) },
  { route: updateInstanceRestrictionsRoute, body: () => ({ blocklist: false }) },
  { route: updateInstanceAuthConfigRoute, body: () => ({ progressive_sign_up: true }) },
  { route: getInstanceCommunicationRoute },
  { route: updateInstanceCommunicationRoute, body: () => ({ blocked_country_codes: [] }) },
  { route: getBackendJwksRoute },
  { route: createTestingTokenRoute },
  { route: listDomainsRoute },
  { route: addDomainRoute, body: () => ({ name: domainName(), is_satellite: true }) },
  { route: updateDomainRoute, arrange: domain, body: () => ({ name: domainName() }) },
  { route: deleteDomainRoute, arrange: domain },
  {
    route: verifyDomainProxyRoute,
    arrange: domain,
    // Nobody answers at port 9, and that is what the check then says.
    body: ({ domain_id }) => ({ domain_id, proxy_url: 'https://127.0.0.1:9/__clerk' }),
  },
  { route: listRedirectUrlsRoute },
  { route: createRedirectUrlRoute, body: () => ({ url: redirectUrl() }) },
  { route: getRedirectUrlRoute, arrange: registered },
  { route: deleteRedirectUrlRoute, arrange: registered },
]

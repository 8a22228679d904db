export { isDomainName } from './domains.policy.ts'
export { createDomainsService, type DomainsService } from './domains.service.ts'
export { createProxyChecksService, type ProxyChecksService } from './proxy-checks.service.ts'

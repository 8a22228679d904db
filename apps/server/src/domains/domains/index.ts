export { isDomainName } from './domains.policy.ts'
export { createDomainsService, type DomainsService } from './domains.service.ts'

export { createDomainsService, type DomainsService } from './domains.service.ts'

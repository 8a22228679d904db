import { DomainError } from '../../platform/domain-error.ts'
import type { Instance } from '../instances/index.ts'
import { requireOrganizations } from '../organizations/index.ts'

/** Nobody has domains where they are switched off. */
export function requireDomains(instance: Pick<Instance, 'settings'>): void {
  requireOrganizations(instance)
  if (!instance.settings.organizations.domains.enabled)
    throw new DomainError('organization_domains_not_enabled')
}

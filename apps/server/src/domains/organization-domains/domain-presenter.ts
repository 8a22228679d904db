import type { Clock } from '../../platform/clock.ts'
import type { Instance } from '../instances/index.ts'
import type { OrganizationDomain } from './organization-domain.entity.ts'
import { toDomainResource } from './organization-domains.resource.ts'

export interface DomainPresenterDeps {
  clock: Clock
  publicUrl: string
}

export type DomainPresenter = ReturnType<typeof createDomainPresenter>

/** Writes domains as they are now. */
export function createDomainPresenter({ clock, publicUrl }: DomainPresenterDeps) {
  return ({ instance }: { instance: Instance }, { showsRecord }: { showsRecord: boolean }) => {
    const context = { instance, publicUrl, now: clock.now(), showsRecord }
    return (domain: OrganizationDomain) => toDomainResource(domain, context)
  }
}

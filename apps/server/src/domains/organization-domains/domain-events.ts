import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { appendEvent } from '../events/index.ts'
import type { Scope } from '../instances/index.ts'
import type { OrganizationDomain } from './organization-domain.entity.ts'
import { toDomainResource } from './organization-domains.resource.ts'

export interface DomainEventsDeps {
  clock: Clock
  publicUrl: string
}

export type DomainEvents = ReturnType<typeof createDomainEvents>

/** What becomes of domains, into the log. What would prove one stays out of it: the log is kept. */
export function createDomainEvents({ clock, publicUrl }: DomainEventsDeps) {
  return async (
    tx: Db,
    scope: Scope,
    type: `organizationDomain.${'created' | 'updated' | 'deleted'}`,
    domain: OrganizationDomain,
  ): Promise<void> => {
    const { instance } = scope
    const isOver = type === 'organizationDomain.deleted'
    const context = { instance, publicUrl, now: clock.now(), showsRecord: false }
    await appendEvent(tx, {
      instanceId: instance.id,
      type,
      entityId: domain.id,
      entityVersion: isOver ? domain.version + 1 : domain.version,
      data: isOver
        ? { object: 'organization_domain', id: domain.id, deleted: true }
        : toDomainResource(domain, context),
      attributes: scope.request,
    })
  }
}

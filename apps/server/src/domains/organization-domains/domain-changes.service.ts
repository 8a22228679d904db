import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import type { DomainEvents } from './domain-events.ts'
import type { DomainChange, OrganizationDomain } from './organization-domain.entity.ts'
import { isAutomatic, isProven } from './organization-domain.policy.ts'
import * as repository from './organization-domains.repository.ts'

export interface DomainChangesDeps {
  db: Db
  clock: Clock
  events: DomainEvents
  /** Called after a change with which users of a domain are to be asked in. */
  onEnrolmentDue: () => void
}

export type DomainChanges = ReturnType<typeof createDomainChanges>

/** Reading domains, and the one way in which they change: the name locked first, then decided, written and recorded. */
export function createDomainChanges({ db, clock, events, onEnrolmentDue }: DomainChangesDeps) {
  async function get({ instance }: Scope, place: repository.DomainPlace, from: Db = db) {
    const domain = await repository.findDomain(from, instance.id, place)
    if (!domain) throw new DomainError('resource_not_found')
    return domain
  }

  /** Only one organization proves a name, and it is the first. The name is locked. */
  async function requireUnproven(tx: Db, { instance }: Scope, name: string, ownId?: string): Promise<void> {
    const other = await repository.findProvenDomain(tx, instance.id, name)
    if (other && other.id !== ownId)
      throw new DomainError('organization_domain_already_exists', { param: 'name' })
  }

  /** Writes a change without telling of it: what is under way, and nobody's business yet. */
  async function noteIn(tx: Db, { instance }: Scope, domain: OrganizationDomain, change: DomainChange) {
    const after = await repository.updateDomain(tx, instance.id, domain, change, clock.now())
    invariant(after, 'a locked domain can be changed')
    return after
  }

  /** Writes a change. With it users may be found who were not before: they are asked in soon. */
  async function changeIn(tx: Db, scope: Scope, before: OrganizationDomain, change: DomainChange) {
    const changed = await noteIn(tx, scope, before, change)
    const isNew = !isProven(before) || before.enrollmentMode !== changed.enrollmentMode
    const enrols = isNew && isProven(changed) && isAutomatic(changed)
    const after = enrols ? await noteIn(tx, scope, changed, { enrolledUpTo: '' }) : changed
    await events(tx, scope, 'organizationDomain.updated', after)
    if (enrols) onEnrolmentDue()
    return after
  }

  /** A proof: refused where another organization was first. */
  async function proveIn(tx: Db, scope: Scope, domain: OrganizationDomain, proof: DomainChange) {
    await requireUnproven(tx, scope, domain.name, domain.id)
    return await changeIn(tx, scope, domain, proof)
  }

  return {
    get,
    noteIn,
    changeIn,
    proveIn,
    requireUnproven,

    /** The domain as it is once its name is locked. */
    async lockIn(tx: Db, scope: Scope, place: repository.DomainPlace): Promise<OrganizationDomain> {
      const { name } = await get(scope, place, tx)
      await repository.lockDomainName(tx, scope.instance.id, name)
      return await get(scope, place, tx)
    },
  }
}

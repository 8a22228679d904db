import type { DomainEnrollmentMode } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Scope } from '../instances/index.ts'
import type { MembershipsService, OrganizationsService } from '../organizations/index.ts'
import type { DomainChanges } from './domain-changes.service.ts'
import type { DomainEvents } from './domain-events.ts'
import { requireDomainName } from './domain-names.policy.ts'
import type { DomainEnrolment } from './enrolment.service.ts'
import type { DomainChange, DomainPageRequest, OrganizationDomain } from './organization-domain.entity.ts'
import { isProven, requireMode } from './organization-domain.policy.ts'
import * as repository from './organization-domains.repository.ts'
import { countDomains, searchDomains } from './organization-domains-search.repository.ts'

export interface OrganizationDomainsDeps {
  db: Db
  clock: Clock
  organizations: Pick<OrganizationsService, 'get'>
  memberships: Pick<MembershipsService, 'lockIn'>
  changes: DomainChanges
  events: DomainEvents
  enrolment: Pick<DomainEnrolment, 'takeBackIn' | 'kick'>
}

export interface NewDomainInput {
  name: string
  enrollmentMode?: DomainEnrollmentMode | undefined
  /** A server says so. */
  verified?: boolean
}

export interface DomainUpdate {
  enrollmentMode?: DomainEnrollmentMode | undefined
  verified?: boolean | undefined
  /** What the domain has offered, and nobody has answered, is taken back. */
  deletePending?: boolean | undefined
}

export type OrganizationDomainsService = ReturnType<typeof createOrganizationDomainsService>

/** Takes every proof back: what is asked for from then on is a new one. */
const unproven = {
  ...{ affiliationVerifiedAt: null, affiliationStrategy: null },
  ...{ ownershipVerifiedAt: null, ownershipStrategy: null, ownershipToken: null, ownershipExpireAt: null },
  enrolledUpTo: null,
} as const satisfies DomainChange

/** Domains of organizations: added, changed and removed. How they are proven is told by affiliation and ownership. */
export function createOrganizationDomainsService(deps: OrganizationDomainsDeps) {
  const { db, clock, organizations, memberships, changes, events, enrolment } = deps

  async function requireRoomIn(tx: Db, { instance }: Scope, organizationId: string): Promise<void> {
    const { max } = instance.settings.organizations.domains
    if ((await repository.countDomainsOf(tx, instance.id, organizationId)) >= max)
      throw new DomainError('organization_domain_quota_exceeded', { meta: { limit: max } })
  }

  async function insertIn(
    tx: Db,
    scope: Scope,
    organizationId: string,
    { name, mode, verified }: { name: string; mode: DomainEnrollmentMode; verified: boolean },
  ): Promise<OrganizationDomain> {
    const { id: instanceId } = scope.instance
    const id = newId('organizationDomain')
    const values = { id, organizationId, name, enrollmentMode: mode }
    const proof = { provenBy: verified ? 'admin' : undefined, enrolledUpTo: verified ? '' : null }
    if (!(await repository.insertDomain(tx, instanceId, { ...values, ...proof }, clock.now())))
      throw new DomainError('organization_domain_already_exists_same_organization', { param: 'name' })
    const domain = await repository.findDomain(tx, instanceId, { organizationId, id })
    invariant(domain, 'what was just added is there')
    await events(tx, scope, 'organizationDomain.created', domain)
    return domain
  }

  /** What changes when a server says that a domain is proven, or is not. */
  const proofChange = (domain: OrganizationDomain, verified: boolean | undefined): DomainChange => {
    if (verified === undefined || verified === isProven(domain)) return {}
    return verified ? { affiliationVerifiedAt: clock.now(), affiliationStrategy: 'admin' } : unproven
  }

  async function updateIn(
    tx: Db,
    scope: Scope,
    domain: OrganizationDomain,
    { enrollmentMode, verified, deletePending }: DomainUpdate,
  ): Promise<OrganizationDomain> {
    if (verified && !isProven(domain)) await changes.requireUnproven(tx, scope, domain.name, domain.id)
    if (deletePending || verified === false) await enrolment.takeBackIn(tx, scope, domain)
    const change = { ...proofChange(domain, verified), ...(enrollmentMode && { enrollmentMode }) }
    return await changes.changeIn(tx, scope, domain, change)
  }

  /** Of all organizations. One that is not there has no domains. */
  async function listOfInstance({ instance }: Scope, request: DomainPageRequest) {
    const domains = await searchDomains(db, instance.id, request)
    return { domains, total: await countDomains(db, instance.id, request.filters) }
  }

  return {
    get: (scope: Scope, place: repository.DomainPlace) => changes.get(scope, place),

    listOfInstance,

    async list(scope: Scope, organizationId: string, request: DomainPageRequest) {
      await organizations.get(scope, organizationId)
      return await listOfInstance(scope, { ...request, filters: { ...request.filters, organizationId } })
    },

    async create(scope: Scope, organizationId: string, input: NewDomainInput): Promise<OrganizationDomain> {
      const { instance } = scope
      await organizations.get(scope, organizationId)
      const name = requireDomainName(input.name)
      const mode = requireMode(instance.settings, input.enrollmentMode)
      const created = await db.transaction().execute(async (tx) => {
        await repository.lockDomainName(tx, instance.id, name)
        await memberships.lockIn(tx, scope, organizationId)
        await requireRoomIn(tx, scope, organizationId)
        const other = await repository.findProvenDomain(tx, instance.id, name)
        if (other && other.organizationId !== organizationId)
          throw new DomainError('organization_domain_already_exists', { param: 'name' })
        return await insertIn(tx, scope, organizationId, { name, mode, verified: input.verified ?? false })
      })
      enrolment.kick()
      return created
    },

    async update(
      scope: Scope,
      place: repository.DomainPlace,
      update: DomainUpdate,
    ): Promise<OrganizationDomain> {
      await changes.get(scope, place)
      if (update.enrollmentMode !== undefined) requireMode(scope.instance.settings, update.enrollmentMode)
      return await db
        .transaction()
        .execute(async (tx) => await updateIn(tx, scope, await changes.lockIn(tx, scope, place), update))
    },

    /** Its members stay; what it has offered is offered no more. */
    async delete(scope: Scope, place: repository.DomainPlace): Promise<OrganizationDomain> {
      return await db.transaction().execute(async (tx) => {
        const domain = await changes.lockIn(tx, scope, place)
        await enrolment.takeBackIn(tx, scope, domain)
        await repository.deleteDomain(tx, scope.instance.id, domain)
        await events(tx, scope, 'organizationDomain.deleted', domain)
        return domain
      })
    },
  }
}

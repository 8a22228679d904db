import type { Db } from '../../platform/db/database.ts'
import { invariant } from '../../platform/domain-error.ts'
import { appendEvent, recordInvalidation } from '../events/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import type { RoleCatalogue, RoleCatalogues } from '../organization-roles/index.ts'
import type { UsersService } from '../users/index.ts'
import type { Membership } from './membership.entity.ts'
import { toKey } from './memberships.repository.ts'
import type { Organization } from './organization.entity.ts'
import { toMembershipResource, toOrganizationResource } from './organizations.resource.ts'

export interface OrganizationEventsDeps {
  users: Pick<UsersService, 'get'>
  catalogues: Pick<RoleCatalogues, 'get'>
  /** Where this server is; image URLs in events begin with it. */
  publicUrl: string
}

export type OrganizationEvents = ReturnType<typeof createOrganizationEvents>

/** What becomes of organizations and their members: into the log, and out of the memory of every process. */
export function createOrganizationEvents({ users, catalogues, publicUrl }: OrganizationEventsDeps) {
  const contextOf = (instance: Instance, catalogue: RoleCatalogue) => ({ instance, catalogue, publicUrl })

  /** What processes hold of it is dropped within their poll, or at once where it asks more of sessions than before. */
  async function recordOrganizationIn(
    tx: Db,
    scope: Scope,
    type: 'organization.created' | 'organization.updated',
    organization: Organization,
    { narrows = false }: { narrows?: boolean } = {},
  ): Promise<void> {
    const { instance } = scope
    const { id, version } = organization
    const catalogue = await catalogues.get(instance)
    await appendEvent(tx, {
      instanceId: instance.id,
      type,
      entityId: id,
      entityVersion: version,
      data: toOrganizationResource(organization, contextOf(instance, catalogue)),
      attributes: scope.request,
    })
    await recordInvalidation(tx, {
      ...{ instanceId: instance.id, kind: 'organization', key: id, version },
      notify: narrows,
    })
  }

  /** No token that names it counts from now on. Its members are not told of one by one. */
  async function recordDeletionIn(tx: Db, scope: Scope, organization: Organization): Promise<void> {
    const { instance } = scope
    const { id, slug, version } = organization
    await appendEvent(tx, {
      instanceId: instance.id,
      type: 'organization.deleted',
      entityId: id,
      entityVersion: version + 1,
      data: { object: 'organization', id, ...(slug === null ? {} : { slug }), deleted: true },
      attributes: scope.request,
    })
    await recordInvalidation(tx, {
      ...{ instanceId: instance.id, kind: 'organization', key: id, version: version + 1 },
      ...{ notify: true, revokes: true },
    })
  }

  /** `narrows`: tokens made before are refused, as the roles in them are not theirs any more. */
  async function recordMembershipIn(
    tx: Db,
    scope: Scope,
    type: `organizationMembership.${'created' | 'updated' | 'deleted'}`,
    { membership, organization }: { membership: Membership; organization: Organization },
    { narrows }: { narrows: boolean },
  ): Promise<void> {
    const { instance } = scope
    const user = await users.get(scope, membership.userId, tx)
    invariant(user, 'a membership has a user')
    const catalogue = await catalogues.get(instance)
    const version = type === 'organizationMembership.deleted' ? membership.version + 1 : membership.version
    await appendEvent(tx, {
      instanceId: instance.id,
      type,
      entityId: membership.id,
      entityVersion: version,
      data: toMembershipResource({ membership, organization, user }, contextOf(instance, catalogue)),
      attributes: scope.request,
    })
    await recordInvalidation(tx, {
      ...{ instanceId: instance.id, kind: 'membership', key: toKey(membership), version },
      ...{ notify: narrows, revokes: narrows },
    })
  }

  return { recordOrganizationIn, recordDeletionIn, recordMembershipIn }
}

import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { newRandomName } from '../../platform/random.ts'
import type { ImagesService } from '../images/index.ts'
import type { Scope } from '../instances/index.ts'
import type { OrganizationPolicy } from '../organization-policies/index.ts'
import {
  type RoleCatalogue,
  type RoleCatalogues,
  type RoleSet,
  rolesOf,
} from '../organization-roles/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { type Metadata, mergedMetadata, requireMetadata, type UsersService } from '../users/index.ts'
import { findMembership, listRoleCombinations } from './memberships.repository.ts'
import type { MembershipsService, MetadataChange } from './memberships.service.ts'
import type { Organization, OrganizationChange } from './organization.entity.ts'
import type { OrganizationEvents } from './organization-events.ts'
import { toSlug } from './organizations.policy.ts'
import * as repository from './organizations.repository.ts'
import {
  countOrganizations,
  type OrganizationPageRequest,
  searchOrganizations,
} from './organizations-search.repository.ts'
import { roleSetOf } from './role-input.ts'

export interface OrganizationsDeps {
  db: Db
  clock: Clock
  users: Pick<UsersService, 'findAndLockIn'>
  sessions: Pick<SessionsService, 'leaveOrganizationIn'>
  images: ImagesService
  catalogues: RoleCatalogues
  memberships: Pick<MembershipsService, 'addIn' | 'lockIn' | 'requireReachIn'>
  events: OrganizationEvents
}

export interface NewOrganizationInput {
  name: string
  /** Made from the name where none is given. */
  slug?: string | undefined
  /** Gets the creator role. */
  createdBy?: UserId | undefined
  publicMetadata?: Metadata | undefined
  privateMetadata?: Metadata | undefined
  maxAllowedMemberships?: number | null | undefined
  createdAt?: Date | undefined
  roleSetKey?: string | undefined
}

export interface OrganizationUpdate
  extends Pick<
    OrganizationChange,
    'name' | 'slug' | 'maxAllowedMemberships' | 'adminDeleteEnabled' | 'createdAt' | 'successorId'
  > {
  roleSetKey?: string | undefined
}

/** Asked once the organization is locked: what a caller may do can have ended while they waited for that. */
export type MayStill = (tx: Db) => Promise<unknown>

export type OrganizationsService = ReturnType<typeof createOrganizationsService>

/** Organizations of an instance. Every change is one transaction with its event. */
export function createOrganizationsService(deps: OrganizationsDeps) {
  const { db, clock, users, sessions, images, catalogues, memberships, events } = deps

  async function get({ instance }: Scope, id: string, from: Db = db): Promise<Organization> {
    const organization = await repository.findOrganization(from, instance.id, id)
    if (!organization) throw new DomainError('resource_not_found')
    return organization
  }

  function requireSlugs({ instance }: Scope, slug: string | null | undefined): void {
    if (typeof slug === 'string' && !instance.settings.organizations.slugs_enabled)
      throw new DomainError('organization_slugs_disabled', { param: 'slug' })
  }

  /** Whether this user may create one more, asked while nobody else asks it for them. */
  async function requireCreatorIn(tx: Db, scope: Scope, userId: UserId): Promise<void> {
    const { organizations } = scope.instance.settings
    const user = await users.findAndLockIn(tx, scope, userId)
    if (!user) throw new DomainError('organization_creator_not_found', { param: 'created_by' })
    if (!organizations.creation_enabled || !user.createOrganizationEnabled)
      throw new DomainError('user_create_organization_not_enabled')
    const limit = user.createOrganizationsLimit ?? organizations.creation_limit
    if (limit > 0 && (await repository.countCreatedBy(tx, scope.instance.id, userId)) >= limit)
      throw new DomainError('organization_quota_exceeded', { meta: { limit } })
  }

  function roleSetOfKey(catalogue: RoleCatalogue, key: string | undefined): RoleSet {
    if (key === undefined) return catalogue.initialRoleSet
    const found = [...catalogue.roleSets.values()].find((one) => one.key === key || one.id === key)
    if (!found) throw new DomainError('resource_not_found', { param: 'role_set_key' })
    // One that organizations are leaving ends when the last has left.
    if (found.migration?.destRoleSetId) throw new DomainError('role_migration_in_progress')
    return found
  }

  /** Members keep their roles, so the set has to have them. */
  async function requireRolesOfMembersIn(
    tx: Db,
    { instance }: Scope,
    { id: organizationId }: Organization,
    { roleIds }: RoleSet,
  ): Promise<void> {
    const held = await listRoleCombinations(tx, instance.id, { organizationId })
    if (held.flat().some((id) => !roleIds.includes(id)))
      throw new DomainError('organization_role_on_set_assigned_to_user', { param: 'role_set_key' })
  }

  /** Whoever names somebody to get the role of creators later must be one who could give it to them now. */
  async function requireSuccessorIn(
    tx: Db,
    scope: Scope,
    organization: Organization,
    { successorId, by }: { successorId: UserId; by: UserId | undefined },
  ): Promise<void> {
    const { instance } = scope
    const catalogue = await catalogues.getIn(tx, instance)
    const gives = rolesOf(catalogue, [roleSetOf(catalogue, organization).creatorRoleId])
    await memberships.requireReachIn(tx, scope, organization, { by, gives })
    const name = { organizationId: organization.id, userId: successorId }
    if (!(await findMembership(tx, instance.id, name)))
      throw new DomainError('not_a_member_in_organization', {
        param: 'successor_user_id',
        meta: { user_ids: [successorId] },
      })
  }

  /** What to try as slugs, best first: what was asked for, or what the name makes, made unlike others where it is taken. */
  function slugsFor({ instance }: Scope, name: string, slug: string | undefined): (string | null)[] {
    if (slug !== undefined) return [slug]
    if (!instance.settings.organizations.slugs_enabled) return [null]
    const plain = toSlug(name)
    const unlike = (text: string) => `${text}-${newRandomName(3)}`
    return plain === '' ? [unlike('organization')] : [plain, unlike(plain)]
  }

  async function insertIn(
    tx: Db,
    scope: Scope,
    organization: Omit<repository.NewOrganization, 'slug'>,
    slug: string | undefined,
  ): Promise<void> {
    for (const tried of slugsFor(scope, organization.name, slug)) {
      const values = { ...organization, slug: tried }
      if (await repository.insertOrganization(tx, scope.instance.id, values, clock.now())) return
    }
    throw new DomainError('form_identifier_exists', { param: 'slug' })
  }

  async function changeIn(
    tx: Db,
    scope: Scope,
    organization: Organization,
    change: OrganizationChange,
  ): Promise<Organization> {
    requireMetadata(change)
    const { instance } = scope
    const changed = await repository.updateOrganization(tx, instance.id, organization.id, change, clock.now())
    if (changed === 'slug taken') throw new DomainError('form_identifier_exists', { param: 'slug' })
    invariant(changed, 'a locked organization can be changed')
    await events.recordOrganizationIn(tx, scope, 'organization.updated', changed, {
      narrows: change.policy !== undefined,
    })
    return changed
  }

  /** Locks an organization, decides, and writes. */
  const change = (
    scope: Scope,
    id: string,
    decide: (organization: Organization, tx: Db) => Promise<OrganizationChange> | OrganizationChange,
    mayStill?: MayStill,
  ): Promise<Organization> =>
    db.transaction().execute(async (tx) => {
      const organization = await memberships.lockIn(tx, scope, id)
      await mayStill?.(tx)
      return await changeIn(tx, scope, organization, await decide(organization, tx))
    })

  async function dropLogoIn(tx: Db, scope: Scope, { imageId }: Organization): Promise<void> {
    if (imageId !== null) await images.deleteIn(tx, scope, imageId)
  }

  /** Deletes an organization that is locked, with its members, invitations and domains. */
  async function deleteIn(tx: Db, scope: Scope, organization: Organization): Promise<void> {
    await dropLogoIn(tx, scope, organization)
    await sessions.leaveOrganizationIn(tx, scope, organization.id)
    await repository.deleteOrganization(tx, scope.instance.id, organization.id)
    await events.recordDeletionIn(tx, scope, organization)
  }

  return {
    get,
    deleteIn,

    /** By its id, or by its slug. */
    async getByIdOrSlug(scope: Scope, name: string): Promise<Organization> {
      const { id } = scope.instance
      const found =
        (await repository.findOrganization(db, id, name)) ??
        (await repository.findOrganizationBySlug(db, id, name))
      if (!found) throw new DomainError('resource_not_found')
      return found
    },

    async list(scope: Scope, request: OrganizationPageRequest) {
      const { id } = scope.instance
      const [data, total] = await Promise.all([
        searchOrganizations(db, id, request),
        countOrganizations(db, id, request.filters),
      ])
      return { data, total }
    },

    /** Throws `form_identifier_exists` for a slug that is taken. */
    async create(scope: Scope, input: NewOrganizationInput): Promise<Organization> {
      requireSlugs(scope, input.slug)
      const { publicMetadata = {}, privateMetadata = {}, createdBy } = input
      requireMetadata({ publicMetadata, privateMetadata })
      const id = newId('organization')
      return await db.transaction().execute(async (tx) => {
        if (createdBy !== undefined) await requireCreatorIn(tx, scope, createdBy)
        const catalogue = await catalogues.getIn(tx, scope.instance)
        const roleSet = roleSetOfKey(catalogue, input.roleSetKey)
        const values = {
          ...{ id, name: input.name, createdBy: createdBy ?? null, roleSetId: roleSet.id },
          ...{ publicMetadata, privateMetadata },
          ...(input.maxAllowedMemberships != null && { maxAllowedMemberships: input.maxAllowedMemberships }),
          ...(input.createdAt && { createdAt: input.createdAt }),
        }
        await insertIn(tx, scope, values, input.slug)
        const organization = await get(scope, id, tx)
        await events.recordOrganizationIn(tx, scope, 'organization.created', organization)
        if (createdBy === undefined) return organization
        const roles = rolesOf(catalogue, [roleSet.creatorRoleId])
        await memberships.addIn(tx, scope, organization, { userId: createdBy, roles })
        return await get(scope, id, tx)
      })
    },

    /** `by`: a member. */
    async update(
      scope: Scope,
      id: string,
      { roleSetKey, ...input }: OrganizationUpdate,
      { by, mayStill }: { by?: UserId; mayStill?: MayStill } = {},
    ): Promise<Organization> {
      requireSlugs(scope, input.slug)
      const decide = async (organization: Organization, tx: Db): Promise<OrganizationChange> => {
        const { successorId } = input
        if (successorId && successorId !== organization.successorId)
          await requireSuccessorIn(tx, scope, organization, { successorId, by })
        if (roleSetKey === undefined) return input
        const roleSet = roleSetOfKey(await catalogues.getIn(tx, scope.instance), roleSetKey)
        await requireRolesOfMembersIn(tx, scope, organization, roleSet)
        return { ...input, roleSetId: roleSet.id }
      }
      return await change(scope, id, decide, mayStill)
    },

    /** `decide` makes the policy from the one there is, while nobody else changes it. */
    changePolicy: (
      scope: Scope,
      id: string,
      decide: (before: OrganizationPolicy) => OrganizationPolicy,
    ): Promise<Organization> => change(scope, id, ({ policy }) => ({ policy: decide(policy) })),

    mergeMetadata: (scope: Scope, id: string, input: MetadataChange): Promise<Organization> =>
      change(scope, id, (organization) => mergedMetadata(organization, input)),

    replaceMetadata: (scope: Scope, id: string, input: MetadataChange): Promise<Organization> =>
      change(scope, id, () => input as OrganizationChange),

    async setLogo(scope: Scope, id: string, bytes: Uint8Array, mayStill?: MayStill): Promise<Organization> {
      await get(scope, id)
      const image = await images.prepare(bytes)
      const decide = async (organization: Organization, tx: Db) => {
        await dropLogoIn(tx, scope, organization)
        return { imageId: await images.insertIn(tx, scope, image) }
      }
      return await change(scope, id, decide, mayStill)
    },

    removeLogo(scope: Scope, id: string, mayStill?: MayStill): Promise<Organization> {
      const decide = async (organization: Organization, tx: Db) => {
        await dropLogoIn(tx, scope, organization)
        return { imageId: null }
      }
      return change(scope, id, decide, mayStill)
    },

    delete: (scope: Scope, id: string, mayStill?: MayStill): Promise<Organization> =>
      db.transaction().execute(async (tx) => {
        const organization = await memberships.lockIn(tx, scope, id)
        await mayStill?.(tx)
        await deleteIn(tx, scope, organization)
        return organization
      }),
  }
}

import type { UserId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import { type Db, isUniqueViolation } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { OrganizationPolicy } from '../organization-policies/index.ts'
import type { RoleSetId } from '../organization-roles/index.ts'
import type { Metadata } from '../users/index.ts'
import type { Organization, OrganizationChange, OrganizationId } from './organization.entity.ts'

/** Invitations to the organization `o` of a statement that can still be accepted. */
export const pendingInvitationsCount = sql<string>`(
  select count(*) from organization_invitations i
  where i.instance_id = o.instance_id and i.organization_id = o.id and i.status = 'pending'
    and (i.expire_at is null or i.expire_at > now()))`

export type OrganizationRow = Selectable<Schema['organizations']> & { pending_invitations_count: string }

export function selectOrganizations(db: Db, instanceId: string) {
  return db
    .selectFrom('organizations as o')
    .selectAll('o')
    .select(pendingInvitationsCount.as('pending_invitations_count'))
    .where('o.instance_id', '=', instanceId)
}

const organizationOfId = defineStatement((db, { instanceId, id }: { instanceId: string; id: string }) =>
  selectOrganizations(db, instanceId).where('o.id', '=', id),
)

export async function findOrganization(
  db: Db,
  instanceId: string,
  id: string,
): Promise<Organization | undefined> {
  const [row] = await organizationOfId(db, { instanceId, id })
  return row && toOrganization(row)
}

const organizationOfSlug = defineStatement((db, { instanceId, slug }: { instanceId: string; slug: string }) =>
  selectOrganizations(db, instanceId).where('o.slug', '=', slug),
)

export async function findOrganizationBySlug(
  db: Db,
  instanceId: string,
  slug: string,
): Promise<Organization | undefined> {
  const [row] = await organizationOfSlug(db, { instanceId, slug })
  return row && toOrganization(row)
}

/** Whoever changes members, their roles or invitations holds this lock: counts and the last administrator are decided under it. */
export async function lockOrganization(
  tx: Db,
  instanceId: string,
  id: string,
): Promise<Organization | undefined> {
  const row = await tx
    .selectFrom('organizations')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && (await findOrganization(tx, instanceId, id))
}

export interface NewOrganization extends OrganizationChange {
  id: OrganizationId
  name: string
  roleSetId: RoleSetId
  createdBy: UserId | null
}

/** Adds an organization; `false` when its slug is taken. */
export async function insertOrganization(
  tx: Db,
  instanceId: string,
  organization: NewOrganization,
  now: Date,
): Promise<boolean> {
  const { id, createdBy, name, roleSetId, ...rest } = organization
  const result = await tx
    .insertInto('organizations')
    .values({
      instance_id: instanceId,
      ...{ id, name, role_set_id: roleSetId, created_by: createdBy },
      ...{ created_at: now, updated_at: now },
      ...toColumns(rest),
    })
    .onConflict((conflict) => conflict.columns(['instance_id', 'slug']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes a change and moves the version; `slug taken` when another organization has the slug. */
export async function updateOrganization(
  tx: Db,
  instanceId: string,
  id: string,
  change: OrganizationChange,
  now: Date,
): Promise<Organization | 'slug taken' | undefined> {
  try {
    await tx
      .updateTable('organizations')
      .set({ ...toColumns(change), updated_at: now, version: sql`version + 1` })
      .where('instance_id', '=', instanceId)
      .where('id', '=', id)
      .execute()
  } catch (error) {
    if (isUniqueViolation(error, 'organizations_slug')) return 'slug taken'
    throw error
  }
  return await findOrganization(tx, instanceId, id)
}

export async function deleteOrganization(tx: Db, instanceId: string, id: string): Promise<void> {
  await tx.deleteFrom('organizations').where('instance_id', '=', instanceId).where('id', '=', id).execute()
}

export async function countCreatedBy(db: Db, instanceId: string, userId: string): Promise<number> {
  const row = await db
    .selectFrom('organizations')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('instance_id', '=', instanceId)
    .where('created_by', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function toColumns(change: OrganizationChange) {
  const columns = {
    name: change.name,
    slug: change.slug,
    image_id: change.imageId,
    public_metadata: change.publicMetadata && JSON.stringify(change.publicMetadata),
    private_metadata: change.privateMetadata && JSON.stringify(change.privateMetadata),
    max_allowed_memberships: change.maxAllowedMemberships,
    admin_delete_enabled: change.adminDeleteEnabled,
    role_set_id: change.roleSetId,
    policy: change.policy && JSON.stringify(toPolicyColumn(change.policy)),
    successor_id: change.successorId,
    created_at: change.createdAt,
    last_active_at: change.lastActiveAt,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}

export function toOrganization(row: OrganizationRow): Organization {
  return {
    id: row.id as OrganizationId,
    version: row.version,
    name: row.name,
    slug: row.slug,
    imageId: row.image_id,
    publicMetadata: row.public_metadata as Metadata,
    privateMetadata: row.private_metadata as Metadata,
    createdBy: row.created_by as UserId | null,
    successorId: row.successor_id as UserId | null,
    maxAllowedMemberships: row.max_allowed_memberships,
    adminDeleteEnabled: row.admin_delete_enabled,
    roleSetId: row.role_set_id as RoleSetId,
    policy: toPolicy(row.policy as PolicyColumn),
    membersCount: row.members_count,
    pendingInvitationsCount: Number(row.pending_invitations_count),
    lastActiveAt: row.last_active_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Stored is what differs from the policy of the instance. */
export interface PolicyColumn {
  mfa_required?: true
  sign_in_methods?: string[]
  session_lifetime_seconds?: number
  ip_ranges?: string[]
}

export function toPolicy(column: PolicyColumn): OrganizationPolicy {
  return {
    mfaRequired: column.mfa_required ?? null,
    signInMethods: column.sign_in_methods ?? null,
    sessionLifetimeSeconds: column.session_lifetime_seconds ?? null,
    ipRanges: column.ip_ranges ?? null,
  }
}

function toPolicyColumn(policy: OrganizationPolicy) {
  const columns = {
    mfa_required: policy.mfaRequired,
    sign_in_methods: policy.signInMethods,
    session_lifetime_seconds: policy.sessionLifetimeSeconds,
    ip_ranges: policy.ipRanges,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null))
}

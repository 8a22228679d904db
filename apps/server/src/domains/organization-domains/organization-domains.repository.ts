import type { DomainEnrollmentMode, OrganizationDomainId, OrganizationId } from '@keywright/contract'
import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { lockName } from '../../platform/db/lock-name.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { DomainChange, DomainProof, OrganizationDomain } from './organization-domain.entity.ts'

interface DomainRow extends Selectable<Schema['organization_domains']> {
  organization_name: string
  organization_slug: string | null
  organization_image_id: string | null
  code_status: string | null
  code_attempts: number | null
  code_expire_at: Date | null
  pending_invitations: string
  pending_suggestions: string
}

const pendingInvitations = sql<string>`(
  select count(*) from organization_invitations i
  where i.instance_id = d.instance_id and i.organization_domain_id = d.id and i.status = 'pending')`

const pendingSuggestions = sql<string>`(
  select count(*) from organization_suggestions s
  where s.instance_id = d.instance_id and s.organization_domain_id = d.id and s.status = 'pending')`

/** Whether the domain `d` is proven, in one of the two ways. */
export const isProvenDomain = sql<boolean>`
  (d.affiliation_verified_at is not null or d.ownership_verified_at is not null)`

/** Domains with their organizations, and the code that is under way. */
export function selectDomains(db: Db, instanceId: string) {
  return db
    .selectFrom('organization_domains as d')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.instance_id', '=', 'd.instance_id').onRef('o.id', '=', 'd.organization_id'),
    )
    .leftJoin('verifications as v', (join) =>
      join.onRef('v.instance_id', '=', 'd.instance_id').onRef('v.id', '=', 'd.affiliation_verification_id'),
    )
    .selectAll('d')
    .select(['o.name as organization_name', 'o.slug as organization_slug'])
    .select(['o.image_id as organization_image_id', 'v.status as code_status'])
    .select(['v.attempts as code_attempts', 'v.expire_at as code_expire_at'])
    .select([pendingInvitations.as('pending_invitations'), pendingSuggestions.as('pending_suggestions')])
    .where('d.instance_id', '=', instanceId)
}

export interface DomainPlace {
  organizationId: string
  id: string
}

export async function findDomain(
  db: Db,
  instanceId: string,
  { organizationId, id }: DomainPlace,
): Promise<OrganizationDomain | undefined> {
  const row = await selectDomains(db, instanceId)
    .where('d.organization_id', '=', organizationId)
    .where('d.id', '=', id)
    .executeTakeFirst()
  return row && toDomain(row)
}

/** The domain of this name that is proven: of one organization at most, which the index insists on. */
export async function findProvenDomain(
  db: Db,
  instanceId: string,
  name: string,
): Promise<OrganizationDomain | undefined> {
  const row = await selectDomains(db, instanceId)
    .where('d.name', '=', name)
    .where(isProvenDomain)
    .executeTakeFirst()
  return row && toDomain(row)
}

/**
 * Makes whoever proves, changes or removes a domain of this name wait until the transaction ends, and whoever enrols its users
 * (`shared`: those do not wait for each other). Taken before any row of a domain or organization is locked.
 */
export async function lockDomainName(
  tx: Db,
  instanceId: string,
  name: string,
  mode: 'alone' | 'shared' = 'alone',
): Promise<void> {
  await lockName(tx, `organization_domain ${instanceId} ${name}`, mode)
}

export interface NewDomain {
  id: OrganizationDomainId
  organizationId: string
  name: string
  enrollmentMode: DomainEnrollmentMode
  provenBy: string | undefined
  enrolledUpTo: string | null
}

/** Adds a domain; `false` when the organization has it. */
export async function insertDomain(
  tx: Db,
  instanceId: string,
  { id, organizationId, name, enrollmentMode, provenBy, enrolledUpTo }: NewDomain,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .insertInto('organization_domains')
    .values({
      ...{ instance_id: instanceId, id, organization_id: organizationId, name },
      enrollment_mode: enrollmentMode,
      affiliation_verified_at: provenBy === undefined ? null : now,
      affiliation_strategy: provenBy ?? null,
      enrolled_up_to: enrolledUpTo,
      ...{ created_at: now, updated_at: now },
    })
    .onConflict((conflict) => conflict.columns(['instance_id', 'organization_id', 'name']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes a change and moves the version; `undefined` when there is no such domain. */
export async function updateDomain(
  tx: Db,
  instanceId: string,
  place: DomainPlace,
  change: DomainChange,
  now: Date,
): Promise<OrganizationDomain | undefined> {
  await tx
    .updateTable('organization_domains')
    .set({ ...toColumns(change), updated_at: now, version: sql`version + 1` })
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', place.organizationId)
    .where('id', '=', place.id)
    .execute()
  return await findDomain(tx, instanceId, place)
}

export async function deleteDomain(tx: Db, instanceId: string, { organizationId, id }: DomainPlace) {
  await tx
    .deleteFrom('organization_domains')
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

export async function countDomainsOf(tx: Db, instanceId: string, organizationId: string): Promise<number> {
  const row = await tx
    .selectFrom('organization_domains')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('instance_id', '=', instanceId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function toColumns(change: DomainChange) {
  const columns = {
    enrollment_mode: change.enrollmentMode,
    affiliation_email_address: change.affiliationEmailAddress,
    affiliation_verification_id: change.affiliationVerificationId,
    affiliation_verified_at: change.affiliationVerifiedAt,
    affiliation_strategy: change.affiliationStrategy,
    ownership_token: change.ownershipToken,
    ownership_attempts: change.ownershipAttempts,
    ownership_verified_at: change.ownershipVerifiedAt,
    ownership_strategy: change.ownershipStrategy,
    ownership_expire_at: change.ownershipExpireAt,
    enrolled_up_to: change.enrolledUpTo,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}

export function toDomain(row: DomainRow): OrganizationDomain {
  const organizationId = row.organization_id as OrganizationId
  return {
    id: row.id as OrganizationDomainId,
    version: row.version,
    organizationId,
    organization: {
      id: organizationId,
      name: row.organization_name,
      slug: row.organization_slug,
      imageId: row.organization_image_id,
    },
    name: row.name,
    enrollmentMode: row.enrollment_mode as DomainEnrollmentMode,
    affiliationEmailAddress: row.affiliation_email_address,
    affiliationVerificationId: row.affiliation_verification_id,
    affiliation: toAffiliation(row),
    ownership: toOwnership(row),
    ownershipToken: row.ownership_token,
    pendingInvitations: Number(row.pending_invitations),
    pendingSuggestions: Number(row.pending_suggestions),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** The proof outlives the code that made it, which is forgotten after a while. */
function toAffiliation(row: DomainRow): DomainProof | null {
  const verifiedAt = row.affiliation_verified_at
  if (verifiedAt !== null) return verified(row.affiliation_strategy, row.code_attempts, verifiedAt)
  if (row.code_status === null) return null
  return {
    strategy: 'affiliation_email_code',
    status: row.code_status === 'verified' ? 'unverified' : (row.code_status as DomainProof['status']),
    attempts: row.code_attempts,
    expireAt: row.code_expire_at,
    verifiedAt: null,
  }
}

function toOwnership(row: DomainRow): DomainProof | null {
  const verifiedAt = row.ownership_verified_at
  if (verifiedAt !== null) return verified(row.ownership_strategy, row.ownership_attempts, verifiedAt)
  if (row.ownership_token === null) return null
  return {
    strategy: 'txt_record',
    status: 'unverified',
    attempts: row.ownership_attempts,
    expireAt: row.ownership_expire_at,
    verifiedAt: null,
  }
}

function verified(strategy: string | null, attempts: number | null, verifiedAt: Date): DomainProof {
  return { strategy: strategy ?? 'admin', status: 'verified', attempts, expireAt: null, verifiedAt }
}

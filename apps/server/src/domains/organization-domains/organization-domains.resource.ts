import type {
  DomainOwnershipVerification,
  DomainVerification,
  OrganizationDomainResource,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Instance } from '../instances/index.ts'
import { toPublicOrganization } from '../organizations/index.ts'
import { txtRecordName, txtRecordValue } from './domain-names.policy.ts'
import type { DomainProof, OrganizationDomain } from './organization-domain.entity.ts'

export interface DomainContext {
  instance: Instance
  publicUrl: string
  now: Date
  /** Whether the reader may have the record that would prove the domain. */
  showsRecord: boolean
}

export function toDomainResource(
  domain: OrganizationDomain,
  context: DomainContext,
): z.input<typeof OrganizationDomainResource> {
  const affiliation = domain.affiliation && toVerification(domain.affiliation, context.now)
  return {
    object: 'organization_domain',
    id: domain.id,
    organization_id: domain.organizationId,
    name: domain.name,
    enrollment_mode: domain.enrollmentMode,
    affiliation_email_address: domain.affiliationEmailAddress,
    affiliation_verification: affiliation,
    ownership_verification: toOwnership(domain, context),
    verification: affiliation,
    total_pending_invitations: domain.pendingInvitations,
    total_pending_suggestions: domain.pendingSuggestions,
    public_organization_data: toPublicOrganization(domain.organization, context),
    created_at: domain.createdAt.getTime(),
    updated_at: domain.updatedAt.getTime(),
  }
}

function toVerification(proof: DomainProof, now: Date): z.input<typeof DomainVerification> {
  const isOver = proof.status === 'unverified' && proof.expireAt !== null && proof.expireAt <= now
  const end = proof.expireAt?.getTime() ?? null
  return {
    status: isOver ? 'expired' : proof.status,
    strategy: proof.strategy,
    attempts: proof.attempts,
    ...{ expire_at: end, expires_at: end },
    verified_at: proof.verifiedAt?.getTime() ?? null,
  }
}

/** The record is told only while it can still prove something. */
function toOwnership(
  { name, ownership, ownershipToken }: OrganizationDomain,
  { now, showsRecord }: DomainContext,
): z.input<typeof DomainOwnershipVerification> | null {
  if (!ownership) return null
  const verification = toVerification(ownership, now)
  const isOpen = verification.status === 'unverified' && ownershipToken !== null
  return {
    ...verification,
    txt_record_name: isOpen ? txtRecordName(name) : null,
    txt_record_value: isOpen && showsRecord ? txtRecordValue(ownershipToken) : null,
  }
}

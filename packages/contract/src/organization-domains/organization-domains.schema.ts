import { z } from 'zod'
import { PublicOrganizationData } from '../organizations/organizations.schema.ts'
import { oneOrMany, timestamp } from '../shared/values.schema.ts'

/** How people with an address of a verified domain come into the organization. */
export const DomainEnrollmentMode = z.enum([
  'manual_invitation',
  'automatic_invitation',
  'automatic_suggestion',
  'enterprise_sso',
])

export type DomainEnrollmentMode = z.output<typeof DomainEnrollmentMode>

const verificationFields = {
  status: z.enum(['unverified', 'verified', 'failed', 'expired']),
  strategy: z.string(),
  attempts: z.number().int().nullable(),
  expire_at: timestamp.nullable(),
  /** The same as `expire_at`: browsers' SDKs read it under this name. */
  expires_at: timestamp.nullable(),
  verified_at: timestamp.nullable(),
}

/** A proof that the organization belongs to the domain: an address of it received a code, or a server says so. */
export const DomainVerification = z.object(verificationFields).meta({ id: 'OrganizationDomainVerification' })

/** A proof that the domain belongs to the organization: a TXT record, or a server says so. */
export const DomainOwnershipVerification = z
  .object({
    ...verificationFields,
    txt_record_name: z.string().nullable(),
    txt_record_value: z.string().nullable(),
  })
  .meta({ id: 'OrganizationDomainOwnershipVerification' })

/** A domain of an organization. */
export const OrganizationDomainResource = z
  .object({
    object: z.literal('organization_domain'),
    id: z.string(),
    organization_id: z.string(),
    name: z.string(),
    enrollment_mode: DomainEnrollmentMode,
    affiliation_email_address: z.string().nullable(),
    affiliation_verification: DomainVerification.nullable(),
    ownership_verification: DomainOwnershipVerification.nullable(),
    /** The same as `affiliation_verification`, under its older name. */
    verification: DomainVerification.nullable(),
    total_pending_invitations: z.number().int(),
    total_pending_suggestions: z.number().int(),
    public_organization_data: PublicOrganizationData,
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'OrganizationDomain' })

/** The organization and the domain a path names. */
export const organizationDomainParams = z.object({ organization_id: z.string(), domain_id: z.string() })

/** What the lists of domains can be narrowed by: modes, each with an optional `-` before it to leave it out. */
export const domainFilters = {
  verified: z.stringbool().optional(),
  enrollment_mode: oneOrMany
    .pipe(z.array(z.templateLiteral([z.enum(['', '-']), DomainEnrollmentMode])).max(20))
    .optional(),
}

/** A domain as a person types it. What is no public domain, the service refuses. */
export const domainName = z.string().trim().toLowerCase().min(1).max(253)

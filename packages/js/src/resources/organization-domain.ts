import type { OrganizationDomainResource as DomainContract } from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'

export type DomainWire = z.output<typeof DomainContract>
export type EnrollmentMode = DomainWire['enrollment_mode']

export interface DomainVerbs {
  /** Sends a code to an address of the domain. */
  prepareAffiliationVerification(params: {
    affiliationEmailAddress: string
  }): Promise<OrganizationDomainResource>
  attemptAffiliationVerification(params: { code: string }): Promise<OrganizationDomainResource>
  /** Says which TXT record proves that the domain belongs to the organization. */
  prepareOwnershipVerification(): Promise<OrganizationDomainResource>
  /** Looks for it. */
  attemptOwnershipVerification(): Promise<OrganizationDomainResource>
  updateEnrollmentMode(params: {
    enrollmentMode: EnrollmentMode
    /** Whether invitations and suggestions that came of the mode before go with it. */
    deletePending?: boolean
  }): Promise<OrganizationDomainResource>
  reload(): Promise<OrganizationDomainResource>
  delete(): Promise<void>
}

/** A domain whose people can come into the organization. */
export interface OrganizationDomainResource extends Camel<DomainWire>, DomainVerbs {}

import type { DomainEnrollmentMode, OrganizationDomainId } from '@keywright/contract'
import type { OrganizationId, PublicOrganization } from '../organizations/index.ts'

/** One of the two ways in which a domain is proven, or how far that has come. */
export interface DomainProof {
  strategy: string
  status: 'unverified' | 'verified' | 'failed' | 'expired'
  attempts: number | null
  expireAt: Date | null
  verifiedAt: Date | null
}

/** A domain whose users an organization wants. It enrols nobody before it is proven. */
export interface OrganizationDomain {
  id: OrganizationDomainId
  version: number
  organizationId: OrganizationId
  organization: PublicOrganization
  /** In lower case, and in the letters that DNS knows (RFC 5890 §2.3.2.1). */
  name: string
  enrollmentMode: DomainEnrollmentMode
  affiliationEmailAddress: string | null
  affiliationVerificationId: string | null
  /** That the organization belongs to the domain: an address of it got a code. */
  affiliation: DomainProof | null
  /** That the domain belongs to the organization: its DNS says so. */
  ownership: DomainProof | null
  /** What the TXT record must say. */
  ownershipToken: string | null
  pendingInvitations: number
  pendingSuggestions: number
  createdAt: Date
  updatedAt: Date
}

/** What a domain can change in. `undefined` leaves a value as it is. */
export interface DomainChange {
  enrollmentMode?: DomainEnrollmentMode
  affiliationEmailAddress?: string
  affiliationVerificationId?: string
  affiliationVerifiedAt?: Date | null
  affiliationStrategy?: string | null
  ownershipToken?: string | null
  ownershipAttempts?: number
  ownershipVerifiedAt?: Date | null
  ownershipStrategy?: string | null
  ownershipExpireAt?: Date | null
  /** `''`: the users it finds are to be asked in; `null`: none is. */
  enrolledUpTo?: string | null
}

/** What a list of domains is narrowed by. Every filter given must hold. */
export interface DomainFilters {
  organizationId?: string | undefined
  verified?: boolean | undefined
  /** Each with a `-` before it to leave it out. */
  enrollmentModes?: readonly string[] | undefined
  /** Part of a name, or a whole id. */
  query?: string | undefined
  names?: readonly string[] | undefined
}

export interface DomainPageRequest {
  filters: DomainFilters
  order?: { field: 'name' | 'created_at'; descending: boolean } | undefined
  limit: number
  offset: number
}

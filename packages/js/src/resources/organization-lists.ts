/** How lists about organizations are asked for, and answered. */
import type { EnrollmentMode } from './organization-domain.ts'
import type { InvitationStatus, SuggestionWire } from './organization-invitation.ts'
import type { RequestWire } from './organization-request.ts'

/** One page of a list, and how many there are in all. */
export interface PaginatedResponse<Resource> {
  data: Resource[]
  total_count: number
}

export interface PageParams {
  /** From 1. */
  initialPage?: number | undefined
  /** 10, unless said otherwise. */
  pageSize?: number | undefined
}

export interface GetMembersParams extends PageParams {
  role?: readonly string[] | undefined
  /** Part of a name, an address or an id. */
  query?: string | undefined
}

export interface GetInvitationsParams extends PageParams {
  status?: readonly InvitationStatus[] | undefined
}

export interface GetDomainsParams extends PageParams {
  enrollmentMode?: EnrollmentMode | undefined
}

export interface GetMembershipRequestsParams extends PageParams {
  status?: RequestWire['status'] | undefined
}

export interface GetSuggestionsParams extends PageParams {
  status?: SuggestionWire['status'] | readonly SuggestionWire['status'][]
}

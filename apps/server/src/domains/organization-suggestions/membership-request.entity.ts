import type {
  OrganizationId,
  OrganizationMembershipRequestId,
  OrganizationSuggestionId,
  UserId,
} from '@keywright/contract'
import type { PublicOrganization } from '../organizations/index.ts'

export type SuggestionStatus = 'pending' | 'accepted' | 'completed'

/** An organization that a user could ask to join. */
export interface Suggestion {
  id: OrganizationSuggestionId
  userId: UserId
  organization: PublicOrganization
  /** `accepted`: they have asked. `completed`: they are a member, however they became one. */
  status: SuggestionStatus
  createdAt: Date
  updatedAt: Date
}

export type MembershipRequestStatus = 'pending' | 'accepted' | 'rejected'

/** A user asks to join an organization. */
export interface MembershipRequest {
  id: OrganizationMembershipRequestId
  organizationId: OrganizationId
  userId: UserId
  status: MembershipRequestStatus
  createdAt: Date
  updatedAt: Date
}

export interface StatusPage<Status> {
  statuses?: readonly Status[] | undefined
  limit: number
  offset: number
}

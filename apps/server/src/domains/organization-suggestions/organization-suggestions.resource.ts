import type {
  OrganizationMembershipRequestResource,
  OrganizationSuggestionResource,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Instance } from '../instances/index.ts'
import { toMemberUserData, toPublicOrganization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'
import type { MembershipRequest, Suggestion } from './membership-request.entity.ts'

export interface SuggestionContext {
  instance: Instance
  publicUrl: string
}

export function toSuggestionResource(
  suggestion: Suggestion,
  context: SuggestionContext,
): z.input<typeof OrganizationSuggestionResource> {
  return {
    object: 'organization_suggestion',
    id: suggestion.id,
    public_organization_data: toPublicOrganization(suggestion.organization, context),
    status: suggestion.status,
    created_at: suggestion.createdAt.getTime(),
    updated_at: suggestion.updatedAt.getTime(),
  }
}

export interface RequestParts {
  request: MembershipRequest
  user: User
}

export function toMembershipRequestResource(
  { request, user }: RequestParts,
  context: SuggestionContext,
): z.input<typeof OrganizationMembershipRequestResource> {
  return {
    object: 'organization_membership_request',
    id: request.id,
    organization_id: request.organizationId,
    status: request.status,
    public_user_data: toMemberUserData(user, context),
    created_at: request.createdAt.getTime(),
    updated_at: request.updatedAt.getTime(),
  }
}

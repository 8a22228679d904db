export { createMembershipRequestsService } from './membership-requests.service.ts'
export { createSuggestionsService } from './suggestions.service.ts'

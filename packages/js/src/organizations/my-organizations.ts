/** What a user can do with organizations without being in one. */
import { toCamel } from '../resources/camel.ts'
import type {
  MembershipWire,
  MyOrganizations,
  OrganizationCreationDefaultsResource,
} from '../resources/organization.ts'
import type { ResourceApi } from '../resources/resource-api.ts'
import { toSuggestion, toUserInvitation } from './parts.ts'
import { readPage } from './read-page.ts'
import { toMembership } from './to-organization.ts'

const path = (what: string) => `/v1/me/organization_${what}`

/** `send` speaks for the session of the user. */
export function myOrganizations(send: ResourceApi['send']): MyOrganizations {
  return {
    getOrganizationMemberships: (params = {}) =>
      readPage(send, path('memberships'), { ...params, ...{ paginated: true } }, (wire: MembershipWire) =>
        toMembership(wire, send),
      ),
    getOrganizationInvitations: (params = {}) =>
      readPage(send, path('invitations'), params, toUserInvitation(send)),
    getOrganizationSuggestions: (params = {}) =>
      readPage(send, path('suggestions'), params, toSuggestion(send)),
    getOrganizationCreationDefaults: async () =>
      toCamel(
        await send({ method: 'GET', path: path('creation_defaults') }),
      ) as OrganizationCreationDefaultsResource,
    leaveOrganization: async (organizationId) =>
      void (await send({ method: 'DELETE', path: `${path('memberships')}/${organizationId}` })),
  }
}

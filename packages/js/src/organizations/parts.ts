/** What belongs to an organization: invitations, requests to join, domains. Each is fetched by a verb, and brings its own. */
import { toCamel, toSnakeKeys } from '../resources/camel.ts'
import type { DomainWire, OrganizationDomainResource } from '../resources/organization-domain.ts'
import type {
  InvitationWire,
  OrganizationInvitationResource,
  OrganizationSuggestionResource,
  SuggestionWire,
  UserOrganizationInvitationResource,
} from '../resources/organization-invitation.ts'
import type { OrganizationMembershipRequestResource, RequestWire } from '../resources/organization-request.ts'
import type { ResourceApi } from '../resources/resource-api.ts'

type Send = ResourceApi['send']

/** A part with its verbs; each sends a form below the part's own path, and changes it. */
function toPart<Resource>(wire: object, send: Send, path: string, steps: Readonly<Record<string, string>>) {
  const self = toCamel(wire) as Record<string, unknown>
  const verbs = Object.entries(steps).map(([name, step]) => [
    name,
    async (params: object = {}) => {
      const form = toSnakeKeys(params)
      return Object.assign(
        self,
        toCamel(await send<object>({ method: 'POST', path: `${path}/${step}`, form })),
      )
    },
  ])
  return Object.assign(self, Object.fromEntries(verbs)) as Resource
}

const ofOrganization = (wire: { organization_id: string; id: string }, kind: string) =>
  `/v1/organizations/${wire.organization_id}/${kind}/${wire.id}`

export const toInvitation =
  (send: Send) =>
  (wire: InvitationWire): OrganizationInvitationResource =>
    toPart(wire, send, ofOrganization(wire, 'invitations'), { resend: 'resend', revoke: 'revoke' })

export const toMembershipRequest =
  (send: Send) =>
  (wire: RequestWire): OrganizationMembershipRequestResource =>
    toPart(wire, send, ofOrganization(wire, 'membership_requests'), { accept: 'accept', reject: 'reject' })

export const toDomain =
  (send: Send) =>
  (wire: DomainWire): OrganizationDomainResource => {
    const path = ofOrganization(wire, 'domains')
    const self: OrganizationDomainResource = toPart(wire, send, path, {
      prepareAffiliationVerification: 'prepare_affiliation_verification',
      attemptAffiliationVerification: 'attempt_affiliation_verification',
      prepareOwnershipVerification: 'prepare_ownership_verification',
      attemptOwnershipVerification: 'attempt_ownership_verification',
      updateEnrollmentMode: 'update_enrollment_mode',
    })
    return Object.assign(self, {
      reload: async () => Object.assign(self, toCamel(await send<DomainWire>({ method: 'GET', path }))),
      delete: async () => void (await send({ method: 'DELETE', path })),
    })
  }

export const toUserInvitation =
  (send: Send) =>
  (wire: InvitationWire): UserOrganizationInvitationResource =>
    toPart(wire, send, `/v1/me/organization_invitations/${wire.id}`, { accept: 'accept' })

export const toSuggestion =
  (send: Send) =>
  (wire: SuggestionWire): OrganizationSuggestionResource =>
    toPart(wire, send, `/v1/me/organization_suggestions/${wire.id}`, { accept: 'accept' })

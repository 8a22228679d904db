/** What the server writes of organizations, as far as flows and components read it. */
import type {
  ClientOrganizationInvitationResource,
  ClientOrganizationMembershipResource,
  ClientOrganizationResource,
  ClientRoleResource,
  MemberUserData,
  OrganizationDomainResource,
  OrganizationMembershipRequestResource,
  OrganizationSuggestionResource,
  PublicOrganizationData,
} from '@keywright/contract'
import type { z } from 'zod'
import type { ClientState } from '../flow-api.ts'

export type Organization = z.output<typeof ClientOrganizationResource>
/** As much of an organization as is shown to whoever is asked to join it. */
export type PublicOrganization = z.output<typeof PublicOrganizationData>
export type OrganizationMembership = z.output<typeof ClientOrganizationMembershipResource>
export type OrganizationUser = z.output<typeof MemberUserData>
export type OrganizationInvitation = z.output<typeof ClientOrganizationInvitationResource>
export type OrganizationSuggestion = z.output<typeof OrganizationSuggestionResource>
export type MembershipRequest = z.output<typeof OrganizationMembershipRequestResource>
export type OrganizationDomain = z.output<typeof OrganizationDomainResource>
export type OrganizationRole = z.output<typeof ClientRoleResource>

/** One page of a list. */
export interface Page<Item> {
  data: readonly Item[]
  total_count: number
}

/** What somebody may do in an organization beyond belonging to it. */
export type OrganizationPermission =
  `org:sys_${'profile' | 'memberships' | 'domains'}:${'read' | 'manage' | 'delete'}`

export const may = ({ permissions }: OrganizationMembership, permission: OrganizationPermission): boolean =>
  permissions.includes(permission)

type Session = ClientState['sessions'][number]

const sessionOf = (client: ClientState | null, sessionId: string | null): Session | undefined =>
  client?.sessions.find(({ id }) => id === sessionId)

/** All organizations of somebody, by name. */
export function membershipsOf(
  client: ClientState | null,
  sessionId: string | null,
): OrganizationMembership[] {
  const user = sessionOf(client, sessionId)?.user as
    | { organization_memberships?: OrganizationMembership[] }
    | undefined
  return (user?.organization_memberships ?? []).toSorted((a, b) =>
    a.organization.name.localeCompare(b.organization.name),
  )
}

/**
 * The membership that is active on a page; `undefined` for the personal account. `organizationId`: what the page says, where
 * pages of one session can be in several; absent: what the session says.
 */
export function activeMembership(
  client: ClientState | null,
  sessionId: string | null,
  organizationId?: string | null,
): OrganizationMembership | undefined {
  const active =
    organizationId === undefined ? sessionOf(client, sessionId)?.last_active_organization_id : organizationId
  return membershipsOf(client, sessionId).find(({ organization }) => organization.id === active)
}

/** Whether somebody may make an organization, as far as the client knows. */
export function mayCreate(client: ClientState | null, sessionId: string | null): boolean {
  const user = sessionOf(client, sessionId)?.user as { create_organization_enabled?: boolean } | undefined
  return user?.create_organization_enabled ?? false
}

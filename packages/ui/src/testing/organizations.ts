/** Organizations and who belongs to them, as the server writes it. */
import type {
  ClientState,
  MembershipRequest,
  Organization,
  OrganizationDomain,
  OrganizationInvitation,
  OrganizationMembership,
  OrganizationPermission,
  OrganizationRole,
  OrganizationSuggestion,
  OrganizationUser,
} from '@keywright/js/flows'
import { makeClient, makeSession, makeUser } from './people.ts'

/** What the server writes of these has more that no component reads. */
const as = <Resource>(resource: object): Resource => resource as unknown as Resource

const then = Date.UTC(2026, 4, 5)

export const makeOrganization = (id: string, name: string): Organization =>
  as({
    ...{ id, name, slug: name.toLowerCase().replace(/\W+/g, '-'), image_url: '', has_image: false },
    ...{ members_count: 12, pending_invitations_count: 2, max_allowed_memberships: 0 },
    admin_delete_enabled: true,
  })

/** All that an administrator may do. */
const allPermissions: readonly OrganizationPermission[] = [
  ...(['org:sys_profile:manage', 'org:sys_profile:delete'] as const),
  ...(['org:sys_memberships:read', 'org:sys_memberships:manage'] as const),
  ...(['org:sys_domains:read', 'org:sys_domains:manage'] as const),
]

export const makeMembership = (
  organization: Organization,
  role: 'admin' | 'member' = 'admin',
): OrganizationMembership =>
  as({
    ...{ id: `orgmem_${organization.id}`, organization, role: `org:${role}`, created_at: then },
    roles: [`org:${role}`],
    role_name: role === 'admin' ? 'Admin' : 'Member',
    permissions: role === 'admin' ? allPermissions : ['org:sys_memberships:read'],
  })

export const acme = makeOrganization('org_1', 'Acme Inc')
export const beta = makeOrganization('org_2', 'Beta LLC')

/** Ada, with her organizations and one of them active. */
export function makeMember(
  memberships: readonly OrganizationMembership[] = [makeMembership(acme), makeMembership(beta, 'member')],
  active: string | null = 'org_1',
  user: object = {},
): ClientState {
  const session = makeSession(
    'sess_1',
    makeUser({ organization_memberships: memberships, create_organization_enabled: true, ...user }),
  )
  return makeClient({ ...session, last_active_organization_id: active })
}

export const makeRole = (id: string, key: string, name: string): OrganizationRole => as({ id, key, name })

export const roles: readonly OrganizationRole[] = [
  makeRole('role_1', 'org:admin', 'Admin'),
  makeRole('role_2', 'org:member', 'Member'),
]

/** Somebody as those see them who work with them. */
export const makePerson = (first: string): OrganizationUser =>
  as({
    ...{ user_id: first === 'Ada' ? 'user_1' : `user_${first}`, first_name: first, last_name: 'Lovelace' },
    ...{ identifier: `${first.toLowerCase()}@example.com`, username: null, image_url: '', has_image: false },
  })

export const makeDomain = (
  name: string,
  isProven: boolean,
  given: { ownership_verification?: object; total_pending_invitations?: number } = {},
): OrganizationDomain =>
  as({
    ...{ id: `orgdmn_${name}`, name, enrollment_mode: 'manual_invitation' },
    affiliation_email_address: `ada@${name}`,
    affiliation_verification: { status: isProven ? 'verified' : 'unverified' },
    ...{ total_pending_invitations: 0, total_pending_suggestions: 0, ...given },
  })

/** An invitation into an organization, or one of it. */
export const makeInvitation = (id: string, organization = 'Acme Inc', address = 'linus@example.com') =>
  as<OrganizationInvitation>({
    ...{ id, email_address: address, role: 'org:member', role_name: 'Member', status: 'pending' },
    ...{ created_at: then, public_organization_data: makeOrganization(`org_${id}`, organization) },
  })

export const makeSuggestion = (
  id: string,
  organization: string,
  status: OrganizationSuggestion['status'] = 'pending',
): OrganizationSuggestion =>
  as({ id, status, public_organization_data: makeOrganization(`org_${id}`, organization) })

export const makeRequest = (id: string, first: string): MembershipRequest =>
  as({ id, status: 'pending', created_at: then, public_user_data: makePerson(first) })

/** What the hooks about organizations can show, without a framework. */
import type { Resources } from '../../client/session-center.ts'
import type { Keywright } from '../../interface.ts'
import type {
  OrganizationCreationDefaultsResource,
  OrganizationMembershipResource,
  OrganizationResource,
} from '../../resources/organization.ts'
import type { OrganizationDomainResource } from '../../resources/organization-domain.ts'
import type {
  OrganizationInvitationResource,
  OrganizationSuggestionResource,
  UserOrganizationInvitationResource,
} from '../../resources/organization-invitation.ts'
import type {
  GetDomainsParams,
  GetInvitationsParams,
  GetMembershipRequestsParams,
  GetMembersParams,
  GetSuggestionsParams,
  PageParams,
} from '../../resources/organization-lists.ts'
import type { OrganizationMembershipRequestResource } from '../../resources/organization-request.ts'
import type { Answer, Question } from './answers.ts'
import { membershipOf } from './membership-of.ts'
import {
  type ListRequest,
  type ListWish,
  listRequest,
  type NoResourcesYet,
  noResourcesYet,
  type PaginatedResources,
} from './pages.ts'

/** Which lists of the active organization are wanted. */
export interface UseOrganizationParams {
  memberships?: ListWish<GetMembersParams>
  invitations?: ListWish<GetInvitationsParams>
  membershipRequests?: ListWish<GetMembershipRequestsParams>
  domains?: ListWish<GetDomainsParams>
}

/** Which lists of the user are wanted. */
export interface UseOrganizationListParams {
  userMemberships?: ListWish<PageParams>
  userInvitations?: ListWish<GetInvitationsParams>
  userSuggestions?: ListWish<GetSuggestionsParams>
}

interface OrganizationLists {
  memberships: OrganizationMembershipResource
  invitations: OrganizationInvitationResource
  membershipRequests: OrganizationMembershipRequestResource
  domains: OrganizationDomainResource
}

interface UserLists {
  userMemberships: OrganizationMembershipResource
  userInvitations: UserOrganizationInvitationResource
  userSuggestions: OrganizationSuggestionResource
}

/** A request for each list that is wanted. */
export type RequestsOf<Lists> = { [Name in keyof Lists]: ListRequest<Lists[Name]> | undefined }

type IsInfinite<Wish> = Wish extends { infinite: true } ? true : false
type PagesOf<Lists, Params> = {
  [Name in keyof Lists]: PaginatedResources<
    Lists[Name],
    Name extends keyof Params ? IsInfinite<Params[Name]> : false
  >
}
type Every<Lists, Value> = { [Name in keyof Lists]: Value }

export type UseOrganization<Params = UseOrganizationParams> =
  | ({ isLoaded: false; organization: undefined; membership: undefined } & Every<
      OrganizationLists,
      NoResourcesYet
    >)
  | ({ isLoaded: true; organization: null; membership: null } & Every<OrganizationLists, null>)
  | ({
      isLoaded: true
      organization: OrganizationResource
      membership: OrganizationMembershipResource | null | undefined
    } & PagesOf<OrganizationLists, Params>)

export type UseOrganizationList<Params = UseOrganizationListParams> =
  | ({ isLoaded: false; createOrganization: undefined; setActive: undefined } & Every<
      UserLists,
      NoResourcesYet
    >)
  | ({ isLoaded: true } & Pick<Keywright, 'createOrganization' | 'setActive'> & PagesOf<UserLists, Params>)

/** What is asked of the active organization. */
export function requestsOfOrganization(
  { user, organization }: Resources,
  params: UseOrganizationParams,
): RequestsOf<OrganizationLists> {
  const make = <Params extends PageParams, Resource>(
    kind: string,
    wish: ListWish<Params>,
    ask: (of: OrganizationResource) => (params: Params) => ReturnType<ListRequest<Resource>['ask']>,
    usual?: Partial<Params>,
  ) =>
    user && organization && wish
      ? listRequest({ owner: `${user.id} ${organization.id}`, kind, wish, usual, ask: ask(organization) })
      : undefined
  return {
    memberships: make('memberships', params.memberships, (of) => of.getMemberships),
    invitations: make('invitations', params.invitations, (of) => of.getInvitations, {
      status: ['pending'],
    }),
    membershipRequests: make('requests', params.membershipRequests, (of) => of.getMembershipRequests, {
      status: 'pending',
    }),
    domains: make('domains', params.domains, (of) => of.getDomains),
  }
}

/** What is asked of the user. */
export function requestsOfUser(
  { user }: Resources,
  params: UseOrganizationListParams,
): RequestsOf<UserLists> {
  const make = <Params extends PageParams, Resource>(
    kind: string,
    wish: ListWish<Params>,
    ask: ((params: Params) => ReturnType<ListRequest<Resource>['ask']>) | undefined,
    usual?: Partial<Params>,
  ) => (user && wish && ask ? listRequest({ owner: user.id, kind, wish, usual, ask }) : undefined)
  return {
    userMemberships: make('memberships', params.userMemberships, user?.getOrganizationMemberships),
    userInvitations: make('invitations', params.userInvitations, user?.getOrganizationInvitations, {
      status: ['pending'],
    }),
    userSuggestions: make('suggestions', params.userSuggestions, user?.getOrganizationSuggestions, {
      status: 'pending',
    }),
  }
}

const everyOrganizationList = <Value>(value: Value): Every<OrganizationLists, Value> => ({
  ...{ memberships: value, invitations: value, membershipRequests: value, domains: value },
})

/** The active organization, with what was asked of it. */
export function readOrganization<Params>(
  resources: Resources,
  lists: PagesOf<OrganizationLists, Params>,
): UseOrganization<Params> {
  const { client, session, user, organization } = resources
  // While only their token is known, the user is still to come.
  if (!client || (session && !user))
    return {
      ...{ isLoaded: false, organization: undefined, membership: undefined },
      ...everyOrganizationList(noResourcesYet),
    }
  if (!organization)
    return { ...{ isLoaded: true, organization: null, membership: null }, ...everyOrganizationList(null) }
  return { isLoaded: true, organization, membership: membershipOf(resources), ...lists }
}

/** The organizations of the user, and what they can do about them. */
export function readOrganizationList<Params>(
  { createOrganization, setActive }: Keywright,
  { user }: Resources,
  lists: PagesOf<UserLists, Params>,
): UseOrganizationList<Params> {
  if (user) return { isLoaded: true, createOrganization, setActive, ...lists }
  return {
    ...{ isLoaded: false, createOrganization: undefined, setActive: undefined },
    ...{ userMemberships: noResourcesYet, userInvitations: noResourcesYet, userSuggestions: noResourcesYet },
  }
}

export interface CreationDefaultsParams {
  /** Whether they are asked for; by default they are. */
  enabled?: boolean | undefined
}

export interface UseOrganizationCreationDefaults {
  data: OrganizationCreationDefaultsResource | undefined
  error: unknown
  isLoading: boolean
  isFetching: boolean
}

export function questionOfDefaults(
  { user }: Resources,
  { enabled = true }: CreationDefaultsParams,
): Question | undefined {
  if (!user || !enabled) return undefined
  return { name: `${user.id} creation defaults`, ask: user.getOrganizationCreationDefaults }
}

export function readCreationDefaults(answer: Answer | undefined): UseOrganizationCreationDefaults {
  const { value, error = null, isFetching = false } = answer ?? {}
  const data = value as OrganizationCreationDefaultsResource | undefined
  return { data, error, isFetching, isLoading: isFetching && data === undefined }
}

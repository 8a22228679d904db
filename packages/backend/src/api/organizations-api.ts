import type { Answer, BodyOf, Call, QueryOf } from './call.ts'
import type { CamelFields } from './snake-case.ts'

/** What a list is asked by: as the wire has it, in the names of code; how many and from where need not be said. */
type Listed<Query> = Omit<CamelFields<Query>, 'limit' | 'offset'> & {
  limit?: number | undefined
  offset?: number | undefined
}
type Organization = { organizationId: string }
type Member = Organization & { userId: string }
type Invitation = Organization & { invitationId: string }
type Domain = Organization & { domainId: string }
type Metadata = CamelFields<BodyOf<'MergeOrganizationMetadata'>>
type Roles = CamelFields<BodyOf<'UpdateOrganizationMembership'>>

/** How far a large number of invitations has come. */
export interface InvitingProgress {
  total: number
  /** So many have been invited or refused. */
  done: number
  invited: Answer<'CreateOrganizationInvitationBulk'>['data']
  refused: NonNullable<Answer<'CreateOrganizationInvitationBulk'>['refused']>
}

/** As many as the server takes in one call. */
const bulkMax = 1000

const of = (organizationId: string) => ({ params: { organization_id: organizationId } })
const ofMember = ({ organizationId, userId }: Member) => ({
  params: { organization_id: organizationId, user_id: userId },
})
const ofInvitation = ({ organizationId, invitationId }: Invitation) => ({
  params: { organization_id: organizationId, invitation_id: invitationId },
})
const ofDomain = ({ organizationId, domainId }: Domain) => ({
  params: { organization_id: organizationId, domain_id: domainId },
})

/** `clerkClient.organizations` of the official SDKs: the same names, arguments and results. */
export function createOrganizationsApi(call: Call) {
  return {
    getOrganizationList: (params: Listed<QueryOf<'ListOrganizations'>> = {}) =>
      call('ListOrganizations', { query: params }),
    createOrganization: (params: CamelFields<BodyOf<'CreateOrganization'>>) =>
      call('CreateOrganization', { body: params }),
    /** By its id or by its slug. */
    getOrganization: ({ organizationId, slug, ...query }: GetOrganizationParams) =>
      call('GetOrganization', { ...of(organizationId ?? slug ?? ''), query }),
    updateOrganization: (organizationId: string, params: CamelFields<BodyOf<'UpdateOrganization'>>) =>
      call('UpdateOrganization', { ...of(organizationId), body: params }),
    deleteOrganization: (organizationId: string) => call('DeleteOrganization', of(organizationId)),
    updateOrganizationMetadata: (organizationId: string, params: Metadata) =>
      call('MergeOrganizationMetadata', { ...of(organizationId), body: params }),
    replaceOrganizationMetadata: (organizationId: string, params: Metadata) =>
      call('ReplaceOrganizationMetadata', { ...of(organizationId), body: params }),
    updateOrganizationLogo: async (organizationId: string, { file }: { file: Blob }) =>
      call('UploadOrganizationLogo', {
        ...of(organizationId),
        body: { file: { bytes: new Uint8Array(await file.arrayBuffer()), contentType: file.type } },
      }),
    deleteOrganizationLogo: (organizationId: string) => call('DeleteOrganizationLogo', of(organizationId)),
    /** Ours: what the organization asks of the sessions that act in it. */
    getPolicy: (organizationId: string) => call('GetOrganizationPolicy', of(organizationId)),
    /** `null` is as the instance says; what is absent stays. */
    updatePolicy: (organizationId: string, params: CamelFields<BodyOf<'UpdateOrganizationPolicy'>>) =>
      call('UpdateOrganizationPolicy', { ...of(organizationId), body: params }),
    ...createMembersApi(call),
    ...createInvitationsApi(call),
    ...createOrganizationDomainsApi(call),
  }
}

type GetOrganizationParams = CamelFields<QueryOf<'GetOrganization'>> & {
  organizationId?: string
  slug?: string
}

function createMembersApi(call: Call) {
  return {
    getOrganizationMembershipList: ({
      organizationId,
      ...query
    }: Organization & Listed<QueryOf<'ListOrganizationMemberships'>>) =>
      call('ListOrganizationMemberships', { ...of(organizationId), query }),
    getInstanceOrganizationMembershipList: (
      params: Listed<QueryOf<'InstanceGetOrganizationMemberships'>> = {},
    ) => call('InstanceGetOrganizationMemberships', { query: params }),
    /** `role`, or, ours, several `roles`. */
    createOrganizationMembership: ({
      organizationId,
      ...body
    }: Organization & CamelFields<BodyOf<'CreateOrganizationMembership'>>) =>
      call('CreateOrganizationMembership', { ...of(organizationId), body }),
    updateOrganizationMembership: ({ organizationId, userId, ...body }: Member & Roles) =>
      call('UpdateOrganizationMembership', { ...ofMember({ organizationId, userId }), body }),
    updateOrganizationMembershipMetadata: ({ organizationId, userId, ...body }: Member & Metadata) =>
      call('UpdateOrganizationMembershipMetadata', { ...ofMember({ organizationId, userId }), body }),
    deleteOrganizationMembership: (member: Member) => call('DeleteOrganizationMembership', ofMember(member)),
  }
}

function createInvitationsApi(call: Call) {
  return {
    getOrganizationInvitationList: ({
      organizationId,
      ...query
    }: Organization & Listed<QueryOf<'ListOrganizationInvitations'>>) =>
      call('ListOrganizationInvitations', { ...of(organizationId), query }),
    /** Ours: those that can still be accepted. */
    getPendingOrganizationInvitationList: ({
      organizationId,
      ...query
    }: Organization & Listed<QueryOf<'ListPendingOrganizationInvitations'>>) =>
      call('ListPendingOrganizationInvitations', { ...of(organizationId), query }),
    /** Ours: those of all organizations. */
    getInstanceOrganizationInvitationList: (
      params: Listed<QueryOf<'ListInstanceOrganizationInvitations'>> = {},
    ) => call('ListInstanceOrganizationInvitations', { query: params }),
    createOrganizationInvitation: ({
      organizationId,
      ...body
    }: Organization & CamelFields<BodyOf<'CreateOrganizationInvitation'>>) =>
      call('CreateOrganizationInvitation', { ...of(organizationId), body }),
    createOrganizationInvitationBulk: (
      organizationId: string,
      params: CamelFields<BodyOf<'CreateOrganizationInvitationBulk'>[number]>[],
    ) => call('CreateOrganizationInvitationBulk', { ...of(organizationId), body: params }),
    /** Ours: any number, in calls as large as the server takes; whoever cannot be invited is named, and in nobody's way. */
    async inviteAll(
      organizationId: string,
      people: readonly CamelFields<BodyOf<'CreateOrganizationInvitationBulk'>[number]>[],
      { onProgress }: { onProgress?: (progress: InvitingProgress) => void } = {},
    ): Promise<InvitingProgress> {
      const progress: InvitingProgress = { total: people.length, done: 0, invited: [], refused: [] }
      for (let start = 0; start < people.length; start += bulkMax) {
        const body = people.slice(start, start + bulkMax)
        const parts = { ...of(organizationId), query: { partial: 'true' }, body }
        const { data, refused = [] } = await call('CreateOrganizationInvitationBulk', parts)
        progress.invited.push(...data)
        progress.refused.push(...refused)
        progress.done += body.length
        onProgress?.({ ...progress })
      }
      return progress
    },
    getOrganizationInvitation: (invitation: Invitation) =>
      call('GetOrganizationInvitation', ofInvitation(invitation)),
    revokeOrganizationInvitation: ({
      requestingUserId,
      ...invitation
    }: Invitation & { requestingUserId?: string }) =>
      call('RevokeOrganizationInvitation', {
        ...ofInvitation(invitation),
        body: requestingUserId === undefined ? {} : { requestingUserId },
      }),
    /** Ours: the mail once more, with a new end. */
    resendOrganizationInvitation: (invitation: Invitation) =>
      call('resendOrganizationInvitation', ofInvitation(invitation)),
  }
}

function createOrganizationDomainsApi(call: Call) {
  return {
    getOrganizationDomainList: ({
      organizationId,
      ...query
    }: Organization & Listed<QueryOf<'ListOrganizationDomains'>>) =>
      call('ListOrganizationDomains', { ...of(organizationId), query }),
    /** Ours: those of all organizations. */
    getInstanceOrganizationDomainList: (params: Listed<QueryOf<'ListAllOrganizationDomains'>> = {}) =>
      call('ListAllOrganizationDomains', { query: params }),
    createOrganizationDomain: ({
      organizationId,
      ...body
    }: Organization & CamelFields<BodyOf<'CreateOrganizationDomain'>>) =>
      call('CreateOrganizationDomain', { ...of(organizationId), body }),
    updateOrganizationDomain: ({
      organizationId,
      domainId,
      ...body
    }: Domain & CamelFields<BodyOf<'UpdateOrganizationDomain'>>) =>
      call('UpdateOrganizationDomain', { ...ofDomain({ organizationId, domainId }), body }),
    /** Ours: looks for the record that proves the domain. */
    verifyOrganizationDomainOwnership: (domain: Domain) =>
      call('VerifyOrganizationDomainOwnership', ofDomain(domain)),
    deleteOrganizationDomain: (domain: Domain) => call('DeleteOrganizationDomain', ofDomain(domain)),
  }
}

/** Every state of the components about organizations as it can be met. */
import {
  type ChooseContext,
  type ChooseState,
  type CreateOrganizationContext,
  type CreateOrganizationState,
  chooseContext,
  type DomainsContext,
  type DomainsState,
  domainsContext,
  type Failure,
  failureOf,
  type InvitationsContext,
  type InvitationsState,
  invitationsContext,
  listedAtOnce,
  type MembersContext,
  type MembersState,
  membersContext,
  noOffers,
  type OffersContext,
  type OrganizationPolicy,
  type PictureContext,
  type PictureState,
  type PolicyContext,
  type PolicyState,
  policyContext,
  type RequestsContext,
  type RequestsState,
  requestsContext,
  type SectionContext,
  type SectionState,
  type SwitcherContext,
  type SwitcherState,
  type UnmetRule,
} from '@keywright/js/flows'
import {
  acme,
  beta,
  makeDomain,
  makeInvitation,
  makeMembership,
  makeOrganization,
  makePerson,
  makeRequest,
  makeRole,
  makeSuggestion,
  roles,
} from './organizations.ts'
import { failedAt, type Seed } from './seeds.ts'

type Seeds<State extends string, Context> = Record<State, readonly [Seed<Context>, ...Seed<Context>[]]>

/** A refusal that names the addresses it is about. */
const refusedAddresses = (code: string, ...addresses: string[]): Failure => ({
  ...{ code, retryAfterSeconds: undefined },
  faults: [{ code, param: 'email_address', message: '', meta: { email_addresses: addresses } }],
})

const fresh: CreateOrganizationContext = {
  ...{ isAllowed: true, skipsInvitations: false, hasSlug: true, defaultRole: 'org:member' },
  ...{ logo: null, organization: null, roles: [], invitedCount: 0, refused: [] },
}
const made: CreateOrganizationContext = { ...fresh, organization: acme, roles }

export const createOrganizationSeeds: Seeds<CreateOrganizationState, CreateOrganizationContext> = {
  closed: [{ name: 'refused', context: { ...fresh, isAllowed: false } }],
  form: [
    { name: 'empty', context: fresh },
    { name: 'without-slug', context: { ...fresh, hasSlug: false } },
    { name: 'taken', context: fresh, error: failedAt('slug', 'form_identifier_exists') },
    { name: 'busy', context: fresh, pending: 'SUBMIT' },
    { name: 'limit', context: fresh, error: failureOf('organization_quota_exceeded') },
  ],
  invite: [
    { name: 'empty', context: made },
    { name: 'wrong', context: made, error: refusedAddresses('form_param_format_invalid', 'grace', 'linus@') },
    {
      name: 'member',
      context: made,
      error: refusedAddresses('already_a_member_in_organization', 'grace@example.com'),
    },
    {
      name: 'partly',
      context: {
        ...{ ...made, invitedCount: 2 },
        refused: [{ code: 'already_a_member_in_organization', addresses: ['grace@example.com'] }],
      },
    },
    { name: 'offline', context: { ...made, roles: [] }, error: failureOf('network_error') },
  ],
  done: [
    { name: 'alone', context: made },
    { name: 'invited', context: { ...made, invitedCount: 3 } },
  ],
}

const here: SwitcherContext = {
  ...{ sessionId: 'sess_1', memberships: [makeMembership(acme), makeMembership(beta, 'member')] },
  ...{ activeId: 'org_1', mayCreate: true, listed: listedAtOnce, chosen: null },
}
const personal: SwitcherContext = { ...here, activeId: null }
const many: SwitcherContext = {
  ...here,
  memberships: [
    makeMembership(acme),
    ...Array.from({ length: 30 }, (_, at) =>
      makeMembership(makeOrganization(`org_${at + 10}`, `Team ${at + 10}`)),
    ),
  ],
}

/** Somebody is asked into one organization, and could ask to join two. */
export const offersSeed: OffersContext = {
  ...noOffers(true),
  invitations: { items: [makeInvitation('orginv_1', 'Gamma GmbH')], total: 1 },
  suggestions: {
    items: [makeSuggestion('orgsug_1', 'Delta Works'), makeSuggestion('orgsug_2', 'Epsilon', 'accepted')],
    total: 2,
  },
}

export const switcherSeeds: Seeds<SwitcherState, SwitcherContext> = {
  signed_out: [{ name: 'nothing', context: { ...here, sessionId: null } }],
  closed: [
    { name: 'organization', context: here },
    { name: 'personal', context: personal },
    { name: 'none', context: personal },
    { name: 'offers', context: here },
  ],
  open: [
    { name: 'usual', context: here },
    { name: 'offers', context: here },
    { name: 'alone', context: { ...personal, memberships: [], mayCreate: true } },
    { name: 'many', context: many },
    { name: 'switching', context: { ...here, chosen: { id: 'org_2' } }, pending: 'SELECT' },
    { name: 'offline', context: here, error: failureOf('network_error') },
  ],
  managing: [{ name: 'leaving', context: here }],
  creating: [{ name: 'leaving', context: here }],
}

const still: SectionContext = { isSaved: false }

export const logoSeeds: Seeds<PictureState, PictureContext> = {
  shown: [{ name: 'initials', context: { file: null } }],
  chosen: [{ name: 'nothing', context: { file: null } }],
}

export const organizationNameSeeds: Seeds<SectionState, SectionContext> = {
  closed: [
    { name: 'usual', context: still },
    { name: 'saved', context: { isSaved: true } },
  ],
  open: [
    { name: 'usual', context: still },
    { name: 'taken', context: still, error: failedAt('slug', 'form_identifier_exists') },
  ],
}

export const leaveSeeds: Seeds<SectionState, SectionContext> = {
  closed: [{ name: 'usual', context: still }],
  open: [
    { name: 'usual', context: still },
    { name: 'last', context: still, error: failureOf('organization_minimum_permissions_needed') },
  ],
}

export const removeOrganizationSeeds: Seeds<SectionState, SectionContext> = {
  closed: [{ name: 'usual', context: still }],
  open: [
    { name: 'empty', context: still },
    { name: 'mistyped', context: still, error: failedAt('confirmation', 'form_param_value_invalid') },
  ],
}

const named = (first: string, role: 'admin' | 'member') => ({
  ...makeMembership(acme, role),
  id: `orgmem_${first}`,
  public_user_data: makePerson(first),
})
const team: MembersContext = {
  ...membersContext('org_1', true),
  roles,
  members: {
    items: [named('Ada', 'admin'), named('Grace', 'member'), named('Wilhelmina-Constantine', 'member')],
    total: 124,
  },
}
const leaving: MembersContext = {
  ...team,
  chosen: { id: 'orgmem_Grace', userId: 'user_Grace', name: 'Grace Lovelace' },
}

const manyRoles: MembersContext = {
  ...team,
  roles: [
    ...roles,
    makeRole('role_3', 'org:billing', 'Billing'),
    makeRole('role_4', 'org:support', 'Support'),
  ],
  members: {
    items: [named('Ada', 'admin'), { ...named('Grace', 'member'), roles: ['org:member', 'org:billing'] }],
    total: 2,
  },
}

export const membersSeeds: Seeds<MembersState, MembersContext> = {
  loading: [{ name: 'first', context: membersContext('org_1', true), pending: 'ENTER' }],
  list: [
    { name: 'usual', context: team },
    { name: 'saved', context: { ...team, notice: 'role_saved' } },
    { name: 'busy', context: leaving, pending: 'SET_ROLE' },
    { name: 'last', context: team, error: failureOf('organization_minimum_permissions_needed') },
    { name: 'none', context: { ...membersContext('org_1', true), query: 'zuse' } },
    { name: 'several-roles', context: manyRoles },
    { name: 'reading', context: { ...team, canManage: false, roles: [] } },
  ],
  roles: [{ name: 'usual', context: { ...manyRoles, chosen: leaving.chosen } }],
  remove: [{ name: 'usual', context: leaving }],
}

const invited: InvitationsContext = {
  ...invitationsContext('org_1'),
  roles,
  invitations: {
    items: [
      makeInvitation('orginv_1'),
      makeInvitation('orginv_2', 'Acme Inc', 'a.very.long.address.of.somebody@department.example.org'),
    ],
    total: 2,
  },
}

export const invitationsSeeds: Seeds<InvitationsState, InvitationsContext> = {
  loading: [{ name: 'first', context: invitationsContext('org_1'), pending: 'ENTER' }],
  list: [
    { name: 'usual', context: invited },
    { name: 'sent', context: { ...invited, notice: 'sent', sentCount: 2 } },
    {
      name: 'partly',
      context: {
        ...{ ...invited, notice: 'sent', sentCount: 2 },
        refused: [
          { code: 'already_a_member_in_organization', addresses: ['ada@example.com', 'grace@example.com'] },
          { code: 'organization_invitation_not_unique', addresses: ['linus@example.com'] },
        ],
      },
    },
    { name: 'gone', context: invited, error: failureOf('organization_invitation_not_pending') },
    { name: 'none', context: { ...invitationsContext('org_1'), roles } },
  ],
  invite: [
    { name: 'empty', context: invited },
    {
      name: 'pending',
      context: invited,
      error: refusedAddresses('organization_invitation_not_unique', 'linus@example.com'),
    },
  ],
}

export const requestsSeeds: Seeds<RequestsState, RequestsContext> = {
  loading: [{ name: 'first', context: requestsContext('org_1'), pending: 'ENTER' }],
  list: [
    {
      name: 'usual',
      context: {
        ...requestsContext('org_1'),
        requests: { items: [makeRequest('orgmbreq_1', 'Linus')], total: 1 },
      },
    },
    { name: 'none', context: { ...requestsContext('org_1'), notice: 'accepted' } },
  ],
}

const domains: DomainsContext = {
  ...domainsContext('org_1'),
  domains: { items: [makeDomain('example.com', true), makeDomain('example.org', false)], total: 2 },
}
const chosenDomain: DomainsContext = { ...domains, domain: makeDomain('example.org', false) }
const record = {
  status: 'unverified',
  txt_record_name: '_keywright.example.org',
  txt_record_value: 'keywright=4f1c',
}

export const domainsSeeds: Seeds<DomainsState, DomainsContext> = {
  loading: [{ name: 'first', context: domainsContext('org_1'), pending: 'ENTER' }],
  list: [
    { name: 'usual', context: domains },
    { name: 'none', context: domainsContext('org_1') },
  ],
  add: [{ name: 'taken', context: domains, error: failedAt('name', 'organization_domain_already_exists') }],
  address: [{ name: 'empty', context: chosenDomain }],
  code: [{ name: 'wrong', context: chosenDomain, error: failedAt('code', 'form_code_incorrect') }],
  record: [
    {
      name: 'unproven',
      context: {
        ...chosenDomain,
        notice: 'unproven',
        domain: makeDomain('example.org', false, { ownership_verification: record }),
      },
    },
  ],
  mode: [
    {
      name: 'pending',
      context: {
        ...chosenDomain,
        domain: makeDomain('example.org', true, { total_pending_invitations: 3 }),
      },
    },
  ],
  remove: [{ name: 'usual', context: chosenDomain }],
}

const usualMethods: OrganizationPolicy['sign_in_methods']['effective'] = [
  'password',
  'email_code',
  'email_link',
  'ticket',
  'oauth_google',
]

/** As the instance says, but for what is given. */
export const makePolicy = (given: Partial<OrganizationPolicy> = {}): OrganizationPolicy => ({
  ...{ object: 'organization_policy', organization_id: 'org_1' },
  mfa_required: { effective: false, inherited: false, overridden: false },
  sign_in_methods: { effective: usualMethods, inherited: usualMethods, overridden: false },
  session_lifetime_seconds: { effective: 604_800, inherited: 604_800, overridden: false },
  ip_ranges: { effective: null, inherited: null, overridden: false },
  available_second_factors: ['totp'],
  ...given,
})

const inherited: PolicyContext = { ...policyContext('org_1'), policy: makePolicy() }
const stricter: PolicyContext = {
  ...inherited,
  policy: makePolicy({
    mfa_required: { effective: true, inherited: false, overridden: true },
    sign_in_methods: { effective: ['password', 'oauth_google'], inherited: usualMethods, overridden: true },
    session_lifetime_seconds: { effective: 28_800, inherited: 604_800, overridden: true },
    ip_ranges: { effective: ['192.0.2.0/24', '2001:db8::/32'], inherited: null, overridden: true },
  }),
}

export const policySeeds: Seeds<PolicyState, PolicyContext> = {
  loading: [{ name: 'first', context: policyContext('org_1'), pending: 'ENTER' }],
  list: [
    { name: 'inherited', context: inherited },
    { name: 'stricter', context: { ...stricter, rule: 'ip_ranges', notice: 'saved' } },
    {
      name: 'without-factors',
      context: { ...inherited, policy: makePolicy({ available_second_factors: [] }) },
    },
    {
      name: 'locked-out',
      context: { ...inherited, rule: 'mfa_required' },
      error: failedAt('mfa_required', 'organization_policy_excludes_caller'),
    },
    { name: 'offline', context: policyContext('org_1'), error: failureOf('network_error') },
  ],
  edit: [
    {
      name: 'methods',
      context: { ...stricter, rule: 'sign_in_methods' },
      error: failedAt('sign_in_methods', 'form_param_missing'),
    },
    { name: 'lifetime', context: { ...inherited, rule: 'session_lifetime_seconds' } },
    {
      name: 'networks',
      context: { ...stricter, rule: 'ip_ranges' },
      error: failedAt('ip_ranges', 'form_param_value_invalid'),
    },
  ],
}

/** What keeps somebody out of an organization. */
export const unmetSeeds: Record<'unmet', readonly [Seed<UnmetRule[]>, ...Seed<UnmetRule[]>[]]> = {
  unmet: [
    {
      name: 'all',
      context: [
        { rule: 'mfa_required' },
        { rule: 'sign_in_method', sign_in_methods: ['password', 'oauth_google'] },
        { rule: 'session_too_old', session_lifetime_seconds: 28_800 },
        { rule: 'ip_not_allowed' },
      ],
    },
    { name: 'network', context: [{ rule: 'ip_not_allowed' }] },
    { name: 'unknown', context: [] },
  ],
}

/** Named after what they are for: a list, or the task of a session. */
export const chooseSeeds: Seeds<ChooseState, ChooseContext> = {
  list: [
    { name: 'list', context: chooseContext },
    { name: 'list-offers', context: chooseContext },
    { name: 'list-busy', context: { ...chooseContext, chosen: { organization: beta } }, pending: 'SELECT' },
    { name: 'task', context: chooseContext },
    { name: 'task-offers', context: chooseContext, error: failureOf('network_error') },
    { name: 'task-nothing', context: chooseContext },
  ],
  creating: [{ name: 'list', context: chooseContext }],
  done: [{ name: 'task', context: { ...chooseContext, chosen: { organization: acme } } }],
}

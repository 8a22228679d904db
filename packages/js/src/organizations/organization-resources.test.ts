import * as contract from '@keywright/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import type { UserResource } from '../resources/user.ts'
import { errorAnswer, type SentCall } from '../testing/fake-server.ts'
import { fakeMembership } from '../testing/fake-wire.ts'
import { createWorld, type OpenApp, type World } from '../testing/open-app.ts'

let world: World
let app: OpenApp
let user: UserResource
beforeEach(async () => {
  world = createWorld()
  world.server.signIn('sess_1')
  world.server.signIn('sess_2')
  world.server.join('acme')
  app = await world.open()
  world.server.calls.length = 0
  // Of the session that is not the active one: calls speak for the session of their user.
  user = app.keywright.client?.sessions[0]?.user as UserResource
})

const routes = (Object.values(contract) as Partial<contract.AnyRoute>[]).filter(
  (value): value is contract.AnyRoute => value.audience === 'frontend',
)

/** The operation that a call is, by the contract. */
function routeOf({ method, path }: SentCall): contract.AnyRoute {
  const parts = path.split('/')
  const found = routes.filter((route) => {
    const wanted = route.path.split('/')
    const fits =
      wanted.length === parts.length && wanted.every((one, at) => /^{/.test(one) || one === parts[at])
    return fits && route.method === method.toLowerCase()
  })
  const exact = found.find((route) => !/{[^/]+}$/.test(route.path)) ?? found[0]
  if (!exact) throw new Error(`no operation: ${method} ${path}`)
  return exact
}

function valuesOf(params: URLSearchParams, isOurs: (name: string) => boolean): Record<string, unknown> {
  const names = [...new Set(params.keys())].filter((name) => !isOurs(name))
  return Object.fromEntries(
    names.map((name) => [name, params.getAll(name).length > 1 ? params.getAll(name) : params.get(name)]),
  )
}

/** Answers everything with this, and tells what was sent: the operation, its path, and what went along. */
function answerWith(response: unknown) {
  const { server } = world
  server.intercept(() => Response.json({ response, client: server.client() }))
  return () =>
    server.calls.map((call) => {
      const route = routeOf(call)
      const query = valuesOf(call.query, (name) => /^_(publishable|method|clerk)/.test(name))
      const form = valuesOf(call.form, () => false)
      route.query.parse(query)
      if (route.bodyKind === 'form') route.body.parse(form)
      expect(call.query.get('_clerk_session_id')).toBe('sess_1')
      return [route.operationId, call.path, { ...query, ...form }]
    })
}

const wire = fakeMembership('acme')
const page = (...data: object[]) => ({ data, total_count: 31 })
const organizationOf = () => user.organizationMemberships[0]?.organization ?? expect.fail()
const firstPage = { limit: '10', offset: '0' }
const own = '/v1/organizations/org_acme'

const invitation = {
  ...{ object: 'organization_invitation', id: 'orginv_1', organization_id: 'org_acme', status: 'pending' },
  ...{ email_address: 'b@example.com', role: 'org:member', roles: ['org:member'], expires_at: 2_000 },
}
const request = {
  ...{ object: 'organization_membership_request', id: 'orgmbreq_1', organization_id: 'org_acme' },
  status: 'pending',
}
const domain = {
  ...{ object: 'organization_domain', id: 'orgdmn_1', organization_id: 'org_acme', name: 'acme.com' },
  verification: { status: 'unverified', expires_at: 2_000 },
}
const suggestion = { object: 'organization_suggestion', id: 'orgsug_1', status: 'pending' }

it('the memberships that tests are written with are those of the contract', () => {
  contract.ClientOrganizationMembershipResource.parse(wire)
})

describe('an organization', () => {
  it('is renamed, read again and deleted; what changed is there', async () => {
    const organization = organizationOf()
    const sent = answerWith({ ...wire.organization, name: 'New', slug: null })
    expect(await organization.update({ name: 'New', slug: null })).toBe(organization)
    expect(organization).toMatchObject({ name: 'New', slug: null, createdAt: new Date(1_000) })
    await organization.reload()
    await organization.destroy()
    expect(sent()).toEqual([
      ['updateOrganization', own, { name: 'New', slug: '' }],
      ['getOrganization', own, {}],
      ['deleteOrganization', own, {}],
    ])
  })

  it('gets a logo, and loses it', async () => {
    const organization = organizationOf()
    const sent = answerWith({ ...wire.organization, has_image: true, deleted: true })
    await organization.setLogo({ file: new Blob(['x']) })
    await organization.setLogo({ file: null })
    expect(organization.hasImage).toBe(true)
    expect('deleted' in organization).toBe(false)
    expect(sent().map(([operation]) => operation)).toEqual([
      'updateOrganizationLogo',
      'deleteOrganizationLogo',
    ])
  })

  it('lists its members by page, role and words', async () => {
    const sent = answerWith(page(wire))
    const { data, total_count } = await organizationOf().getMemberships({
      ...{ role: ['org:admin', 'org:member'], query: 'ada, b', initialPage: 3, pageSize: 20 },
    })
    expect([data[0]?.organization.slug, data[0]?.publicUserData.firstName, total_count]).toEqual([
      ...['acme', 'Ada', 31],
    ])
    const asked = {
      paginated: 'true',
      role: ['org:admin', 'org:member'],
      query: 'ada, b',
      limit: '20',
      offset: '40',
    }
    expect(sent()).toEqual([['ListOrganizationMemberships', `${own}/memberships`, asked]])
  })

  it('takes members in, gives them other roles, and lets them go', async () => {
    const sent = answerWith({ ...wire, role: 'org:admin', roles: ['org:admin', 'org:billing'] })
    const organization = organizationOf()
    const member = await organization.addMember({ userId: 'user_2', role: 'org:member' })
    await organization.updateMember({ userId: 'user_2', roles: ['org:admin', 'org:billing'] })
    await organization.removeMember('user_2')
    expect(await member.update({ role: 'org:admin' })).toBe(member)
    expect(member.roles).toEqual(['org:admin', 'org:billing'])
    await member.destroy()
    expect(sent()).toEqual([
      ['CreateOrganizationMembership', `${own}/memberships`, { user_id: 'user_2', role: 'org:member' }],
      ['UpdateOrganizationMembership', `${own}/memberships/user_2`, { roles: ['org:admin', 'org:billing'] }],
      ['removeOrganizationMember', `${own}/memberships/user_2`, {}],
      ['UpdateOrganizationMembership', `${own}/memberships/user_1`, { role: 'org:admin' }],
      ['removeOrganizationMember', `${own}/memberships/user_1`, {}],
    ])
  })

  it('invites one, and takes that back', async () => {
    const sent = answerWith(invitation)
    const invited = await organizationOf().inviteMember({ emailAddress: 'b@example.com', role: 'org:member' })
    expect(invited.expiresAt).toEqual(new Date(2_000))
    await invited.resend()
    expect(await invited.revoke()).toBe(invited)
    expect(sent()).toEqual([
      [
        ...['createOrganizationInvitations', `${own}/invitations`],
        { email_address: 'b@example.com', role: 'org:member' },
      ],
      ['resendOrganizationInvitation', `${own}/invitations/orginv_1/resend`, {}],
      ['revokePendingOrganizationInvitation', `${own}/invitations/orginv_1/revoke`, {}],
    ])
  })

  it('invites many at once, and lists whom it has invited', async () => {
    const organization = organizationOf()
    const sent = answerWith([invitation, { ...invitation, id: 'orginv_2' }])
    const emailAddresses = ['b@example.com', 'c@example.com']
    const invited = await organization.inviteMembers({ emailAddresses, role: 'org:member' })
    expect(invited.map(({ id }) => id)).toEqual(['orginv_1', 'orginv_2'])
    expect(sent()).toEqual([
      [
        ...['bulkCreateOrganizationInvitations', `${own}/invitations/bulk`],
        { email_address: emailAddresses, role: 'org:member' },
      ],
    ])
    world.server.calls.length = 0
    const listed = answerWith(page(invitation))
    await organization.getInvitations({ status: ['pending', 'expired'] })
    expect(listed()).toEqual([
      ['getOrganizationInvitations', `${own}/invitations`, { status: ['pending', 'expired'], ...firstPage }],
    ])
  })

  it('asks more of sessions than its instance, and less again', async () => {
    const rule = (effective: unknown, inherited: unknown) => ({ effective, inherited, overridden: true })
    const policy = {
      ...{ object: 'organization_policy', organization_id: 'org_acme', available_second_factors: [] },
      ...{ mfa_required: rule(true, false), sign_in_methods: rule(['password'], ['password', 'ticket']) },
      ...{ session_lifetime_seconds: rule(3600, 7200), ip_ranges: rule(['10.0.0.0/8'], null) },
    }
    contract.OrganizationPolicyResource.parse(policy)
    const organization = organizationOf()
    const sent = answerWith(policy)
    expect(await organization.getPolicy()).toMatchObject({
      signInMethods: { effective: ['password'], inherited: ['password', 'ticket'], overridden: true },
      ...{ ipRanges: { effective: ['10.0.0.0/8'], inherited: null }, organizationId: 'org_acme' },
    })
    const ipRanges = ['10.0.0.0/8', '2001:db8::/32']
    await organization.updatePolicy({ signInMethods: ['password'], sessionLifetimeSeconds: 3600, ipRanges })
    await organization.updatePolicy({ mfaRequired: null, signInMethods: null, ipRanges: [] })
    await expect(organization.updatePolicy({ signInMethods: [] })).rejects.toThrow('name a sign-in method')
    expect(sent()).toEqual([
      ['getOrganizationPolicy', `${own}/policy`, {}],
      [
        ...['updateOrganizationPolicy', `${own}/policy`],
        { sign_in_methods: 'password', session_lifetime_seconds: '3600', ip_ranges: ipRanges },
      ],
      [
        ...['updateOrganizationPolicy', `${own}/policy`],
        { mfa_required: '', sign_in_methods: '', ip_ranges: '' },
      ],
    ])
  })

  it('decides on who asks to join', async () => {
    const sent = answerWith({ ...request, ...page(request) })
    const { data } = await organizationOf().getMembershipRequests({ status: 'pending' })
    await data[0]?.accept()
    await data[0]?.reject()
    expect(sent()).toEqual([
      [
        'listOrganizationMembershipRequests',
        `${own}/membership_requests`,
        { status: 'pending', ...firstPage },
      ],
      ['acceptOrganizationMembershipRequest', `${own}/membership_requests/orgmbreq_1/accept`, {}],
      ['rejectOrganizationMembershipRequest', `${own}/membership_requests/orgmbreq_1/reject`, {}],
    ])
  })

  it('knows its roles, and whether they are being changed', async () => {
    const sent = answerWith({ ...page({ key: 'org:admin', permissions: [] }), has_role_set_migration: true })
    const roles = await organizationOf().getRoles({ pageSize: 100 })
    expect(roles).toMatchObject({ data: [{ key: 'org:admin' }], has_role_set_migration: true })
    expect(sent()).toEqual([['ListOrganizationRoles', `${own}/roles`, { limit: '100', offset: '0' }]])
  })

  it('adds a domain, proves it in either way, and says how its people come in', async () => {
    const sent = answerWith(domain)
    const organization = organizationOf()
    const added = await organization.createDomain('acme.com')
    expect(added.verification?.expiresAt).toEqual(new Date(2_000))
    await added.prepareAffiliationVerification({ affiliationEmailAddress: 'a@acme.com' })
    await added.attemptAffiliationVerification({ code: '424242' })
    await added.prepareOwnershipVerification()
    await added.attemptOwnershipVerification()
    await added.updateEnrollmentMode({ enrollmentMode: 'automatic_invitation', deletePending: true })
    await (await organization.getDomain({ domainId: 'orgdmn_1' })).delete()
    await added.reload()
    const at = `${own}/domains/orgdmn_1`
    expect(sent()).toEqual([
      ['CreateOrganizationDomain', `${own}/domains`, { name: 'acme.com' }],
      [
        ...['prepareOrganizationDomainVerification', `${at}/prepare_affiliation_verification`],
        { affiliation_email_address: 'a@acme.com' },
      ],
      [
        ...['attemptOrganizationDomainVerification', `${at}/attempt_affiliation_verification`],
        { code: '424242' },
      ],
      ['prepareOrganizationDomainOwnershipVerification', `${at}/prepare_ownership_verification`, {}],
      ['attemptOrganizationDomainOwnershipVerification', `${at}/attempt_ownership_verification`, {}],
      [
        ...['UpdateOrganizationDomainEnrollmentMode', `${at}/update_enrollment_mode`],
        { enrollment_mode: 'automatic_invitation', delete_pending: 'true' },
      ],
      ['GetOrganizationDomain', at, {}],
      ['deleteOrganizationDomain', at, {}],
      ['GetOrganizationDomain', at, {}],
    ])
  })
})

describe('a user', () => {
  it('lists where they are members, and leaves', async () => {
    const sent = answerWith(page(wire))
    const { data } = await user.getOrganizationMemberships({ pageSize: 2, initialPage: 2 })
    expect(data[0]?.organization.getMemberships).toBeTypeOf('function')
    await user.leaveOrganization('org_acme')
    const path = '/v1/me/organization_memberships'
    expect(sent()).toEqual([
      ['getOrganizationMemberships', path, { paginated: 'true', limit: '2', offset: '2' }],
      ['deleteOrganizationMemberships', `${path}/org_acme`, {}],
    ])
  })

  it('accepts an invitation, and asks to join what is suggested', async () => {
    const sent = answerWith({ ...invitation, ...page(invitation) })
    const invitations = await user.getOrganizationInvitations({ status: ['pending'] })
    expect(await invitations.data[0]?.accept()).toBe(invitations.data[0])
    const listed = answerWith({ ...suggestion, ...page(suggestion) })
    const suggestions = await user.getOrganizationSuggestions({ status: ['pending', 'accepted'] })
    await suggestions.data[0]?.accept()
    expect(sent()).toEqual(listed())
    const [invited, suggested] = ['/v1/me/organization_invitations', '/v1/me/organization_suggestions']
    expect(listed()).toEqual([
      ['getUsersOrganizationInvitations', invited, { status: 'pending', ...firstPage }],
      ['acceptOrganizationInvitation', `${invited}/orginv_1/accept`, {}],
      ['getOrganizationSuggestions', suggested, { status: ['pending', 'accepted'], ...firstPage }],
      ['acceptOrganizationSuggestion', `${suggested}/orgsug_1/accept`, {}],
    ])
  })

  it('is told what the form of a new organization begins with', async () => {
    const form = { name: 'Acme', slug: 'acme', logo: null, blur_hash: null }
    const sent = answerWith({ form, advisory: null })
    expect(await user.getOrganizationCreationDefaults()).toMatchObject({ form: { name: 'Acme' } })
    expect(sent()).toEqual([['getOrganizationCreationDefaults', '/v1/me/organization_creation_defaults', {}]])
  })
})

describe('the client', () => {
  it('makes and reads organizations', async () => {
    const { keywright } = app
    world.server.intercept(() =>
      Response.json({ response: wire.organization, client: world.server.client() }),
    )
    expect((await keywright.createOrganization({ name: 'Acme' })).slug).toBe('acme')
    expect((await keywright.getOrganization('org_acme')).update).toBeTypeOf('function')
    expect(
      world.server.calls.map((call) => [routeOf(call).operationId, Object.fromEntries(call.form)]),
    ).toEqual([
      ['createOrganization', { name: 'Acme' }],
      ['getOrganization', {}],
    ])
  })

  it('says why an organization could not be made', async () => {
    world.server.intercept(() => errorAnswer(403, 'user_create_organization_not_enabled'))
    await expect(app.keywright.createOrganization({ name: 'Acme' })).rejects.toMatchObject({
      code: 'user_create_organization_not_enabled',
    })
  })

  it('calls nothing else for an id that is a path', async () => {
    for (const id of ['../me', 'org_1/logo?_method=DELETE', 'org_1#x'])
      await expect(app.keywright.getOrganization(id)).rejects.toThrow(TypeError)
    expect(world.server.calls).toEqual([])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, linkSentTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { type BrowserAnswer, createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { Invitation, NewInvitation } from './index.ts'

let app: TestApp
let organization: Organization
let emailAddress: string
let browser: TestBrowser

const settings = {
  email_address: { enabled: true, required: true },
  password: { enabled: true, required: false },
} as const

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  await app.services.settings.patch(app.scope, settings)
  organization = (await createOrganization(app)).organization
  emailAddress = newEmail('invited')
  browser = createTestBrowser(app)
})

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'
const codeOf = (answer: BrowserAnswer) => answer.body.errors?.[0]?.code
const signIn = (ticket: string, by = browser) => by.post(signIns, { strategy: 'ticket', ticket })
const signUp = (ticket: string, form: object = {}, by = browser) =>
  by.post(signUps, { strategy: 'ticket', ticket, ...form })
const memberOf = (userId: string) =>
  app.services.memberships.find(app.instance, { organizationId: organization.id, userId })
const revoke = ({ id }: Invitation) =>
  app.services.invitations.revoke(app.scope, { organizationId: organization.id, id })

/** Invites the address, and returns the invitation with the ticket of its mail. */
async function sendTicket(input: Partial<NewInvitation> = {}) {
  const invitation = await invite(app, organization, { emailAddress, ...input })
  const link = await linkSentTo(app, emailAddress)
  const ticket = new URL(link, app.publicUrl).searchParams.get('ticket') ?? ''
  return { invitation, link, ticket }
}
async function statusOf({ id }: Invitation) {
  const parts = await app.services.invitations.get(app.scope, { organizationId: organization.id, id })
  return parts.invitation.status
}
/** Where the link of a mail leads to. */
async function open(link: string, by = createTestBrowser(app, { origin: '' })) {
  const answer = await by.get(link)
  const target = new URL(answer.headers.get('location') ?? 'http://nowhere')
  return {
    answer,
    page: target.origin + target.pathname,
    query: Object.fromEntries(target.searchParams),
  }
}

describe('the link of an invitation', () => {
  it('leads a stranger to the page that signs up, and uses nothing up', async () => {
    const { link, ticket, invitation } = await sendTicket()
    for (let visit = 0; visit < 2; visit += 1) {
      const { page, query } = await open(link)
      expect(page).toBe('http://localhost:3900/sign-up')
      expect(query).toEqual({ __clerk_ticket: ticket, __clerk_status: 'sign_up' })
    }
    expect(await statusOf(invitation)).toBe('pending')
  })

  it('leads whoever has an account to the page that signs in, or where the invitation says', async () => {
    await createUser(app, { emailAddress })
    const { link, ticket, invitation } = await sendTicket()
    expect(await open(link)).toMatchObject({
      page: 'http://localhost:3900/sign-in',
      query: { __clerk_ticket: ticket, __clerk_status: 'sign_in' },
    })
    await revoke(invitation)
    const custom = await sendTicket({ redirectUrl: 'https://app.example.com/welcome?from=mail' })
    expect(await open(custom.link)).toMatchObject({
      page: 'https://app.example.com/welcome',
      query: { from: 'mail', __clerk_ticket: custom.ticket, __clerk_status: 'sign_in' },
    })
  })

  it('makes whoever is signed in there a member at once', async () => {
    const user = await createUser(app, { emailAddress })
    const { link, invitation } = await sendTicket({ redirectUrl: 'https://app.example.com/welcome' })
    const own = createTestBrowser(app, { origin: '' })
    await own.signIn(user)
    expect(await open(link, own)).toMatchObject({
      page: 'https://app.example.com/welcome',
      query: { __clerk_status: 'complete' },
    })
    expect(await statusOf(invitation)).toBe('accepted')
    expect(await memberOf(user.id)).toBeDefined()
  })

  it('makes nobody a member who is signed in as somebody else', async () => {
    await createUser(app, { emailAddress })
    const { link, invitation } = await sendTicket()
    const stranger = await createUser(app)
    const other = createTestBrowser(app, { origin: '' })
    await other.signIn(stranger)
    expect((await open(link, other)).query).toMatchObject({ __clerk_status: 'sign_in' })
    expect(await statusOf(invitation)).toBe('pending')
    expect(await memberOf(stranger.id)).toBeUndefined()
  })

  it('leads to a page that says what is wrong with it, unless nobody here made it', async () => {
    const { link, ticket, invitation } = await sendTicket({ redirectUrl: 'https://app.example.com/' })
    await revoke(invitation)
    expect(await open(link)).toMatchObject({
      page: 'http://localhost:3900/sign-in',
      query: { __clerk_ticket: ticket, __clerk_status: 'sign_in' },
    })
    const { answer } = await open(`${link}x`)
    expect(fault(answer)).toEqual([400, 'ticket_invalid_code'])
  })
})

describe('signing in with the ticket of an invitation', () => {
  it('makes the user a member, and begins in the organization', async () => {
    const user = await createUser(app, { emailAddress })
    const { ticket, invitation } = await sendTicket({ roles: ['org:admin'] })
    const { status, body } = await signIn(ticket)
    expect([status, body.response.status]).toEqual([200, 'complete'])
    const [session] = body.client.sessions
    expect(session).toMatchObject({
      last_active_organization_id: organization.id,
      user: { id: user.id, organization_memberships: [{ role: 'org:admin' }] },
    })
    expect(await statusOf(invitation)).toBe('accepted')
  })

  it('makes one session of one ticket, whichever browsers show it', async () => {
    const user = await createUser(app, { emailAddress })
    const { ticket } = await sendTicket()
    const answers = await Promise.all([1, 2, 3, 4].map(() => signIn(ticket, createTestBrowser(app))))
    expect(answers.map((answer) => fault(answer).join()).toSorted()).toEqual([
      '200,',
      ...Array(3).fill('400,organization_invitation_already_accepted'),
    ])
    const sessions = await app.services.sessions.listSignedInOfUser(app.scope, user.id)
    expect(sessions).toHaveLength(1)
  })

  it('is either done or taken back', async () => {
    for (let round = 0; round < 4; round++) {
      emailAddress = newEmail('contested')
      const user = await createUser(app, { emailAddress })
      const { ticket, invitation } = await sendTicket()
      const [answer, revoked] = await Promise.all([
        signIn(ticket, createTestBrowser(app)),
        revoke(invitation).then(
          () => true,
          () => false,
        ),
      ])
      const isMember = (await memberOf(user.id)) !== undefined
      expect([answer.status === 200, revoked]).toEqual([isMember, !isMember])
      const sessions = await app.services.sessions.listSignedInOfUser(app.scope, user.id)
      expect(sessions).toHaveLength(isMember ? 1 : 0)
    }
  })

  it('is used up by whoever became a member in another way meanwhile', async () => {
    const user = await createUser(app, { emailAddress })
    const { ticket, invitation } = await sendTicket()
    await addMember(app, organization, { user })
    expect(codeOf(await signIn(ticket))).toBe('organization_invitation_already_accepted')
    expect(await statusOf(invitation)).toBe('accepted')
  })

  it('signs in a member who proves its address only with it', async () => {
    const emails = [{ emailAddress: newEmail('own') }, { emailAddress, reserved: true }]
    const user = await createUser(app, { emails })
    const { ticket, invitation } = await sendTicket()
    await addMember(app, organization, { user })
    expect(await statusOf(invitation)).toBe('pending')
    expect((await signIn(ticket)).body.response.status).toBe('complete')
    expect(await statusOf(invitation)).toBe('accepted')
  })

  it('lets nobody in who may not sign in, and leaves the invitation to them', async () => {
    const user = await createUser(app, { emailAddress })
    const { ticket, invitation } = await sendTicket()
    await app.services.users.ban(app.scope, user.id)
    expect(codeOf(await signIn(ticket))).toBe('user_banned')
    expect(await statusOf(invitation)).toBe('pending')
    expect(await memberOf(user.id)).toBeUndefined()
  })

  it('needs a place in the organization', async () => {
    await createUser(app, { emailAddress })
    const { ticket } = await sendTicket()
    await app.services.organizations.update(app.scope, organization.id, { maxAllowedMemberships: 1 })
    expect(fault(await signIn(ticket))).toEqual([403, 'organization_membership_quota_exceeded'])
  })

  it('needs an account', async () => {
    const { ticket } = await sendTicket()
    const answer = await signIn(ticket)
    expect(fault(answer)).toEqual([400, 'organization_invitation_identification_not_exist'])
  })

  // The attack: make an account with an address that will be invited, with a password and no proof, and wait to share it.
  it('takes an account that its maker never proved from its maker', async () => {
    const maker = await createUser(app, {
      emails: [{ emailAddress, reserved: true }],
      password: { password: testPassword },
    })
    const planted = createTestBrowser(app)
    await planted.signIn(maker)
    const { ticket } = await sendTicket()
    expect((await signIn(ticket)).body.response.status).toBe('complete')
    expect(await memberOf(maker.id)).toBeDefined()
    const user = await app.services.users.get(app.scope, maker.id)
    expect([user.passwordUpdatedAt, user.emailAddresses[0]?.verification?.status]).toEqual([null, 'verified'])
    const { body } = await planted.get('/v1/client')
    expect(body.response?.sessions ?? []).toEqual([])
  })
})

describe('signing up with the ticket of an invitation', () => {
  it('needs no proof of the address, and begins in the organization', async () => {
    const { ticket, invitation } = await sendTicket()
    const { status, body } = await signUp(ticket, { first_name: 'Ada' })
    expect([status, body.response]).toMatchObject([
      200,
      { status: 'complete', email_address: emailAddress, created_user_id: expect.any(String) },
    ])
    expect(body.response.verifications.email_address).toMatchObject({
      status: 'verified',
      strategy: 'ticket',
    })
    const [session] = body.client.sessions
    expect(session).toMatchObject({
      last_active_organization_id: organization.id,
      user: { first_name: 'Ada', organization_memberships: [{ role: 'org:member' }] },
    })
    expect(session.user.email_addresses).toMatchObject([
      { email_address: emailAddress, verification: { status: 'verified', strategy: 'ticket' } },
    ])
    expect(await statusOf(invitation)).toBe('accepted')
    expect(await mailsTo(app, emailAddress)).toHaveLength(1)
  })

  it('asks for what is missing first, and joins with the end', async () => {
    await app.services.settings.patch(app.scope, { password: { enabled: true, required: true } })
    const { ticket, invitation } = await sendTicket()
    const { body } = await signUp(ticket)
    expect(body.response).toMatchObject({
      status: 'missing_requirements',
      missing_fields: ['password'],
      unverified_fields: [],
    })
    expect(await statusOf(invitation)).toBe('pending')
    const path = `${signUps}/${body.response.id}`
    const done = await browser.tunnel('PATCH', path, { password: testPassword })
    expect(done.body.response.status).toBe('complete')
    expect(await memberOf(done.body.response.created_user_id)).toBeDefined()
  })

  it('does not join what took the invitation back meanwhile', async () => {
    await app.services.settings.patch(app.scope, { password: { enabled: true, required: true } })
    const { ticket, invitation } = await sendTicket()
    const { id } = (await signUp(ticket)).body.response
    await revoke(invitation)
    const done = await browser.tunnel('PATCH', `${signUps}/${id}`, { password: testPassword })
    expect(codeOf(done)).toBe('organization_invitation_revoked_code')
    expect(await app.services.users.findByIdentifier(app.scope, emailAddress)).toBeUndefined()
  })

  it('makes one account of one ticket, whichever browsers show it', async () => {
    const { ticket } = await sendTicket()
    const answers = await Promise.all([1, 2, 3].map(() => signUp(ticket, {}, createTestBrowser(app))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const answer of answers) expect(answer.status).toBeLessThan(500)
    const { membersCount } = await app.services.organizations.get(app.scope, organization.id)
    expect(membersCount).toBe(2)
  })

  it('is for those without an account', async () => {
    await createUser(app, { emailAddress })
    const { ticket } = await sendTicket()
    const answer = await signUp(ticket)
    expect(fault(answer)).toEqual([400, 'organization_invitation_identification_already_exists'])
  })

  it('is open to the invited where sign-up is closed, with the invited address only', async () => {
    await app.services.settings.patch(app.scope, {
      sign_up: { mode: 'restricted' },
      password: { enabled: true, required: true },
    })
    expect(codeOf(await browser.post(signUps, { email_address: newEmail() }))).toBe('sign_up_mode_restricted')
    const { ticket } = await sendTicket()
    const { id } = (await signUp(ticket)).body.response
    const path = `${signUps}/${id}`
    // The attack: come in by an invitation, and leave its address behind.
    const other = await browser.tunnel('PATCH', path, { email_address: newEmail() })
    expect(codeOf(other)).toBe('sign_up_mode_restricted')
    const done = await browser.tunnel('PATCH', path, { password: testPassword })
    expect(done.body.response).toMatchObject({ status: 'complete', email_address: emailAddress })
    await app.services.settings.patch(app.scope, { sign_up: { mode: 'public' } })
  })

  it('joins nobody who signs up with another address in the end', async () => {
    await app.services.settings.patch(app.scope, { password: { enabled: true, required: true } })
    const { ticket, invitation } = await sendTicket()
    const { id } = (await signUp(ticket)).body.response
    const other = newEmail('another')
    const path = `${signUps}/${id}`
    await browser.tunnel('PATCH', path, { email_address: other, password: testPassword })
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' })
    const form = { strategy: 'email_code', code: await codeSentTo(app, other) }
    const done = await browser.post(`${path}/attempt_verification`, form)
    expect(done.body.response.status).toBe('complete')
    expect(await memberOf(done.body.response.created_user_id)).toBeUndefined()
    expect(await statusOf(invitation)).toBe('pending')
  })

  it('ignores another address beside the ticket', async () => {
    const { ticket } = await sendTicket()
    const { body } = await signUp(ticket, { email_address: newEmail('mine') })
    expect(body.response).toMatchObject({ status: 'complete', email_address: emailAddress })
  })
})

describe('a ticket that opens nothing', () => {
  const everywhere = async (ticket: string) => [codeOf(await signIn(ticket)), codeOf(await signUp(ticket))]
  const bothTimes = (code: string) => [code, code]

  it('is told apart by what became of it', async () => {
    const revoked = await sendTicket()
    await revoke(revoked.invitation)
    expect(await everywhere(revoked.ticket)).toEqual(bothTimes('organization_invitation_revoked_code'))
    const late = await sendTicket({ expiresInDays: 1 })
    app.clock.advance(86_400_000)
    expect(await everywhere(late.ticket)).toEqual(bothTimes('ticket_expired_code'))
    const used = await sendTicket()
    await createUser(app, { emailAddress })
    await signIn(used.ticket)
    const twice = bothTimes('organization_invitation_already_accepted')
    browser = createTestBrowser(app)
    expect(await everywhere(used.ticket)).toEqual(twice)
    emailAddress = newEmail('lost')
    const lost = await sendTicket()
    await app.services.organizations.delete(app.scope, organization.id)
    expect(await everywhere(lost.ticket)).toEqual(
      bothTimes('organization_invitation_to_deleted_organization'),
    )
  })

  // The attack: members know the ids of invitations. None of that, and nothing from elsewhere, makes a ticket.
  it('is any that was not signed here for this invitation', async () => {
    const { ticket, invitation } = await sendTicket()
    const [, secret = ''] = ticket.split('.')
    const other = await invite(app, organization)
    const changed = `${secret[0] === 'A' ? 'B' : 'A'}${secret.slice(1)}`
    const forged = [
      `${invitation.id}.`,
      `${invitation.id}`,
      `${invitation.id}.${changed}`,
      `${invitation.id}.${secret.slice(0, 42)}`,
      `${other.id}.${secret}`,
      `.${secret}`,
    ]
    for (const one of forged) expect(await everywhere(one)).toEqual(bothTimes('ticket_invalid_code'))
    expect(await statusOf(invitation)).toBe('pending')
  })

  it('is one of another instance', async () => {
    const { ticket } = await sendTicket()
    const { instance } = await app.otherInstance('tickets-elsewhere')
    await enableOrganizations({ ...app, scope: { ...app.scope, instance } })
    const elsewhere = createTestBrowser(app, { instance })
    expect(codeOf(await signIn(ticket, elsewhere))).toBe('ticket_invalid_code')
    expect(codeOf(await signUp(ticket, {}, elsewhere))).toBe('ticket_invalid_code')
  })

  it('is any where organizations are switched off', async () => {
    const { ticket } = await sendTicket()
    await enableOrganizations(app, { enabled: false })
    expect(await everywhere(ticket)).toEqual(bothTimes('organization_not_enabled_in_instance'))
  })
})

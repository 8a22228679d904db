import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { lastMailTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import {
  type BrowserAnswer,
  type BrowserRequest,
  browserOf,
  createTestBrowser,
  type TestBrowser,
} from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let organization: Organization
let admin: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  const made = await createOrganization(app)
  organization = made.organization
  admin = made.admin
  browser = await browserOf(app, admin)
})

const place = (path = '') => `/v1/organizations/${organization.id}/invitations${path}`
const post = (path: string, form?: BrowserRequest['form'], by = browser) => by.post(place(path), form)

describe('an invitation by a member', () => {
  it('names them, and tells the browser nothing that would accept it', async () => {
    const emailAddress = newEmail('invited')
    const { status, body } = await post('', { email_address: emailAddress, role: 'org:member' })
    expect([status, body.response]).toMatchObject([
      200,
      {
        object: 'organization_invitation',
        email_address: emailAddress,
        role: 'org:member',
        status: 'pending',
        url: null,
        inviter_id: admin.id,
        public_inviter_data: { user_id: admin.id },
        public_organization_data: { id: organization.id, name: organization.name, has_image: false },
      },
    ])
    expect(body.response).not.toHaveProperty('private_metadata')
    const [, ticket = 'none'] = /ticket=(\S+)/.exec((await lastMailTo(app, emailAddress)).text) ?? []
    expect(JSON.stringify(body)).not.toContain(ticket.slice(-43))
  })

  it('is several where several addresses are given, and none where one cannot be', async () => {
    const [first, second] = [newEmail('one'), newEmail('two')]
    const form: [name: string, value: string][] = [
      ['email_address', first],
      ['email_address', second],
      ['roles', 'org:admin'],
      ['roles', 'org:member'],
    ]
    const { status, body } = await post('/bulk', form)
    expect([status, body.response]).toMatchObject([
      200,
      [first, second].map((email_address) => ({ email_address, roles: ['org:admin', 'org:member'] })),
    ])
    const third = newEmail('three')
    const again = await post('/bulk', [...form, ['email_address', third]])
    expect(fault(again)).toEqual([400, 'organization_invitation_not_unique'])
    expect(again.body.errors[0].meta.email_addresses.toSorted()).toEqual([first, second].toSorted())
    expect(await mailsTo(app, third)).toEqual([])
    const single = await post('/bulk', { email_address: third, role: 'org:member', notify: 'false' })
    expect(single.body.response).toMatchObject([{ email_address: third }])
    expect(await mailsTo(app, third)).toEqual([])
  })

  // The attack: learn from the answer which addresses have accounts.
  it('says the same of an address with an account as of one without', async () => {
    const known = newEmail('same')
    await createUser(app, { emailAddress: known })
    const answers = []
    for (const emailAddress of [known, newEmail('same')]) {
      const { status, body } = await post('', { email_address: emailAddress, role: 'org:member' })
      const { id, email_address, ...rest } = body.response
      answers.push([status, rest])
    }
    expect(answers[0]).toEqual(answers[1])
  })

  // The attack: an organization whose name is a page, and mail in our name that shows it.
  it('shows no markup of any name in its mail', async () => {
    const evil = '<img src=x onerror=alert(1)>"&'
    await app.services.organizations.update(app.scope, organization.id, { name: evil })
    await app.services.users.update(app.scope, admin.id, {
      profile: { firstName: '<b>Ada</b>', lastName: 'https://evil.example' },
    })
    const emailAddress = newEmail('html')
    await post('', { email_address: emailAddress, role: 'org:member' })
    const mail = await lastMailTo(app, emailAddress)
    expect(mail.html).not.toMatch(/<img|<b>/)
    expect(mail.html).toContain('&lt;img')
    expect(mail.subject + mail.text + mail.html).not.toContain('evil.example')
    const [own] = admin.emailAddresses
    expect(mail.subject).toMatch(new RegExp(`^${own?.emailAddress} invited you`))
  })

  // The attack: mail somebody again and again in this server's name.
  it('is not sent to one address without end', async () => {
    const limited = await createTestApp({ environment: { KEYWRIGHT_RATE_LIMITS: 'true' } })
    await enableOrganizations(limited)
    const made = await createOrganization(limited)
    const by = createTestBrowser(limited)
    await by.signIn(made.admin)
    const base = `/v1/organizations/${made.organization.id}/invitations`
    const form = { email_address: newEmail('victim'), role: 'org:member' }
    const answers: BrowserAnswer[] = []
    for (let turn = 0; turn < 6; turn++) {
      const created = await by.post(base, form)
      answers.push(created, await by.post(`${base}/${created.body.response?.id}/resend`))
      await by.post(`${base}/${created.body.response?.id}/revoke`)
    }
    expect(await mailsTo(limited, form.email_address)).toHaveLength(10)
    expect(fault(await by.post(base, form))).toEqual([429, 'too_many_requests'])
    await limited.close()
  })
})

describe('invitations of an organization', () => {
  it('are listed, taken back and sent again by those who may', async () => {
    const [first, second] = [await invite(app, organization), await invite(app, organization)]
    const revoked = await post(`/${first.id}/revoke`)
    expect(revoked.body.response).toMatchObject({ id: first.id, status: 'revoked' })
    expect(fault(await post(`/${first.id}/revoke`))).toEqual([404, 'organization_invitation_not_pending'])
    const resent = await post(`/${second.id}/resend`)
    expect(resent.body.response).toMatchObject({ id: second.id, status: 'pending' })
    expect(await mailsTo(app, second.emailAddress)).toHaveLength(2)
    const { body } = await browser.get(place('?status=pending'))
    expect(body.response).toMatchObject({ data: [{ id: second.id }], total_count: 1 })
    const all = await browser.get(place('?limit=1'))
    expect(all.body.response).toMatchObject({ data: [{}], total_count: 2 })
    const none = await browser.get(place('?status=completed'))
    expect(none.body.response).toEqual({ data: [], total_count: 0 })
    const pending = await browser.get(place('/pending'))
    expect(pending.body.response).toMatchObject([{ id: second.id }])
  })

  it('are a manager’s only: others are told so, and strangers nothing at all', async () => {
    const { id } = await invite(app, organization)
    const member = await browserOf(app, await addMember(app, organization))
    const stranger = await browserOf(app, await createUser(app))
    const form = { email_address: newEmail(), role: 'org:member' }
    const everything = (by: TestBrowser, organizationId: string) => {
      const base = `/v1/organizations/${organizationId}/invitations`
      return Promise.all([
        by.get(base),
        by.get(`${base}/pending`),
        by.post(base, form),
        by.post(`${base}/bulk`, form),
        by.post(`${base}/${id}/revoke`),
        by.post(`${base}/${id}/resend`),
      ])
    }
    for (const answer of await everything(member, organization.id)) {
      expect(fault(answer)).toEqual([403, 'missing_organization_permission'])
      expect(answer.body.errors[0].meta.permissions).toEqual(['org:sys_memberships:manage'])
    }
    const plain = (answers: BrowserAnswer[]) =>
      answers.map(({ status, body }) => [status, { ...body, clerk_trace_id: '' }])
    const toStranger = plain(await everything(stranger, organization.id))
    expect(toStranger).toEqual(plain(await everything(stranger, 'org_unheard_of')))
    expect(toStranger.map(([status]) => status)).toEqual([404, 404, 404, 404, 404, 404])
    expect(await mailsTo(app, form.email_address)).toEqual([])
  })

  it('of another organization are not theirs to touch', async () => {
    const { id } = await invite(app, (await createOrganization(app)).organization)
    expect(fault(await post(`/${id}/revoke`))).toEqual([404, 'resource_not_found'])
    expect(fault(await post(`/${id}/resend`))).toEqual([404, 'resource_not_found'])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  createDomain,
  enableDomains,
  presentScope,
} from '../../testing/factories/organization-domains.factory.ts'
import { addMember, createOrganization } from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { type BrowserAnswer, browserOf, type TestBrowser } from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let organization: Organization
let domain: { id: string; name: string }
let manager: TestBrowser
let user: User
let browser: TestBrowser

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableDomains(app)
  const made = await createOrganization(app)
  organization = made.organization
  domain = await createDomain(app, organization, { mode: 'automatic_suggestion' })
  manager = await browserOf(app, made.admin)
  user = await createUser(app, { emailAddress: `ada@${domain.name}` }, presentScope(app))
  browser = await browserOf(app, user)
})

const mine = async (query = '', as = browser) => {
  const { body } = await as.get(`/v1/me/organization_suggestions${query}`)
  return body.response
}
const accept = (id: string, as = browser) => as.post(`/v1/me/organization_suggestions/${id}/accept`)
const requestsPath = () => `/v1/organizations/${organization.id}/membership_requests`
const requests = async (query = '') => (await manager.get(`${requestsPath()}${query}`)).body.response
const decide = (id: string, decision: 'accept' | 'reject', as = manager) =>
  as.post(`${requestsPath()}/${id}/${decision}`)
async function ask(): Promise<string> {
  const { data } = await mine()
  await accept(data[0].id)
  const { data: waiting } = await requests('?status=pending')
  return waiting[0].id
}

describe('a suggestion', () => {
  it('is listed with what a stranger may see of the organization', async () => {
    expect(await mine()).toEqual({
      data: [
        {
          object: 'organization_suggestion',
          id: expect.stringMatching(/^orgsug_/),
          status: 'pending',
          public_organization_data: {
            ...{ id: organization.id, name: organization.name, slug: organization.slug },
            ...{ has_image: false, image_url: expect.any(String) },
          },
          created_at: expect.any(Number),
          updated_at: expect.any(Number),
        },
      ],
      total_count: 1,
    })
    expect((await mine('?status=accepted&status=completed')).total_count).toBe(0)
    expect((await mine('?status=pending&status=accepted')).total_count).toBe(1)
  })

  it('that is accepted becomes a request, once', async () => {
    const { data } = await mine()
    const { status, body } = await accept(data[0].id)
    expect([status, body.response.status]).toEqual([200, 'accepted'])
    expect(fault(await accept(data[0].id))).toEqual([400, 'organization_suggestion_already_accepted'])
    expect(await requests('?status=pending')).toMatchObject({
      data: [
        {
          object: 'organization_membership_request',
          organization_id: organization.id,
          status: 'pending',
          public_user_data: { user_id: user.id, identifier: `ada@${domain.name}`, banned: false },
        },
      ],
      total_count: 1,
    })
  })

  // The database plans a statement for any value once it has planned it for five.
  it('is accepted as often as there are users, on one connection', async () => {
    const accounts = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((index) =>
        createUser(app, { emailAddress: `user${index}@${domain.name}` }, presentScope(app)),
      ),
    )
    for (const account of accounts) {
      const own = await browserOf(app, account)
      const { data } = await mine('', own)
      expect((await accept(data[0].id, own)).status).toBe(200)
    }
    expect((await requests()).total_count).toBe(8)
  })

  it('that is accepted many times at once becomes one request', async () => {
    const { data } = await mine()
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(data[0].id)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400])
    expect((await requests()).total_count).toBe(1)
  })

  // The attack: accept what was suggested to somebody else.
  it('is its user’s alone', async () => {
    const { data } = await mine()
    const other = await browserOf(app, await createUser(app))
    expect(await mine('', other)).toEqual({ data: [], total_count: 0 })
    expect(fault(await accept(data[0].id, other))).toEqual([404, 'resource_not_found'])
    expect(fault(await accept('orgsug_unheard_of', other))).toEqual([404, 'resource_not_found'])
  })

  it('is completed for whoever has come in another way', async () => {
    const { data } = await mine()
    await addMember(app, organization, { user })
    expect((await mine()).data[0].status).toBe('completed')
    expect((await mine('?status=pending')).total_count).toBe(0)
    expect(fault(await accept(data[0].id))).toEqual([400, 'already_a_member_in_organization'])
  })

  it('is none where organizations are switched off', async () => {
    await enableDomains(app, {}, { enabled: false })
    const answer = await browser.get('/v1/me/organization_suggestions')
    expect(fault(answer)).toEqual([403, 'organization_not_enabled_in_instance'])
  })
})

describe('a request', () => {
  it('that is accepted makes a member with the role that domains give', async () => {
    await enableDomains(app, { default_role: 'org:admin' })
    const id = await ask()
    const { status, body } = await decide(id, 'accept')
    expect([status, body.response.status]).toEqual([200, 'accepted'])
    const { body: members } = await browser.get('/v1/me/organization_memberships?paginated=true')
    expect(members.response.data).toMatchObject([
      { role: 'org:admin', organization: { id: organization.id, members_count: 2 } },
    ])
    expect((await mine()).data[0].status).toBe('completed')
    expect(fault(await decide(id, 'accept'))).toEqual([400, 'already_a_member_in_organization'])
    expect(fault(await decide(id, 'reject'))).toEqual([404, 'resource_not_found'])
  })

  it('falls back to the role of the organization where it has not the one of the instance', async () => {
    await enableDomains(app, { default_role: 'org:unheard_of' })
    await decide(await ask(), 'accept')
    const { body } = await browser.get('/v1/me/organization_memberships?paginated=true')
    expect(body.response.data).toMatchObject([{ role: 'org:member' }])
  })

  it('that is rejected stays so', async () => {
    const id = await ask()
    expect((await decide(id, 'reject')).body.response.status).toBe('rejected')
    expect(fault(await decide(id, 'accept'))).toEqual([404, 'resource_not_found'])
    expect(await requests('?status=rejected')).toMatchObject({ total_count: 1 })
    expect((await mine()).data[0].status).toBe('accepted')
  })

  it('is decided once, whoever decides at once', async () => {
    const id = await ask()
    const answers = await Promise.all([
      decide(id, 'accept'),
      decide(id, 'reject'),
      decide(id, 'accept'),
      decide(id, 'reject'),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is settled when who asked is taken in by other means', async () => {
    await ask()
    await addMember(app, organization, { user })
    expect((await requests('?status=pending')).total_count).toBe(0)
    expect((await requests('?status=accepted')).total_count).toBe(1)
  })

  // The attack: be removed, and let a second account in by a call that was under way.
  it.each(['accept', 'reject'] as const)(
    'is decided by nobody who was removed meanwhile: %s',
    async (decision) => {
      const id = await ask()
      const late = await addMember(app, organization, { roles: ['org:admin'] })
      const own = await browserOf(app, late)
      let decided: Promise<BrowserAnswer> | undefined
      await app.db.transaction().execute(async (tx) => {
        const locked = await app.services.memberships.lockIn(tx, app.scope, organization.id)
        decided = decide(id, decision, own)
        await new Promise((resolve) => setTimeout(resolve, 500))
        await app.services.memberships.removeIn(tx, app.scope, locked, late.id)
      })
      expect(decided && fault(await decided)).toEqual([404, 'resource_not_found'])
      expect((await requests('?status=pending')).data[0].id).toBe(id)
    },
  )

  it('waits where the organization is full', async () => {
    await enableDomains(app, {}, { max_allowed_memberships: 1 })
    const id = await ask()
    expect(fault(await decide(id, 'accept'))).toEqual([403, 'organization_membership_quota_exceeded'])
    expect((await requests('?status=pending')).total_count).toBe(1)
  })

  it('is nothing to those who do not manage members, nor to managers of other organizations', async () => {
    const id = await ask()
    const member = await browserOf(app, await addMember(app, organization))
    expect(fault(await member.get(requestsPath()))).toEqual([403, 'missing_organization_permission'])
    expect(fault(await decide(id, 'accept', member))).toEqual([403, 'missing_organization_permission'])
    // The attack: whoever asked decides.
    expect(fault(await decide(id, 'accept', browser))).toEqual([404, 'resource_not_found'])
    // The attack: the request of another organization, by way of one's own.
    const other = await createOrganization(app)
    const stranger = await browserOf(app, other.admin)
    const path = `/v1/organizations/${other.organization.id}/membership_requests/${id}/accept`
    expect(fault(await stranger.post(path))).toEqual([404, 'resource_not_found'])
  })
})

describe('the form of a new organization', () => {
  const defaults = async (as = browser) =>
    (await as.get('/v1/me/organization_creation_defaults')).body.response

  it('begins with what the user’s domain says, and warns where an organization has it', async () => {
    expect(await defaults()).toEqual({
      form: { name: 'Test Company', slug: 'test-company', logo: null, blur_hash: null },
      advisory: {
        code: 'organization_already_exists',
        severity: 'warning',
        meta: { organization_name: organization.name, organization_domain: domain.name },
      },
    })
  })

  it('begins with the user’s name where many share their domain', async () => {
    const scope = presentScope(app)
    const emailAddress = `ada.${crypto.randomUUID()}@gmail.com`
    const own = await browserOf(
      app,
      await createUser(app, { emailAddress, profile: { firstName: 'Ada' } }, scope),
    )
    expect(await defaults(own)).toEqual({
      form: { name: 'Ada’s organization', slug: 'ada-s-organization', logo: null, blur_hash: null },
      advisory: null,
    })
  })

  // The attack: learn who has a domain by claiming an address of it.
  it('tells nothing to whoever has not proven the address', async () => {
    const emails = [{ emailAddress: `eve@${domain.name}` }]
    const own = await browserOf(app, await createUser(app, { emails }, presentScope(app)))
    expect((await defaults(own)).advisory).toBeNull()
  })
})

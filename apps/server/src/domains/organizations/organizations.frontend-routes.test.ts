import type { Revocation } from '@keywright/contract'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Session } from '../sessions/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User
let session: Session

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  browser = createTestBrowser(app)
  user = await createUser(app, { profile: { firstName: 'Ada' } })
  session = await browser.signIn(user)
})

const create = async (form: Record<string, string>) => await browser.post('/v1/organizations', form)
const name = () => `Engines ${crypto.randomUUID().slice(0, 8)}`
async function createOwn(): Promise<string> {
  const { body } = await create({ name: name() })
  return body.response.id
}
/** What the session's own token says, or the one of a tab. */
async function claims(form: Record<string, string> = {}) {
  const { status, body } = await browser.post(`/v1/client/sessions/${session.id}/tokens`, form)
  return status === 200 ? decodeJwt<Record<string, unknown>>(body.jwt) : status
}
async function listRevocations(): Promise<Revocation[]> {
  const answer = await app.backend('get', '/v1/revocations')
  const { entries } = (await answer.json()) as { entries: Revocation[] }
  return entries
}
const touch = (organizationId: string) =>
  browser.post(`/v1/client/sessions/${session.id}/touch`, { active_organization_id: organizationId })

describe('a new organization', () => {
  it('has its creator as administrator, and a slug made of its name', async () => {
    const { status, body } = await create({ name: 'Größe & Söhne' })
    expect(status).toBe(200)
    expect(body.response).toMatchObject({
      object: 'organization',
      name: 'Größe & Söhne',
      slug: 'grosse-sohne',
      members_count: 1,
      has_image: false,
    })
    const [{ user: self }] = body.client.sessions
    expect(self.organization_memberships).toMatchObject([
      {
        role: 'org:admin',
        roles: ['org:admin'],
        permissions: expect.arrayContaining(['org:sys_profile:delete', 'org:sys_memberships:manage']),
        organization: { id: body.response.id },
        public_user_data: { user_id: user.id },
      },
    ])
    const events = await app.db.selectFrom('events').selectAll().orderBy('position').execute()
    expect(events.filter(({ data }) => JSON.stringify(data).includes(body.response.id))).toMatchObject([
      { type: 'organization.created', entity_id: body.response.id },
      { type: 'organizationMembership.created', data: { role: 'org:admin' } },
    ])
  })

  it('gets a slug unlike those there are, but none that somebody asks for twice', async () => {
    const twice = name()
    const [first, second] = [await create({ name: twice }), await create({ name: twice })]
    expect(second.body.response.slug).toMatch(new RegExp(`^${first.body.response.slug}-[0-9a-f]{6}$`))
    const again = await create({ name: name(), slug: first.body.response.slug })
    expect(fault(again)).toEqual([422, 'form_identifier_exists'])
    expect(again.body.errors[0].meta).toEqual({ param_name: 'slug' })
  })

  it('is one of two that ask for a slug at once', async () => {
    const slug = `race-${crypto.randomUUID().slice(0, 8)}`
    const answers = await Promise.all([1, 2, 3].map(() => create({ name: name(), slug })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422])
  })

  it.each([
    [{ name: '' }, 422],
    [{ name: 'x'.repeat(257) }, 422],
    [{ name: '<b>Acme</b>' }, 422],
    [{ name: 'Visit https://evil.example' }, 422],
    [{ name: 'Acme', slug: 'Not A Slug' }, 422],
    [{ slug: 'acme' }, 422],
  ])('is refused in words: %o', async (form, status) => {
    const answer = await create(form as Record<string, string>)
    expect([answer.status, typeof answer.body.errors[0].meta.param_name]).toEqual([status, 'string'])
  })

  it('is not made beyond the limit of a user, whoever asks at once', async () => {
    await enableOrganizations(app, { creation_limit: 2 })
    const answers = await Promise.all([1, 2, 3, 4].map(() => create({ name: name() })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
    expect(fault(await create({ name: name() }))).toEqual([403, 'organization_quota_exceeded'])
  })

  it('is not made where the instance, or the user, may not', async () => {
    await enableOrganizations(app, { creation_enabled: false })
    expect(fault(await create({ name: name() }))).toEqual([403, 'user_create_organization_not_enabled'])
    await enableOrganizations(app)
    await app.services.users.update(app.scope, user.id, { profile: { createOrganizationEnabled: false } })
    expect(fault(await create({ name: name() }))).toEqual([403, 'user_create_organization_not_enabled'])
    await enableOrganizations(app, { enabled: false })
    expect(fault(await create({ name: name() }))).toEqual([403, 'organization_not_enabled_in_instance'])
  })

  it('has no slug where there are none', async () => {
    await enableOrganizations(app, { slugs_enabled: false })
    const { body } = await create({ name: name() })
    expect(body.response.slug).toBeNull()
    expect(fault(await create({ name: name(), slug: 'acme' }))).toEqual([403, 'organization_slugs_disabled'])
    expect(await claims({ organization_id: body.response.id })).toMatchObject({
      o: { id: body.response.id, rol: 'admin' },
    })
  })
})

describe('the active organization', () => {
  it('is part of the session and of its tokens, and not of those of a tab that has another', async () => {
    const [first, second] = [await createOwn(), await createOwn()]
    expect(await claims()).not.toHaveProperty('o')
    const { body } = await touch(first)
    expect(body.response).toMatchObject({ last_active_organization_id: first })
    expect(await claims()).toMatchObject({ v: 2, o: { id: first, rol: 'admin' } })
    expect(await claims({ organization_id: second })).toMatchObject({ o: { id: second } })
    expect(await claims({ organization_id: '' })).not.toHaveProperty('o')
    expect(await claims()).toMatchObject({ o: { id: first } })
    await touch('')
    expect(await claims()).not.toHaveProperty('o')
  })

  it('can be named by its slug', async () => {
    const { body } = await create({ name: name() })
    const touched = await touch(body.response.slug)
    expect(touched.body.response.last_active_organization_id).toBe(body.response.id)
  })

  it('is none that the user is no member of, whether it exists or not', async () => {
    const { organization } = await createOrganization(app)
    for (const id of [organization.id, 'org_unheard_of', organization.slug ?? '']) {
      expect(fault(await touch(id))).toEqual([404, 'resource_not_found'])
      expect(await claims({ organization_id: id })).toBe(404)
    }
  })

  it('is gone from the next token when the member is removed, and from the session', async () => {
    const { organization } = await createOrganization(app)
    await addMember(app, organization, { user })
    await touch(organization.id)
    const before = await claims()
    expect(before).toMatchObject({ o: { id: organization.id, rol: 'member' } })
    await app.services.memberships.remove(app.scope, { organizationId: organization.id, userId: user.id })
    expect(await claims()).not.toHaveProperty('o')
    const { body } = await browser.get('/v1/client')
    expect(body.response.sessions[0]).toMatchObject({
      last_active_organization_id: null,
      user: { organization_memberships: [] },
    })
  })

  it('tells a role change in the next token, whose version is higher than that of the one before', async () => {
    const { organization } = await createOrganization(app)
    await addMember(app, organization, { user })
    await touch(organization.id)
    const before = await claims()
    const member = { organizationId: organization.id, userId: user.id }
    await app.services.memberships.changeRoles(app.scope, member, ['org:admin'])
    const after = await claims()
    expect(after).toMatchObject({ o: { rol: 'admin' } })
    const [, , versionBefore] = (before as { kwv: number[] }).kwv
    const [, , versionAfter] = (after as { kwv: number[] }).kwv
    expect(versionAfter).toBe((versionBefore ?? 0) + 1)
  })

  // The attack: be removed, be invited again, and use the token of before, which says "admin".
  it('never counts with a version of before, when somebody comes back', async () => {
    const { organization } = await createOrganization(app)
    await addMember(app, organization, { user, roles: ['org:admin'] })
    const before = (await claims({ organization_id: organization.id })) as { kwv: number[] }
    await app.services.memberships.remove(app.scope, { organizationId: organization.id, userId: user.id })
    await addMember(app, organization, { user })
    const after = (await claims({ organization_id: organization.id })) as { kwv: number[] }
    const entries = await listRevocations()
    const revoked = entries.find(
      ({ kind, id }) => kind === 'membership' && id === `${organization.id}/${user.id}`,
    )
    expect(before.kwv[2]).toBeLessThan(revoked?.version ?? 0)
    expect(after.kwv[2]).toBeGreaterThanOrEqual(revoked?.version ?? Infinity)
  })

  it('is in no token once organizations are switched off', async () => {
    const own = await createOwn()
    await touch(own)
    await enableOrganizations(app, { enabled: false })
    expect(await claims()).not.toHaveProperty('o')
    const { body } = await browser.get('/v1/client')
    expect(body.response.sessions[0].user.organization_memberships).toEqual([])
  })
})

describe('an organization', () => {
  it('is changed by those whose role allows it', async () => {
    const id = await createOwn()
    const changed = await browser.tunnel('PATCH', `/v1/organizations/${id}`, { name: 'Renamed', slug: '' })
    expect(changed.body.response).toMatchObject({ id, name: 'Renamed' })
    const { organization } = await createOrganization(app)
    await addMember(app, organization, { user })
    const refused = await browser.tunnel('PATCH', `/v1/organizations/${organization.id}`, { name: 'Mine' })
    expect(fault(refused)).toEqual([403, 'missing_organization_permission'])
    expect(refused.body.errors[0].meta).toEqual({ permissions: ['org:sys_profile:manage'] })
  })

  it('answers a stranger as one that is not there', async () => {
    const { organization } = await createOrganization(app)
    const ask = async (id: string) => {
      const answers = [
        await browser.get(`/v1/organizations/${id}`),
        await browser.tunnel('PATCH', `/v1/organizations/${id}`, { name: 'Mine' }),
        await browser.tunnel('DELETE', `/v1/organizations/${id}`),
        await browser.get(`/v1/organizations/${id}/memberships`),
        await browser.tunnel('DELETE', `/v1/me/organization_memberships/${id}`),
      ]
      return answers.map(({ status, body }) => [status, { ...body, clerk_trace_id: '' }])
    }
    expect(await ask(organization.id)).toEqual(await ask('org_unheard_of'))
    expect((await ask(organization.id)).map(([status]) => status)).toEqual([404, 404, 404, 404, 404])
  })

  it('is deleted with its members, and every token that names it', async () => {
    const id = await createOwn()
    await touch(id)
    const { status, body } = await browser.tunnel('DELETE', `/v1/organizations/${id}`)
    expect([status, body.response]).toEqual([
      200,
      { object: 'organization', id, slug: expect.any(String), deleted: true },
    ])
    expect(body.client.sessions[0].last_active_organization_id).toBeNull()
    expect(await claims()).not.toHaveProperty('o')
    const entries = await listRevocations()
    expect(entries).toContainEqual({ kind: 'organization', id, version: expect.any(Number) })
  })

  it('is not deleted where the instance or the organization says so', async () => {
    await enableOrganizations(app, { admin_delete_enabled: false })
    const id = await createOwn()
    const path = `/v1/organizations/${id}`
    expect(fault(await browser.tunnel('DELETE', path))).toEqual([
      403,
      'organization_admin_delete_not_enabled',
    ])
    await app.services.organizations.update(app.scope, id, { adminDeleteEnabled: true })
    expect((await browser.tunnel('DELETE', path)).status).toBe(200)
  })
})

/** How much of anything an organization takes, and what it refuses with which code. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  addMember,
  createOrganization,
  createRole,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import type { Organization } from './index.ts'

let app: TestApp
let organization: Organization

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  ;({ organization } = await createOrganization(app))
})

async function fault(method: string, path: string, body?: unknown) {
  const answer = await app.backend(method, path, body)
  const { errors } = (await answer.json()) as { errors?: { code: string; meta?: { param_name?: string } }[] }
  return [answer.status, errors?.[0]?.code, errors?.[0]?.meta?.param_name]
}
const path = () => `/v1/organizations/${organization.id}`

describe('metadata', () => {
  const tooMuch = { notes: 'x'.repeat(9_000) }
  const kinds = ['public_metadata', 'private_metadata']

  // The attack: what tokens and every page of a list carry grows without an end.
  it.each(kinds)('%s is no larger than other metadata, whichever way it comes', async (kind) => {
    const member = await addMember(app, organization)
    const outsider = await createUser(app)
    const given = { [kind]: tooMuch }
    const answers = [
      await fault('post', '/v1/organizations', { name: 'Engines', ...given }),
      await fault('patch', `${path()}/metadata`, given),
      await fault('put', `${path()}/metadata`, given),
      await fault('post', `${path()}/memberships`, { user_id: outsider.id, role: 'org:member', ...given }),
      await fault('patch', `${path()}/memberships/${member.id}/metadata`, given),
      await fault('post', `${path()}/invitations`, {
        email_address: 'ada@engines.example',
        role: 'org:member',
        ...given,
      }),
    ]
    expect(answers).toEqual(answers.map(() => [422, 'form_param_exceeds_allowed_size', kind]))
  })
})

describe('a slug', () => {
  it('is one organization’s, also when another is changed', async () => {
    const { organization: other } = await createOrganization(app)
    expect(await fault('patch', path(), { slug: other.slug })).toEqual([
      422,
      'form_identifier_exists',
      'slug',
    ])
  })

  it('is nobody’s where there are none', async () => {
    await enableOrganizations(app, { slugs_enabled: false })
    const refused = [403, 'organization_slugs_disabled', 'slug']
    expect(await fault('patch', path(), { slug: 'engines' })).toEqual(refused)
    expect(await fault('post', '/v1/organizations', { name: 'Engines', slug: 'engines' })).toEqual(refused)
  })

  // The attack: two who want the same one, at the same time.
  it('goes to one of those who ask for it at once', async () => {
    const made = await Promise.all([createOrganization(app), createOrganization(app)])
    const slug = `s${crypto.randomUUID().slice(0, 8)}`
    const renamed = made.map(({ organization: own }) =>
      fault('patch', `/v1/organizations/${own.id}`, { slug }),
    )
    const created = [1, 2].map(() => fault('post', '/v1/organizations', { name: 'Engines', slug }))
    const statuses = (await Promise.all([...renamed, ...created])).map(([status]) => status)
    expect(statuses.toSorted()).toEqual([200, 422, 422, 422])
  })
})

describe('a member', () => {
  it('has ten roles at most', async () => {
    const roles = ['org:member']
    for (let count = 0; count < 10; count += 1) {
      const key = `org:${crypto.randomUUID().slice(0, 8)}`
      await createRole(app, key)
      roles.push(key)
    }
    const { id } = await addMember(app, organization)
    const change = (given: string[]) => fault('patch', `${path()}/memberships/${id}`, { roles: given })
    expect(await change(roles)).toEqual([422, 'form_param_array_size_exceeded', 'roles'])
    expect((await change(roles.slice(1)))[0]).toBe(200)
  })
})

describe('whoever creates an organization', () => {
  it('is a user of the instance', async () => {
    const other = await app.otherInstance()
    const stranger = await createUser(app, {}, { ...app.scope, instance: other.instance })
    for (const created_by of ['user_nobody', stranger.id])
      expect(await fault('post', '/v1/organizations', { name: 'Engines', created_by })).toEqual([
        400,
        'organization_creator_not_found',
        'created_by',
      ])
  })
})

/** Every operation on an organization leaves alone what it does not name: beside it, and of the same people elsewhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Organization } from '../domains/organizations/index.ts'
import type { User } from '../domains/users/index.ts'
import { newId } from '../platform/ids.ts'
import { presentScope } from './factories/organization-domains.factory.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
  invite,
} from './factories/organizations.factory.ts'
import { createUser } from './factories/users.factory.ts'
import { arrangeOrganization, callOrganization, organizationRoutes } from './organization-calls.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { browserOf } from './test-browser.ts'

let app: TestApp
let neighbours: [User, User]

beforeAll(async () => {
  app = await createTestApp()
  await enableOrganizations(app, { domains: { enabled: true, max: 1000 } })
  neighbours = [await createUser(app), await createUser(app)]
})
afterAll(() => app.close())

const tables = [
  'organizations',
  'organization_memberships',
  'organization_invitations',
  'organization_domains',
  'organization_membership_requests',
  'organization_suggestions',
] as const

interface Row {
  id: string
  user_id?: string
  members_count?: number
  updated_at?: string
  version?: number
}

/** All that is in these organizations, by its id. */
async function contentsOf(...organizations: readonly Pick<Organization, 'id'>[]): Promise<Map<string, Row>> {
  const contents = new Map<string, Row>()
  for (const table of tables) {
    const column = table === 'organizations' ? 'id' : 'organization_id'
    const ids = organizations.map(({ id }) => id)
    const { rows } = await app.database.pool.query<{ row: Row }>(
      `select to_jsonb(x) as row from ${table} x where instance_id = $1 and ${column} = any($2)`,
      [app.instance.id, ids],
    )
    for (const { row } of rows) contents.set(row.id, row)
  }
  return contents
}

/** One more of everything in an organization, all of it of this user. */
async function fill({ id }: Pick<Organization, 'id'>, user: User, domainName: string): Promise<void> {
  const place = { instance_id: app.instance.id, organization_id: id }
  await invite(app, { id }, {}, presentScope(app))
  await app.db
    .insertInto('organization_domains')
    .values({
      ...place,
      id: newId('organizationDomain'),
      name: domainName,
      enrollment_mode: 'manual_invitation',
    })
    .execute()
  const asked = { ...place, user_id: user.id, status: 'pending' }
  await app.db
    .insertInto('organization_membership_requests')
    .values({ ...asked, id: newId('organizationMembershipRequest') })
    .execute()
  await app.db
    .insertInto('organization_suggestions')
    .values({ ...asked, id: newId('organizationSuggestion') })
    .execute()
}

/** An organization with twice of everything, and another one in which the same people are. */
async function arrange() {
  const bystander = (await createOrganization(app)).organization
  const { organization, ids, requester } = await arrangeOrganization(app)
  const admin = await addMember(app, organization, { roles: ['org:admin'] })
  const member = await app.services.users.get(app.scope, ids.user_id as User['id'])
  for (const user of [admin, member]) await addMember(app, bystander, { user })
  const { name } = await app.services.organizationDomains.get(app.scope, {
    organizationId: organization.id,
    id: ids.domain_id,
  })
  await fill(bystander, requester, name)
  const [neighbour, second] = neighbours
  await addMember(app, organization, { user: second })
  await fill(organization, neighbour, `d${crypto.randomUUID().slice(0, 8)}.example`)
  return { organization, bystander, ids, admin }
}

const isNamed = (row: Row, ids: Record<string, string>) =>
  Object.values(ids).some((id) => id !== ids.organization_id && (row.id === id || row.user_id === id))

/** Counts of an organization follow what is in it. */
const lasting = ({ members_count: _count, updated_at: _at, version: _version, ...row }: Row) => row

describe('of what is beside it', () => {
  it.each(organizationRoutes.map((route) => ({ route, name: route.operationId })))(
    '$name changes nothing',
    async ({ route, name }) => {
      const { organization, bystander, ids, admin } = await arrange()
      const elsewhere = await contentsOf(bystander)
      const before = await contentsOf(organization)
      const browser = await browserOf(app, admin)
      const { status } = await callOrganization(app, browser, route, { ...ids, role: 'org:admin' })
      expect(status).not.toBe(404)
      expect(await contentsOf(bystander)).toEqual(elsewhere)
      if (name === 'deleteOrganization') return
      const after = await contentsOf(organization)
      for (const [id, row] of before) {
        if (id === organization.id || isNamed(row, { ...ids, admin_id: admin.id })) continue
        expect([id, lasting(after.get(id) ?? { id: 'gone' })]).toEqual([id, lasting(row)])
      }
    },
  )

  it('an organization that is deleted takes none with it', async () => {
    const bystander = (await createOrganization(app)).organization
    const { organization } = await createOrganization(app)
    const before = await contentsOf(bystander)
    await app.services.organizations.delete(app.scope, organization.id)
    expect(await contentsOf(bystander)).toEqual(before)
  })
})

describe('what becomes of one of several', () => {
  it('is decided of the request, and the suggestion, that is named', async () => {
    const { organization, ids, admin } = await arrange()
    const browser = await browserOf(app, admin)
    const path = `/v1/organizations/${organization.id}/membership_requests`
    const { body } = await browser.post(`${path}/${ids.request_id}/reject`)
    expect(body.response).toMatchObject({ id: ids.request_id, status: 'rejected' })
    const waiting = await browser.get(`${path}?status=pending`)
    expect(waiting.body.response.total_count).toBe(1)
    expect(waiting.body.response.data[0].id).not.toBe(ids.request_id)
  })
})

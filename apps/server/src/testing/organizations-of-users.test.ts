/** Holds what users do with organizations they name, or are shown, against the table of who may. */
import * as contract from '@keywright/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Session } from '../domains/sessions/index.ts'
import type { User } from '../domains/users/index.ts'
import { newId } from '../platform/ids.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
  invite,
} from './factories/organizations.factory.ts'
import { createUser, newEmail } from './factories/users.factory.ts'
import { organizationsOfUsers } from './organization-access.table.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { type BrowserAnswer, createTestBrowser, type TestBrowser } from './test-browser.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
  await enableOrganizations(app)
  await app.services.jwtTemplates.create(app.scope, { name: 'other', claims: { org: '{{org.id}}' } })
})
afterAll(() => app.close())

interface Given {
  browser: TestBrowser
  session: Session
  organizationId: string
  invitationId: string
  suggestionId: string
}

async function open(user: User) {
  const browser = createTestBrowser(app)
  return { browser, session: await browser.signIn(user) }
}

/** An organization with a member, and with somebody who is asked in, in both ways. */
async function arrange() {
  const { organization } = await createOrganization(app)
  const emailAddress = newEmail('asked')
  const asked = await createUser(app, { emails: [{ emailAddress, verifiedBy: 'admin' }] })
  const { id: invitationId } = await invite(app, organization, { emailAddress })
  const suggestionId = newId('organizationSuggestion')
  const place = { instance_id: app.instance.id, organization_id: organization.id }
  await app.db
    .insertInto('organization_suggestions')
    .values({ ...place, id: suggestionId, user_id: asked.id, status: 'pending' })
    .execute()
  const member = await addMember(app, organization)
  const another = (await createOrganization(app)).admin
  return { named: { organizationId: organization.id, invitationId, suggestionId }, asked, member, another }
}

const shows = async (answer: Promise<BrowserAnswer>, id: string) => {
  const { status, body } = await answer
  expect(status).toBe(200)
  return JSON.stringify(body.response).includes(id) ? 'yes' : 'no'
}
const does = async (answer: Promise<BrowserAnswer>) => {
  const { status } = await answer
  return status === 200 ? 'yes' : String(status)
}

/** Who is meant by `own`, and what the operation comes to. */
const operations: Record<string, ['asked' | 'member', (given: Given) => Promise<string>]> = {
  acceptOrganizationInvitation: [
    'asked',
    ({ browser, invitationId }) =>
      does(browser.post(`/v1/me/organization_invitations/${invitationId}/accept`)),
  ],
  acceptOrganizationSuggestion: [
    'asked',
    ({ browser, suggestionId }) =>
      does(browser.post(`/v1/me/organization_suggestions/${suggestionId}/accept`)),
  ],
  getOrganizationMemberships: [
    'member',
    ({ browser, organizationId }) => shows(browser.get('/v1/me/organization_memberships'), organizationId),
  ],
  getUsersOrganizationInvitations: [
    'asked',
    ({ browser, invitationId }) => shows(browser.get('/v1/me/organization_invitations'), invitationId),
  ],
  getOrganizationSuggestions: [
    'asked',
    ({ browser, suggestionId }) => shows(browser.get('/v1/me/organization_suggestions'), suggestionId),
  ],
  touchSession: [
    'member',
    ({ browser, session, organizationId }) =>
      does(
        browser.post(`/v1/client/sessions/${session.id}/touch`, { active_organization_id: organizationId }),
      ),
  ],
  createSessionToken: [
    'member',
    ({ browser, session, organizationId }) =>
      does(browser.post(`/v1/client/sessions/${session.id}/tokens`, { organization_id: organizationId })),
  ],
  createSessionTokenWithTemplate: [
    'member',
    ({ browser, session, organizationId }) =>
      does(
        browser.post(`/v1/client/sessions/${session.id}/tokens/other`, { organization_id: organizationId }),
      ),
  ],
}

const rows = organizationsOfUsers
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim().split(/ +/))

/** Without an organization in the path, but about one: by its path, or by what it is sent. */
function isAboutOrganizations({ audience, path, query, body }: contract.AnyRoute): boolean {
  if (audience !== 'frontend' || path.includes('{organization_id}')) return false
  const fields = [query, body].flatMap((schema) => Object.keys('shape' in schema ? Object(schema.shape) : {}))
  return /^\/v1\/me\/organization_/.test(path) || fields.some((name) => name.includes('organization_id'))
}

it('has all such operations in the table', () => {
  const routes = Object.values<unknown>(contract).filter(
    (value): value is contract.AnyRoute =>
      typeof value === 'object' && value !== null && 'audience' in value && 'path' in value,
  )
  // What a handshake may choose is tested with it; creation defaults are about the caller alone.
  const elsewhere = ['handshakeClient', 'getOrganizationCreationDefaults']
  const about = routes.filter(isAboutOrganizations).map(({ operationId }) => operationId)
  expect(rows.map(([operation]) => operation).toSorted()).toEqual(
    about.filter((operation) => !elsewhere.includes(operation)).toSorted(),
  )
})

it.each(rows)('%s: %s for those whom it is about, %s for others', async (operation = '', own, another) => {
  const [whose, act] = operations[operation] ?? []
  expect(act).toBeDefined()
  if (!whose || !act) return
  const { named, ...people } = await arrange()
  const outcomes = []
  // The stranger first: nothing is refused because it is over.
  for (const user of [people.another, people[whose]])
    outcomes.push(await act({ ...named, ...(await open(user)) }))
  expect(outcomes).toEqual([another, own])
})

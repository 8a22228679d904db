/** Holds every Frontend operation on an organization against the table of who may do it. */
import * as contract from '@keywright/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Organization } from '../domains/organizations/index.ts'
import { newId } from '../platform/ids.ts'
import {
  addMember,
  createOrganization,
  createRole,
  enableOrganizations,
} from './factories/organizations.factory.ts'
import { createUser, newEmail } from './factories/users.factory.ts'
import { organizationAccess } from './organization-access.table.ts'
import { onePixel } from './route-cases/users.route-cases.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { type BrowserAnswer, createTestBrowser, type TestBrowser } from './test-browser.ts'
import { findStatementsOfAllInstances, watchStatements } from './watch-statements.ts'

const [head = [], ...rows] = organizationAccess
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))
const actors = head.slice(1)

let app: TestApp
let statements: ReadonlySet<string>

beforeAll(async () => {
  app = await createTestApp()
  statements = watchStatements(app.database.pool)
  await enableOrganizations(app, { domains: { enabled: true, max: 1000 } })
  for (const actor of actors)
    if (!outsiders.includes(actor) && actor !== 'unmet')
      await createRole(app, roleKey(actor), actor === 'nothing' ? [] : [`org:sys_${actor}`])
})
afterAll(() => app.close())

/** No members. */
const outsiders = ['stranger', 'astray']

const roleKey = (actor: string) => `org:only_${actor.replace(':', '_')}`

const domainNameOf = (domainId: string) => `${domainId.slice(-12).toLowerCase()}.example`

/** Everything an operation can name, all of it there: nothing is refused because it is missing. */
async function arrange() {
  const { organization } = await createOrganization(app)
  const member = await addMember(app, organization)
  const requester = await createUser(app)
  const place = { instance_id: app.instance.id, organization_id: organization.id }
  const ids = {
    organization_id: organization.id,
    user_id: member.id,
    outsider_id: (await createUser(app)).id,
    invitation_id: newId('organizationInvitation'),
    domain_id: newId('organizationDomain'),
    request_id: newId('organizationMembershipRequest'),
  }
  const { role_ids } = await app.db
    .selectFrom('organization_memberships')
    .select('role_ids')
    .where('instance_id', '=', app.instance.id)
    .where('user_id', '=', member.id)
    .executeTakeFirstOrThrow()
  await app.db
    .insertInto('organization_invitations')
    .values({ ...place, id: ids.invitation_id, email_address: newEmail(), role_ids, status: 'pending' })
    .execute()
  await app.db
    .insertInto('organization_domains')
    .values({
      ...{ ...place, id: ids.domain_id, name: domainNameOf(ids.domain_id) },
      enrollment_mode: 'manual_invitation',
    })
    .execute()
  await app.db
    .insertInto('organization_membership_requests')
    .values({ ...place, id: ids.request_id, user_id: requester.id, status: 'pending' })
    .execute()
  return { organization, ids }
}

/** Forms that are complete, so that nothing is refused before somebody asks who is calling. */
const forms: Record<string, (ids: Record<string, string>) => Record<string, string>> = {
  updateOrganization: () => ({ name: 'Renamed' }),
  CreateOrganizationMembership: ({ outsider_id = '' }) => ({ user_id: outsider_id, role: 'org:member' }),
  UpdateOrganizationMembership: () => ({ role: 'org:member' }),
  createOrganizationInvitations: () => ({ email_address: newEmail(), role: 'org:member' }),
  bulkCreateOrganizationInvitations: () => ({ email_address: newEmail(), role: 'org:member' }),
  CreateOrganizationDomain: () => ({ name: `d${crypto.randomUUID().slice(0, 8)}.example` }),
  createOrganizationDomainsBulk: () => ({ names: `d${crypto.randomUUID().slice(0, 8)}.example` }),
  UpdateOrganizationDomainEnrollmentMode: () => ({ enrollment_mode: 'manual_invitation' }),
  prepareOrganizationDomainVerification: ({ domain_id = '' }) => ({
    affiliation_email_address: `ada@${domainNameOf(domain_id)}`,
  }),
  attemptOrganizationDomainVerification: () => ({ code: '000000' }),
  prepareOrganizationDomainsOwnershipVerification: ({ domain_id = '' }) => ({
    organization_domain_ids: domain_id,
  }),
  attemptOrganizationDomainsOwnershipVerification: ({ domain_id = '' }) => ({
    organization_domain_ids: domain_id,
  }),
}

/** Signed in: a member with this role alone, or somebody who administers another organization, and may go astray. */
async function callerAs(actor: string, organization: Organization) {
  const user = await createUser(app)
  const own = outsiders.includes(actor) ? await createOrganization(app, { createdBy: user.id }) : undefined
  if (!own)
    await addMember(app, organization, { user, roles: [actor === 'unmet' ? 'org:admin' : roleKey(actor)] })
  const browser = createTestBrowser(app)
  await browser.signIn(user)
  if (actor === 'unmet')
    await app.services.policies.change(app.scope, organization.id, { ipRanges: ['203.0.113.0/24'] })
  return { browser, organizationId: actor === 'astray' && own ? own.organization.id : organization.id }
}

async function send(browser: TestBrowser, route: contract.AnyRoute, ids: Record<string, string>) {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => ids[name] ?? '')
  if (route.bodyKind === 'image') {
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin: browser.origin, 'content-type': 'application/octet-stream' }
    const answer = await app.fetch(path, { method: 'PUT', body: onePixel, headers })
    return { status: answer.status, body: (await answer.json()) as BrowserAnswer['body'] }
  }
  const form = forms[route.operationId]?.(ids)
  return await browser.send(route.method.toUpperCase(), path, form ? { form } : {})
}

async function outcome(route: contract.AnyRoute, actor: string): Promise<string> {
  const { organization, ids } = await arrange()
  const { browser, organizationId } = await callerAs(actor, organization)
  const { status, body } = await send(browser, route, { ...ids, organization_id: organizationId })
  const code = body.errors?.[0]?.code
  // Several at a time, each answered for itself.
  const [fault] = body.response?.errors ?? []
  if (status === 404 || fault?.code === 'resource_not_found') return '404'
  if (code === 'missing_organization_permission') return 'no'
  if (code === 'organization_policy_unmet') return 'policy'
  // Whoever was not asked for a permission must not have been stopped by a form of this test's own making.
  return status === 422 &&
    code !== 'form_code_incorrect' &&
    code !== 'organization_domain_ownership_not_verified'
    ? `${status} ${code}`
    : 'yes'
}

const routes = Object.values<unknown>(contract).filter(
  (value): value is contract.AnyRoute =>
    typeof value === 'object' &&
    value !== null &&
    'audience' in value &&
    value.audience === 'frontend' &&
    'path' in value &&
    String(value.path).includes('{organization_id}'),
)

describe('operations on an organization', () => {
  it('are all in the table, and mounted', () => {
    const operations = routes.map(({ operationId }) => operationId).toSorted()
    expect(rows.map(([operation]) => operation).toSorted()).toEqual(operations)
    const mounted = new Set(app.app.frontend.routes().map(({ operationId }) => operationId))
    expect(operations.filter((operation) => !mounted.has(operation))).toEqual([])
  })

  it.each(rows.map(([operation = '', ...expected]) => ({ operation, expected })))(
    '$operation',
    async ({ operation, expected }) => {
      const route = routes.find(({ operationId }) => operationId === operation)
      expect(route).toBeDefined()
      const answers: string[] = []
      if (route) for (const actor of actors) answers.push(await outcome(route, actor))
      expect(Object.fromEntries(actors.map((actor, index) => [actor, answers[index]]))).toEqual(
        Object.fromEntries(actors.map((actor, index) => [actor, expected[index]])),
      )
    },
    30_000,
  )

  // The attack: any id, of any instance, in a statement that takes it for one of its own.
  it('mean rows of one instance, in every statement', async () => {
    expect(statements.size).toBeGreaterThan(80)
    expect(await findStatementsOfAllInstances(app.database.pool, statements)).toEqual([])
  })
})

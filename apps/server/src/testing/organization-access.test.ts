/** Holds every Frontend operation on an organization against the table of who may do it. */
import type { AnyRoute } from '@keywright/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Organization } from '../domains/organizations/index.ts'
import {
  addMember,
  createOrganization,
  createRole,
  enableOrganizations,
} from './factories/organizations.factory.ts'
import { createUser } from './factories/users.factory.ts'
import { organizationAccess } from './organization-access.table.ts'
import { arrangeOrganization, callOrganization, organizationRoutes } from './organization-calls.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { createTestBrowser } from './test-browser.ts'
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

async function outcome(route: AnyRoute, actor: string): Promise<string> {
  const { organization, ids } = await arrangeOrganization(app)
  const { browser, organizationId } = await callerAs(actor, organization)
  const { status, body } = await callOrganization(app, browser, route, {
    ...ids,
    organization_id: organizationId,
  })
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

describe('operations on an organization', () => {
  it('are all in the table, and mounted', () => {
    const operations = organizationRoutes.map(({ operationId }) => operationId).toSorted()
    expect(rows.map(([operation]) => operation).toSorted()).toEqual(operations)
    const mounted = new Set(app.app.frontend.routes().map(({ operationId }) => operationId))
    expect(operations.filter((operation) => !mounted.has(operation))).toEqual([])
  })

  it.each(rows.map(([operation = '', ...expected]) => ({ operation, expected })))(
    '$operation',
    async ({ operation, expected }) => {
      const route = organizationRoutes.find(({ operationId }) => operationId === operation)
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

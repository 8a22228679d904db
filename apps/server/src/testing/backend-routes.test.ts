import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enableDomains } from './factories/organization-domains.factory.ts'
import { backendRouteCases } from './route-cases/index.ts'
import type { Tenant } from './route-cases/route-case.ts'
import { describeBackendRoute, type Tenants } from './route-suite.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { findStatementsOfAllInstances, watchStatements } from './watch-statements.ts'

let app: TestApp
let tenants: Tenants
let statements: ReadonlySet<string>

beforeAll(async () => {
  app = await createTestApp()
  const { instance, secretKey } = await app.otherInstance()
  const scope = { ...app.scope, instance }
  for (const place of [app.scope, scope]) await enableDomains({ ...app, scope: place })
  const own: Tenant = { app, instance: app.instance, secretKey: app.secretKey, scope: app.scope }
  tenants = { own, other: { app, instance, secretKey, scope } }
  statements = watchStatements(app.database.pool)
})
afterAll(() => app.close())

describe('the Backend API', () => {
  it('has every route in the shared suite, once', () => {
    const nameOf = ({ operationId }: { operationId: string }) => operationId
    const tested = backendRouteCases.map(({ route }) => nameOf(route))
    const mounted = app.app.backend.routes().map(nameOf)
    // A name that is missing here needs a line in the list of its domain, in testing/route-cases.
    expect(tested.toSorted()).toEqual(mounted.toSorted())
  })
})

describe.each(backendRouteCases.map((routeCase) => ({ routeCase, name: titleOf(routeCase.route) })))(
  '$name',
  ({ routeCase }) => describeBackendRoute(routeCase, () => tenants),
)

const shapeOf = (schema: object): object => ('shape' in schema ? Object(schema.shape) : {})

function titleOf({ method, path }: { method: string; path: string }): string {
  return `${method.toUpperCase()} ${path}`
}

// The attack: look through a list for what is another instance's.
it('lists nothing of another instance', async () => {
  const { own, other } = tenants
  const foreign: string[] = []
  for (const { arrange } of backendRouteCases) foreign.push(...Object.values((await arrange?.(other)) ?? {}))
  const ids = foreign.filter((id) => /^[a-z]+_\w{20,}$/.test(id))
  expect(ids.length).toBeGreaterThan(50)
  const lists = backendRouteCases.filter(
    ({ route, arrange, succeeds }) => route.method === 'get' && !arrange && succeeds !== 'elsewhere',
  )
  expect(lists.length).toBeGreaterThan(10)
  for (const { route, query } of lists) {
    const search = new URLSearchParams({
      ...('limit' in shapeOf(route.query) && { limit: '500' }),
      ...query?.({}),
    })
    const answer = await app.backend('get', `${route.path}?${search}`, undefined, own.secretKey)
    const text = await answer.text()
    expect([route.path, answer.status, ids.filter((id) => text.includes(id))]).toEqual([route.path, 200, []])
  }
})

// The attack: any id, of any instance, in a statement that takes it for one of its own.
it('means rows of one instance, in every statement of these', async () => {
  expect(statements.size).toBeGreaterThan(200)
  expect(await findStatementsOfAllInstances(app.database.pool, statements)).toEqual([])
})

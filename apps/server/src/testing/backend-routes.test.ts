import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enableDomains } from './factories/organization-domains.factory.ts'
import { backendRouteCases } from './route-cases/index.ts'
import type { Tenant } from './route-cases/route-case.ts'
import { describeBackendRoute, type Tenants } from './route-suite.ts'
import { createTestApp, type TestApp } from './test-app.ts'

let app: TestApp
let tenants: Tenants

beforeAll(async () => {
  app = await createTestApp()
  const { instance, secretKey } = await app.otherInstance()
  const scope = { ...app.scope, instance }
  for (const place of [app.scope, scope]) await enableDomains({ ...app, scope: place })
  const own: Tenant = { app, instance: app.instance, secretKey: app.secretKey, scope: app.scope }
  tenants = { own, other: { app, instance, secretKey, scope } }
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

function titleOf({ method, path }: { method: string; path: string }): string {
  return `${method.toUpperCase()} ${path}`
}

/** Where organizations are switched off, nobody has any: neither members nor servers. The same for their domains. */
import * as contract from '@keywright/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { enableDomains } from './factories/organization-domains.factory.ts'
import { createOrganization } from './factories/organizations.factory.ts'
import { organizationDomainRouteCases } from './route-cases/organization-domains.route-cases.ts'
import { organizationInvitationRouteCases } from './route-cases/organization-invitations.route-cases.ts'
import { organizationRouteCases } from './route-cases/organizations.route-cases.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { type BrowserAnswer, createTestBrowser, type TestBrowser } from './test-browser.ts'

let app: TestApp
let admin: TestBrowser
let organizationId: string

beforeAll(async () => {
  app = await createTestApp()
  await enableDomains(app)
  const made = await createOrganization(app)
  organizationId = made.organization.id
  admin = createTestBrowser(app)
  await admin.signIn(made.admin)
})
afterAll(() => app.close())

const isOfDomains = ({ path }: contract.AnyRoute) => /\/(organization_)?domains/.test(path)

/** A form for what is asked for before anybody looks whether there are organizations. */
const form = {
  ...{ name: 'Engines', user_id: 'user_x', role: 'org:member', email_address: 'ada@engines.example' },
  ...{ names: 'engines.example', code: '000000', enrollment_mode: 'manual_invitation' },
  ...{ organization_domain_ids: 'orgdmn_x', affiliation_email_address: 'ada@engines.example' },
}

const ownRoutes = Object.values<unknown>(contract).filter(
  (value): value is contract.AnyRoute =>
    typeof value === 'object' &&
    value !== null &&
    'audience' in value &&
    value.audience === 'frontend' &&
    'path' in value &&
    /^\/v1\/(organizations|me\/organization_)/.test(String(value.path)),
)

async function askAsMember({ method, path, body, bodyKind }: contract.AnyRoute): Promise<BrowserAnswer> {
  const target = path.replace('{organization_id}', organizationId).replaceAll(/\{\w+\}/g, 'nothing')
  if (bodyKind === 'image')
    return await admin.send('PUT', target, { headers: { 'content-type': 'application/octet-stream' } })
  const known = Object.keys('shape' in body ? Object(body.shape) : {})
  const own = Object.fromEntries(Object.entries(form).filter(([name]) => known.includes(name)))
  return await admin.send(method.toUpperCase(), target, method === 'get' ? {} : { form: own })
}

async function answersToMembers(routes: readonly contract.AnyRoute[]) {
  const answers = []
  for (const route of routes) {
    const { body } = await askAsMember(route)
    answers.push([route.operationId, body.errors?.[0]?.code])
  }
  return answers
}

const cases = [
  ...organizationRouteCases.filter(({ route }) => route.operationId !== 'explainAuthorization'),
  ...organizationInvitationRouteCases,
  ...organizationDomainRouteCases,
]

async function answersToServers(wanted: typeof cases) {
  const answers = []
  for (const { route, body } of wanted) {
    const target = route.path.replace('{organization_id}', organizationId).replaceAll(/\{\w+\}/g, 'nothing')
    const given = route.bodyKind === 'image' ? undefined : body?.({ user_id: 'user_x' })
    const answer = await app.backend(route.method, target, given)
    const { errors } = (await answer.json()) as { errors?: { code: string }[] }
    answers.push([route.operationId, errors?.[0]?.code])
  }
  return answers
}

const all = (routes: readonly contract.AnyRoute[], code: string) =>
  routes.map(({ operationId }) => [operationId, code])

it('has no domains where those are off', async () => {
  await enableDomains(app, { enabled: false })
  const off = 'organization_domains_not_enabled'
  const own = ownRoutes.filter(isOfDomains)
  expect(own.length).toBeGreaterThan(10)
  expect(await answersToMembers(own)).toEqual(all(own, off))
  const wanted = cases.filter(({ route }) => isOfDomains(route))
  expect(await answersToServers(wanted)).toEqual(
    all(
      wanted.map(({ route }) => route),
      off,
    ),
  )
})

it('has no organizations where they are off', async () => {
  await enableDomains(app, {}, { enabled: false })
  const off = 'organization_not_enabled_in_instance'
  const own = ownRoutes.filter(({ bodyKind }) => bodyKind !== 'image')
  expect(own.length).toBeGreaterThan(35)
  expect(await answersToMembers(own)).toEqual(all(own, off))
  const wanted = cases.filter(({ route }) => route.bodyKind !== 'image')
  expect(await answersToServers(wanted)).toEqual(
    all(
      wanted.map(({ route }) => route),
      off,
    ),
  )
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  createDomain,
  enableDomains,
  newDomainName,
} from '../../testing/factories/organization-domains.factory.ts'
import { createOrganization } from '../../testing/factories/organizations.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import type { Organization } from '../organizations/index.ts'

let app: TestApp
let organization: Organization

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableDomains(app)
  ;({ organization } = await createOrganization(app))
})

const domainsPath = (of: Pick<Organization, 'id'> = organization) => `/v1/organizations/${of.id}/domains`
const add = (body: Record<string, unknown>) => app.call('post', domainsPath(), body)

describe('a domain that a server adds', () => {
  it('counts as proven, unless it says otherwise', async () => {
    const { status, body } = await add({ name: newDomainName() })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      organization_id: organization.id,
      affiliation_verification: { status: 'verified', strategy: 'admin', verified_at: expect.any(Number) },
      ownership_verification: null,
    })
    const { body: unproven } = await add({ name: newDomainName(), verified: false })
    expect(unproven.affiliation_verification).toBeNull()
  })

  it('is refused like one that a member adds', async () => {
    expect(fault(await add({ name: 'gmail.com' }))).toEqual([422, 'organization_domain_common'])
    const taken = await createDomain(app, (await createOrganization(app)).organization)
    expect(fault(await add({ name: taken.name }))).toEqual([422, 'organization_domain_already_exists'])
    const { body } = await add({ name: newDomainName() })
    expect(fault(await add({ name: body.name }))).toEqual([
      422,
      'organization_domain_already_exists_same_organization',
    ])
    expect(fault(await add({ name: newDomainName(), enrollment_mode: 'enterprise_sso' }))).toEqual([
      403,
      'organization_domain_enrollment_mode_not_enabled',
    ])
  })

  it('is changed, and loses its proof on request', async () => {
    const { body: made } = await add({ name: newDomainName() })
    const path = `${domainsPath()}/${made.id}`
    const changed = await app.call('patch', path, { enrollment_mode: 'automatic_suggestion' })
    expect(changed.body).toMatchObject({ enrollment_mode: 'automatic_suggestion' })
    const { body: unproven } = await app.call('patch', path, { verified: false })
    expect(unproven).toMatchObject({ affiliation_verification: null, ownership_verification: null })
    const { organization: other } = await createOrganization(app)
    await createDomain(app, other, { name: made.name })
    expect(fault(await app.call('patch', path, { verified: true }))).toEqual([
      422,
      'organization_domain_already_exists',
    ])
    const confirmed = await app.call('post', `${path}/verify_ownership`)
    expect(fault(confirmed)).toEqual([422, 'organization_domain_already_exists'])
  })

  it('belongs to the organization because a server says so', async () => {
    const { id } = await createDomain(app, organization, { verified: false })
    const path = `${domainsPath()}/${id}/verify_ownership`
    const { body } = await app.call('post', path)
    expect(body.ownership_verification).toMatchObject({ status: 'verified', strategy: 'admin' })
    expect((await app.call('post', path)).body).toEqual(body)
  })

  // The race: servers say of several organizations at once that one domain is theirs.
  it('is that of one organization, whoever says so at once', async () => {
    const name = newDomainName()
    const others = [
      organization,
      ...(await Promise.all([1, 2].map(() => createOrganization(app)))).map((made) => made.organization),
    ]
    const answers = await Promise.all(others.map((one) => app.call('post', domainsPath(one), { name })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422])
  })
})

describe('a list of domains', () => {
  it('is narrowed, ordered and paged', async () => {
    const { organization: other } = await createOrganization(app)
    const [first, second] = [newDomainName('aaa'), newDomainName('zzz')]
    await createDomain(app, organization, { name: second, mode: 'automatic_invitation' })
    await createDomain(app, organization, { name: first, verified: false })
    await createDomain(app, other)
    const names = async (query: string, path = '/v1/organization_domains') => {
      const { body } = await app.call('get', `${path}?${query}`)
      return [body.data.map(({ name }: { name: string }) => name), body.total_count]
    }
    const own = `organization_id=${organization.id}`
    expect(await names(`${own}&order_by=name`)).toEqual([[first, second], 2])
    expect(await names(`${own}&order_by=-name&limit=1`)).toEqual([[second], 2])
    expect(await names(`${own}&order_by=name&limit=1&offset=1`)).toEqual([[second], 2])
    expect(await names(`${own}&verified=true`)).toEqual([[second], 1])
    expect(await names(`${own}&enrollment_mode=automatic_invitation`)).toEqual([[second], 1])
    expect(await names(`${own}&enrollment_mode=-automatic_invitation`)).toEqual([[first], 1])
    expect(await names(`${own}&query=AAA`)).toEqual([[first], 1])
    expect(await names(`domains=${first}&domains=${second}&order_by=name`)).toEqual([[first, second], 2])
    expect(await names('organization_id=org_unheard_of')).toEqual([[], 0])
    expect(await names('verified=false', domainsPath())).toEqual([[first], 1])
    expect(fault(await app.call('get', '/v1/organizations/org_unheard_of/domains'))).toEqual([
      404,
      'resource_not_found',
    ])
  })

  it('is none where domains are switched off', async () => {
    await enableDomains(app, { enabled: false })
    expect(fault(await app.call('get', '/v1/organization_domains'))).toEqual([
      403,
      'organization_domains_not_enabled',
    ])
  })
})

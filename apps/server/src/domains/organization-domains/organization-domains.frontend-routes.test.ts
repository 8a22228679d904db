import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TxtAnswer } from '../../platform/dns/txt-records.ts'
import { fault } from '../../testing/answers.ts'
import {
  createDomain,
  enableDomains,
  newDomainName,
  presentScope,
} from '../../testing/factories/organization-domains.factory.ts'
import { addMember, createOrganization } from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { codeSentTo, mailsTo, otherCode } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { browserOf, type TestBrowser } from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let organization: Organization
let admin: User
let browser: TestBrowser
/** What name servers say, by the name that is asked for. */
const zone = new Map<string, TxtAnswer>()
let asked: string[] = []

beforeAll(async () => {
  app = await createTestApp({
    lookUpTxt: async (name) => {
      asked.push(name)
      return zone.get(name) ?? { kind: 'none' }
    },
  })
})
afterAll(() => app.close())
beforeEach(async () => {
  zone.clear()
  asked = []
  await enableDomains(app)
  ;({ organization, admin } = await createOrganization(app))
  browser = await browserOf(app, admin)
})

const domainsPath = (of: Pick<Organization, 'id'> = organization) => `/v1/organizations/${of.id}/domains`
const add = (name: string, form: Record<string, string> = {}, as = browser) =>
  as.post(domainsPath(), { name, ...form })
async function addOwn(name = newDomainName()) {
  const { body } = await add(name)
  const { id } = body.response
  const path = `${domainsPath()}/${id}`
  return { id: String(id), name, path }
}
const prepareCode = (path: string, emailAddress: string, as = browser) =>
  as.post(`${path}/prepare_affiliation_verification`, { affiliation_email_address: emailAddress })
const attemptCode = (path: string, code: string, as = browser) =>
  as.post(`${path}/attempt_affiliation_verification`, { code })
const prepareRecord = (path: string) => browser.post(`${path}/prepare_ownership_verification`)
const attemptRecord = (path: string) => browser.post(`${path}/attempt_ownership_verification`)
async function eventTypesOf(id: string) {
  const rows = await app.db
    .selectFrom('events')
    .select('type')
    .where('entity_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map(({ type }) => type)
}

describe('a new domain', () => {
  it('is there, unproven, and enrols by hand', async () => {
    const name = newDomainName()
    const { status, body } = await add(name.toUpperCase())
    expect(status).toBe(200)
    expect(body.response).toMatchObject({
      object: 'organization_domain',
      organization_id: organization.id,
      name,
      enrollment_mode: 'manual_invitation',
      affiliation_verification: null,
      ownership_verification: null,
      verification: null,
      total_pending_invitations: 0,
      total_pending_suggestions: 0,
      public_organization_data: { id: organization.id, name: organization.name },
    })
    const listed = await browser.get(`${domainsPath()}?verified=false`)
    expect(listed.body.response).toMatchObject({ data: [{ name }], total_count: 1 })
    expect((await browser.get(`${domainsPath()}?verified=true`)).body.response.total_count).toBe(0)
    expect((await browser.get(`${domainsPath()}/${body.response.id}`)).body.response).toEqual(body.response)
    expect(await eventTypesOf(body.response.id)).toEqual(['organizationDomain.created'])
  })

  it.each([
    ['gmail.com', 'organization_domain_common'],
    ['co.uk', 'organization_domain_blocked'],
    ['engines', 'form_param_format_invalid'],
    ['engines.dev/path', 'form_param_format_invalid'],
  ])('%s is refused', async (name, code) => {
    expect(fault(await add(name))).toEqual([422, code])
  })

  it('is there once in an organization, and in no other once it is proven', async () => {
    const { name } = await addOwn()
    expect(fault(await add(name))).toEqual([422, 'organization_domain_already_exists_same_organization'])
    const { organization: other } = await createOrganization(app)
    const taken = await createDomain(app, other)
    expect(fault(await add(taken.name))).toEqual([422, 'organization_domain_already_exists'])
    const unproven = await createDomain(app, other, { verified: false })
    expect((await add(unproven.name)).status).toBe(200)
  })

  it('is not one too many, whoever adds at once', async () => {
    await enableDomains(app, { max: 2 })
    const answers = await Promise.all([1, 2, 3, 4].map(() => add(newDomainName())))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
    expect(fault(await add(newDomainName()))).toEqual([403, 'organization_domain_quota_exceeded'])
  })

  it('enrols only as the instance allows', async () => {
    await enableDomains(app, { enrollment_modes: ['manual_invitation'] })
    const refused = await add(newDomainName(), { enrollment_mode: 'automatic_invitation' })
    expect(fault(refused)).toEqual([403, 'organization_domain_enrollment_mode_not_enabled'])
    expect(fault(await add(newDomainName(), { enrollment_mode: 'enterprise_sso' }))).toEqual([
      403,
      'organization_domain_enrollment_mode_not_enabled',
    ])
    expect((await add(newDomainName(), { enrollment_mode: '' })).status).toBe(200)
  })

  it('is none where domains are switched off', async () => {
    await enableDomains(app, { enabled: false })
    expect(fault(await add(newDomainName()))).toEqual([403, 'organization_domains_not_enabled'])
    expect(fault(await browser.get(domainsPath()))).toEqual([403, 'organization_domains_not_enabled'])
  })
})

describe('domains in bulk', () => {
  it('are added each for itself', async () => {
    const [first, second] = [newDomainName(), newDomainName()]
    const form = [first, 'gmail.com', second, first].map((name): [string, string] => ['names', name])
    const { status, body } = await browser.post(`${domainsPath()}/bulk`, form)
    expect(status).toBe(200)
    expect(body.response.data.map(({ name }: { name: string }) => name)).toEqual([first, second])
    expect(body.response.errors).toEqual([{ name: 'gmail.com', code: 'organization_domain_common' }])
  })

  it('are proven each for itself', async () => {
    const [first, second] = [await addOwn(), await addOwn()]
    const ids = [first.id, second.id, 'orgdmn_unheard_of'].map((id): [string, string] => [
      'organization_domain_ids',
      id,
    ])
    const prepared = await browser.post(`${domainsPath()}/prepare_ownership_verification/bulk`, ids)
    const [record] = prepared.body.response.data
    expect(prepared.body.response.errors).toEqual([{ id: 'orgdmn_unheard_of', code: 'resource_not_found' }])
    const { txt_record_name: name, txt_record_value: value } = record.ownership_verification
    zone.set(name, { kind: 'records', values: [value] })
    const { body } = await browser.post(`${domainsPath()}/attempt_ownership_verification/bulk`, ids)
    expect(body.response.data).toMatchObject([
      { id: record.id, ownership_verification: { status: 'verified' } },
    ])
    expect(body.response.errors).toHaveLength(2)
  })
})

describe('affiliation', () => {
  it('is proven by the code that an address of the domain gets', async () => {
    const { id, name, path } = await addOwn()
    const emailAddress = `it@${name}`
    const prepared = await prepareCode(path, emailAddress.toUpperCase())
    expect(prepared.body.response).toMatchObject({
      affiliation_email_address: emailAddress,
      affiliation_verification: { status: 'unverified', strategy: 'affiliation_email_code', attempts: 0 },
    })
    const [mail] = await mailsTo(app, emailAddress)
    expect(mail).toMatchObject({ template: 'affiliation_code' })
    expect(mail?.text).toContain(organization.name)
    const { body } = await attemptCode(path, await codeSentTo(app, emailAddress))
    expect(body.response).toMatchObject({
      affiliation_verification: { status: 'verified', verified_at: expect.any(Number) },
      verification: { status: 'verified' },
    })
    expect(await eventTypesOf(id)).toEqual(['organizationDomain.created', 'organizationDomain.updated'])
    expect(fault(await prepareCode(path, emailAddress))).toEqual([400, 'verification_already_verified'])
    expect(fault(await attemptCode(path, '123456'))).toEqual([400, 'verification_already_verified'])
  })

  // The attack: get the code where one gets mail oneself, and prove somebody else's domain with it.
  it.each([
    ['of another domain', () => 'it@elsewhere.dev'],
    ['of a name that ends in the domain', (name: string) => `it@evil${name}`],
    ['of a subdomain', (name: string) => `it@mail.${name}`],
    ['of a name that begins with the domain', (name: string) => `it@${name}.evil.dev`],
    ['with the domain before the @', (name: string) => `it.${name}@evil.dev`],
  ])('is not proven by an address %s', async (_case, addressFor) => {
    const { name, path } = await addOwn()
    const emailAddress = addressFor(name)
    expect(fault(await prepareCode(path, emailAddress))).toEqual([422, 'organization_domain_mismatch'])
    expect(await mailsTo(app, emailAddress)).toEqual([])
  })

  // The attack: guess. Three tries for a code, and a new code does not bring them back for ever.
  it('is not proven by guessing', async () => {
    const { name, path } = await addOwn()
    await prepareCode(path, `it@${name}`)
    const right = await codeSentTo(app, `it@${name}`)
    const answers = []
    for (let tries = 0; tries < 3; tries++) answers.push(fault(await attemptCode(path, otherCode(right)))[1])
    expect(answers).toEqual(['form_code_incorrect', 'form_code_incorrect', 'verification_failed'])
    expect(fault(await attemptCode(path, right))).toEqual([400, 'verification_failed'])
  })

  it('bounds the mail that an address gets', async () => {
    const { name, path } = await addOwn()
    const answers = []
    for (let sent = 0; sent < 11; sent++) answers.push((await prepareCode(path, `it@${name}`)).status)
    expect(answers).toEqual([...Array(10).fill(200), 429])
  })

  // The attack: the code of a domain of one's own, at a domain of somebody else's that one has added, too.
  it('needs the code of this very domain', async () => {
    const [own, wanted] = [await addOwn(), await addOwn()]
    await prepareCode(own.path, `me@${own.name}`)
    expect(fault(await attemptCode(wanted.path, await codeSentTo(app, `me@${own.name}`)))).toEqual([
      400,
      'verification_missing',
    ])
  })

  it('needs a code that is not too old', async () => {
    const { name, path } = await addOwn()
    await prepareCode(path, `it@${name}`)
    app.clock.advance(3_600_000)
    expect(fault(await attemptCode(path, await codeSentTo(app, `it@${name}`)))).toEqual([
      400,
      'verification_expired',
    ])
    expect((await browser.get(path)).body.response.affiliation_verification.status).toBe('expired')
  })
})

describe('ownership', () => {
  it('is proven by a TXT record', async () => {
    const { name, path } = await addOwn()
    const { body: prepared } = await prepareRecord(path)
    const { ownership_verification: waiting } = prepared.response
    expect(waiting).toMatchObject({
      status: 'unverified',
      strategy: 'txt_record',
      txt_record_name: `_keywright-challenge.${name}`,
      txt_record_value: expect.stringMatching(/^keywright-domain-verification=[\w-]{20,}$/),
    })
    const again = await prepareRecord(path)
    expect(again.body.response.ownership_verification).toEqual(waiting)
    zone.set(waiting.txt_record_name, { kind: 'records', values: ['v=other', waiting.txt_record_value] })
    const { body } = await attemptRecord(path)
    expect(body.response.ownership_verification).toMatchObject({
      status: 'verified',
      attempts: 1,
      txt_record_name: null,
      txt_record_value: null,
    })
    expect(fault(await prepareRecord(path))).toEqual([400, 'verification_already_verified'])
    expect(fault(await attemptRecord(path))).toEqual([400, 'verification_already_verified'])
  })

  it.each<[string, TxtAnswer, RegExp]>([
    ['is missing', { kind: 'none' }, /no TXT record at _keywright-challenge\./],
    ['says something else', { kind: 'records', values: ['keywright-domain-verification=x'] }, /none says/],
    ['cannot be read', { kind: 'unreachable' }, /did not answer/],
  ])('is not proven while the record %s, and says so', async (_case, answer, words) => {
    const { name, path } = await addOwn()
    await prepareRecord(path)
    zone.set(`_keywright-challenge.${name}`, answer)
    const refused = await attemptRecord(path)
    expect(fault(refused)).toEqual([422, 'organization_domain_ownership_not_verified'])
    expect(refused.body.errors[0].long_message).toMatch(words)
    const { body } = await browser.get(path)
    expect(body.response.ownership_verification).toMatchObject({ status: 'unverified', attempts: 1 })
  })

  // The attack: the record of the organization that had the domain before, or of one's own at another domain.
  it('is not proven by a record that was made for another organization', async () => {
    const { name, path } = await addOwn()
    await prepareRecord(path)
    const { organization: other, admin: otherAdmin } = await createOrganization(app)
    const elsewhere = await browserOf(app, otherAdmin)
    const { body } = await add(name, {}, browser).then(() => elsewhere.post(domainsPath(other), { name }))
    const own = `${domainsPath(other)}/${body.response.id}`
    const prepared = await elsewhere.post(`${own}/prepare_ownership_verification`)
    const { txt_record_name: recordName, txt_record_value: value } =
      prepared.body.response.ownership_verification
    zone.set(recordName, { kind: 'records', values: [value] })
    expect(fault(await attemptRecord(path))).toEqual([422, 'organization_domain_ownership_not_verified'])
    expect((await elsewhere.post(`${own}/attempt_ownership_verification`)).status).toBe(200)
  })

  it('asks nobody before a record is waited for, nor when it is too late', async () => {
    const { path } = await addOwn()
    expect(fault(await attemptRecord(path))).toEqual([400, 'verification_missing'])
    const { body } = await prepareRecord(path)
    app.clock.advance(8 * 86_400_000)
    browser = await browserOf(app, admin)
    expect(fault(await attemptRecord(path))).toEqual([400, 'verification_expired'])
    expect(asked).toEqual([])
    const { body: renewed } = await prepareRecord(path)
    expect(renewed.response.ownership_verification.txt_record_value).not.toBe(
      body.response.ownership_verification.txt_record_value,
    )
  })
})

describe('a proven domain', () => {
  // The attack: two organizations prove it in the same moment, and both enrol its users.
  it('is that of one organization, whoever proves it at once', async () => {
    const name = newDomainName()
    const places = []
    for (let index = 0; index < 4; index++) {
      const made = await createOrganization(app)
      const own = await browserOf(app, made.admin)
      const { body } = await own.post(domainsPath(made.organization), { name })
      const path = `${domainsPath(made.organization)}/${body.response.id}`
      const { body: prepared } = await own.post(`${path}/prepare_ownership_verification`)
      places.push({ own, path, record: prepared.response.ownership_verification })
    }
    const values = places.map(({ record }) => record.txt_record_value)
    zone.set(`_keywright-challenge.${name}`, { kind: 'records', values })
    const answers = await Promise.all(
      places.map(({ own, path }) => own.post(`${path}/attempt_ownership_verification`)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422, 422])
    const codes = new Set(answers.map(fault).map(([, code]) => code))
    expect(codes).toEqual(new Set([undefined, 'organization_domain_already_exists']))
  })

  it('enrols in another way on request, and keeps what is pending unless told otherwise', async () => {
    const { id, name } = await createDomain(app, organization, { mode: 'automatic_invitation' })
    await createUser(app, { emailAddress: `ada@${name}` }, presentScope(app))
    const change = (form: Record<string, string>) =>
      browser.post(`${domainsPath()}/${id}/update_enrollment_mode`, form)
    const { body } = await change({ enrollment_mode: 'automatic_suggestion', delete_pending: '' })
    expect(body.response).toMatchObject({
      enrollment_mode: 'automatic_suggestion',
      total_pending_invitations: 1,
    })
    await app.services.enrolment.run()
    const taken = await change({ enrollment_mode: 'manual_invitation', delete_pending: 'true' })
    expect(taken.body.response).toMatchObject({
      enrollment_mode: 'manual_invitation',
      total_pending_invitations: 0,
      total_pending_suggestions: 0,
    })
    expect(fault(await change({ enrollment_mode: 'enterprise_sso' }))).toEqual([
      403,
      'organization_domain_enrollment_mode_not_enabled',
    ])
    expect(await eventTypesOf(id)).toEqual([
      'organizationDomain.created',
      'organizationDomain.updated',
      'organizationDomain.updated',
    ])
  })

  it('is removed by those who manage domains, and free for others', async () => {
    const domain = await createDomain(app, organization)
    const answer = await browser.tunnel('DELETE', `${domainsPath()}/${domain.id}`)
    expect(answer.body.response).toEqual({ object: 'organization_domain', id: domain.id, deleted: true })
    expect(await eventTypesOf(domain.id)).toEqual([
      'organizationDomain.created',
      'organizationDomain.deleted',
    ])
    const { organization: other } = await createOrganization(app)
    expect((await createDomain(app, other, { name: domain.name })).affiliation?.status).toBe('verified')
  })
})

describe('whoever may not', () => {
  it('manage domains is told which permission is missing', async () => {
    const { path } = await addOwn()
    const own = await browserOf(app, await addMember(app, organization))
    const answers = [
      await own.get(domainsPath()),
      await own.post(domainsPath(), { name: newDomainName() }),
      await prepareCode(path, 'it@engines.dev', own),
      await own.post(`${path}/prepare_ownership_verification`),
      await own.post(`${path}/update_enrollment_mode`, { enrollment_mode: 'automatic_invitation' }),
      await own.tunnel('DELETE', path),
    ]
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]))
    expect(answers.map(({ body }) => body.errors[0].meta.permissions[0])).toEqual([
      'org:sys_domains:read',
      ...Array(5).fill('org:sys_domains:manage'),
    ])
  })

  it('see the organization sees it as one that is not there', async () => {
    const { id, path } = await addOwn()
    const stranger = await browserOf(app, await createUser(app))
    const ask = async (as: TestBrowser, place: string) => {
      const answers = [
        await as.get(place),
        await prepareCode(place, 'it@engines.dev', as),
        await attemptCode(place, '123456', as),
        await as.post(`${place}/attempt_ownership_verification`),
        await as.tunnel('DELETE', place),
      ]
      return answers.map(({ status, body }) => [status, body.errors[0].code])
    }
    const nowhere = '/v1/organizations/org_unheard_of/domains/orgdmn_unheard_of'
    expect(await ask(stranger, path)).toEqual(await ask(stranger, nowhere))
    expect((await ask(stranger, path))[0]).toEqual([404, 'resource_not_found'])
    // The attack: a domain of another organization, by way of one's own.
    const { organization: other, admin: otherAdmin } = await createOrganization(app)
    const own = await browserOf(app, otherAdmin)
    const answers = await ask(own, `${domainsPath(other)}/${id}`)
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([404]))
  })
})

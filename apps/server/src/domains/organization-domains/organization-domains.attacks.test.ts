/** Ways to a domain that is somebody else's, and to the mail and the name servers of strangers. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  createDomain,
  enableDomains,
  newDomainName,
} from '../../testing/factories/organization-domains.factory.ts'
import { createOrganization } from '../../testing/factories/organizations.factory.ts'
import { codeSentTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { browserOf, type TestBrowser } from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'

let app: TestApp
let organization: Organization
let browser: TestBrowser
let asked = 0

beforeAll(async () => {
  app = await createTestApp({
    environment: { KEYWRIGHT_RATE_LIMITS: 'true' },
    lookUpTxt: async () => {
      asked += 1
      return { kind: 'none' }
    },
  })
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableDomains(app)
  const made = await createOrganization(app)
  organization = made.organization
  browser = await browserOf(app, made.admin)
  asked = 0
})

async function add(name = newDomainName()) {
  const path = `/v1/organizations/${organization.id}/domains`
  const { body } = await browser.post(path, { name })
  return { name, path: `${path}/${body.response.id}` }
}
const prepareCode = (path: string, emailAddress: string) =>
  browser.post(`${path}/prepare_affiliation_verification`, { affiliation_email_address: emailAddress })
const attemptCode = (path: string, code: string) =>
  browser.post(`${path}/attempt_affiliation_verification`, { code })

describe('a domain', () => {
  // The attack: the same name in other clothes, to have it a second time, or beside its owner.
  it('is the same in every way of writing it', async () => {
    const { name } = await add()
    const path = `/v1/organizations/${organization.id}/domains`
    for (const written of [name.toUpperCase(), ` ${name} `, name.replace('e', 'ｅ')]) {
      const answer = await browser.post(path, { name: written })
      expect([written, ...fault(answer)]).toEqual([
        written,
        422,
        'organization_domain_already_exists_same_organization',
      ])
    }
    for (const written of [`${name}.`, `.${name}`, `${name}/x`, `x@${name}`])
      expect(fault(await browser.post(path, { name: written }))).toEqual([422, 'form_param_format_invalid'])
  })

  // The attack: have mail in our name sent to somebody at a domain that is proven already.
  it('that another organization has proven gets no code', async () => {
    const { name, path } = await add()
    await createDomain(app, (await createOrganization(app)).organization, { name })
    expect(fault(await prepareCode(path, `it@${name}`))).toEqual([422, 'organization_domain_already_exists'])
    expect(await mailsTo(app, `it@${name}`)).toEqual([])
  })

  it('is proven once', async () => {
    const { name, path } = await add()
    await prepareCode(path, `it@${name}`)
    const code = await codeSentTo(app, `it@${name}`)
    expect((await attemptCode(path, code)).status).toBe(200)
    const again = [await attemptCode(path, code), await prepareCode(path, `it@${name}`)]
    expect(again.map(fault)).toEqual(again.map(() => [400, 'verification_already_verified']))
  })

  // The race: it is removed while its code is tried.
  it('that is removed proves nothing any more', async () => {
    const { name, path } = await add()
    await prepareCode(path, `it@${name}`)
    const code = await codeSentTo(app, `it@${name}`)
    const [removed, tried] = await Promise.all([browser.tunnel('DELETE', path), attemptCode(path, code)])
    expect(removed.status).toBe(200)
    expect([200, 404]).toContain(tried.status)
    const { organization: other } = await createOrganization(app)
    expect((await createDomain(app, other, { name })).organizationId).toBe(other.id)
  })

  // The attack: our server asks a name server again and again.
  it('is looked up so often, and no more', async () => {
    const { path } = await add()
    await browser.post(`${path}/prepare_ownership_verification`)
    const statuses = []
    for (let looks = 0; looks < 22; looks += 1)
      statuses.push((await browser.post(`${path}/attempt_ownership_verification`)).status)
    expect([statuses.at(-1), asked]).toEqual([429, 20])
  })
})

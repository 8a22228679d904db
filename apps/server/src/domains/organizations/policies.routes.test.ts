import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DomainErrors } from '../../platform/domain-error.ts'
import {
  addMember,
  createOrganization,
  createRole,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'
import type { Organization } from './index.ts'

let app: TestApp
let organization: Organization
let admin: User
let browser: TestBrowser

beforeAll(async () => {
  app = await createTestApp()
  await createRole(app, 'org:reader', [])
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  ;({ organization, admin } = await createOrganization(app))
  browser = createTestBrowser(app)
  await browser.signIn(admin, { strategy: 'password' })
})

const path = () => `/v1/organizations/${organization.id}/policy`
const server = async (method: 'GET' | 'PATCH', body?: object) => {
  const response = await app.backend(method, path(), body)
  return { status: response.status, body: (await response.json()) as ReturnType<typeof JSON.parse> }
}
type Form = Record<string, string> | [string, string][]
const change = (form: Form, by = browser) => by.send('POST', `${path()}?_method=PATCH`, { form })
const faultOf = ({ status, body }: { status: number; body: ReturnType<typeof JSON.parse> }) => [
  status,
  body.errors?.[0]?.code,
  body.errors?.[0]?.meta?.param_name,
]
const untouched = {
  object: 'organization_policy',
  mfa_required: { effective: false, inherited: false, overridden: false },
  sign_in_methods: {
    effective: ['password', 'email_code', 'ticket'],
    inherited: ['password', 'email_code', 'ticket'],
    overridden: false,
  },
  session_lifetime_seconds: { effective: 604_800, inherited: 604_800, overridden: false },
  ip_ranges: { effective: null, inherited: null, overridden: false },
  available_second_factors: [],
}

describe('the policy of an organization', () => {
  it('is that of the instance, to begin with: for members and for servers', async () => {
    const expected = { ...untouched, organization_id: organization.id }
    expect((await browser.get(path())).body.response).toEqual(expected)
    expect((await server('GET')).body).toEqual(expected)
  })

  it('is changed rule by rule, as forms write it, and put back', async () => {
    const answer = await change([
      ['sign_in_methods', 'password'],
      ['sign_in_methods', 'ticket'],
      ['session_lifetime_seconds', '3600'],
      ['ip_ranges', '127.0.0.0/8'],
    ])
    const changed = {
      ...untouched,
      organization_id: organization.id,
      sign_in_methods: {
        ...{ effective: ['password', 'ticket'], inherited: ['password', 'email_code', 'ticket'] },
        overridden: true,
      },
      session_lifetime_seconds: { effective: 3600, inherited: 604_800, overridden: true },
      ip_ranges: { effective: ['127.0.0.0/8'], inherited: null, overridden: true },
    }
    expect([answer.status, answer.body.response]).toEqual([200, changed])
    expect((await server('GET')).body).toEqual(changed)
    await change({ sign_in_methods: '', mfa_required: 'false' })
    const back = await change({ session_lifetime_seconds: '', ip_ranges: '' })
    expect(back.body.response).toEqual({ ...untouched, organization_id: organization.id })
  })

  it('asks for a second factor, where there is one, and of whoever asks for it first', async () => {
    await app.services.settings.patch(app.scope, { authenticator_app: { enabled: true } })
    expect(faultOf(await change({ mfa_required: 'true' }))).toEqual([
      ...[422, 'organization_policy_excludes_caller', 'mfa_required'],
    ])
    const proven = createTestBrowser(app)
    await proven.signIn(admin, { strategy: 'password', secondFactorVerifiedAt: app.clock.now() })
    const { status, body } = await change({ mfa_required: 'true' }, proven)
    expect([status, body.response]).toMatchObject([
      200,
      {
        mfa_required: { effective: true, inherited: false, overridden: true },
        available_second_factors: ['totp', 'backup_code'],
      },
    ])
  })

  it('is changed by servers, which no policy locks out', async () => {
    const { status, body } = await server('PATCH', { ip_ranges: ['203.0.113.0/24'] })
    expect([status, body.ip_ranges.effective]).toEqual([200, ['203.0.113.0/24']])
    expect((await server('PATCH', { ip_ranges: null })).body.ip_ranges.effective).toBeNull()
  })

  it('tells what the instance has become stricter in since', async () => {
    await server('PATCH', {
      ...{ sign_in_methods: ['password', 'email_code'], session_lifetime_seconds: 9000 },
      ip_ranges: ['203.0.113.0/24', '198.51.100.0/24'],
    })
    await app.services.settings.patch(app.scope, {
      ...{ password: { enabled: false, required: false }, sessions: { lifetime_seconds: 600 } },
      organizations: { policy: { ip_ranges: ['203.0.0.0/16'] } },
    })
    expect((await server('GET')).body).toMatchObject({
      sign_in_methods: { effective: ['email_code'], inherited: ['email_code', 'ticket'] },
      session_lifetime_seconds: { effective: 600, inherited: 600, overridden: true },
      ip_ranges: { effective: ['203.0.113.0/24'], inherited: ['203.0.0.0/16'], overridden: true },
    })
  })

  it('is written into the log of events with its organization', async () => {
    await change({ session_lifetime_seconds: '3600' })
    const events = await app.db
      .selectFrom('events')
      .select(['type', 'entity_version'])
      .where('entity_id', '=', organization.id)
      .orderBy('entity_version')
      .execute()
    expect(events.at(-1)).toEqual({ type: 'organization.updated', entity_version: organization.version + 1 })
  })

  it('is read by members, changed by those who may', async () => {
    const reader = createTestBrowser(app)
    await reader.signIn(await addMember(app, organization, { roles: ['org:reader'] }))
    expect((await reader.get(path())).status).toBe(200)
    expect(faultOf(await change({ mfa_required: 'false' }, reader)).slice(0, 2)).toEqual([
      ...[403, 'missing_organization_permission'],
    ])
  })
})

describe('a policy is refused', () => {
  const invalid = 'form_param_value_invalid'
  it.each<[Form, string, string]>([
    [{ ip_ranges: 'office' }, invalid, 'ip_ranges'],
    [{ ip_ranges: '10.0.0.1/8' }, invalid, 'ip_ranges'],
    [
      { session_lifetime_seconds: '604801' },
      'organization_policy_looser_than_instance',
      'session_lifetime_seconds',
    ],
    [{ sign_in_methods: 'oauth_google' }, 'organization_policy_looser_than_instance', 'sign_in_methods'],
    [{ mfa_required: 'true' }, 'organization_policy_mfa_unavailable', 'mfa_required'],
  ])('for what it says: %j', async (form, code, param) => {
    expect(faultOf(await change(form))).toEqual([422, code, param])
    expect((await server('GET')).body).toEqual({ ...untouched, organization_id: organization.id })
  })

  it.each([
    { session_lifetime_seconds: '299' },
    { session_lifetime_seconds: 'soon' },
    { session_lifetime_seconds: '3600.5' },
    { sign_in_methods: 'carrier_pigeon' },
    { mfa_required: 'perhaps' },
    { colour: 'red' },
  ])('for how it is written: %j', async (form) => {
    expect((await change(form as unknown as Record<string, string>)).status).toBe(422)
  })

  it('for more networks than a policy holds, and for no method at all', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `10.0.0.${index}`)
    expect((await server('PATCH', { ip_ranges: many })).status).toBe(422)
    expect((await server('PATCH', { ip_ranges: many.slice(1) })).status).toBe(200)
    expect((await server('PATCH', { sign_in_methods: [] })).status).toBe(422)
  })

  it('says what to write instead of what is no network', async () => {
    const { body } = await change({ ip_ranges: '10.0.0.1/8' })
    expect(body.errors[0].long_message).toBe(
      '"10.0.0.1/8" is an address inside a network. Write 10.0.0.0/8 for the network, or 10.0.0.1 for the address.',
    )
  })

  // An administrator who is out cannot let themselves in again.
  it.each<[Form, string]>([
    [{ ip_ranges: '203.0.113.0/24' }, 'ip_ranges'],
    [{ sign_in_methods: 'email_code' }, 'sign_in_methods'],
    [{ session_lifetime_seconds: '300' }, 'session_lifetime_seconds'],
  ])('for locking out whoever asks for it: %j', async (form, param) => {
    app.clock.advance(301_000)
    expect(faultOf(await change(form))).toEqual([422, 'organization_policy_excludes_caller', param])
    expect((await server('GET')).body).toEqual({ ...untouched, organization_id: organization.id })
  })

  it('by name of the rules that would lock out', async () => {
    const { body } = await change({ sign_in_methods: 'email_code', ip_ranges: '203.0.113.0/24' })
    expect(body.errors[0].meta.unmet).toEqual([
      { rule: 'sign_in_method', sign_in_methods: ['email_code'] },
      { rule: 'ip_not_allowed' },
    ])
  })
})

describe('what an instance asks of all its organizations', () => {
  it('is a second factor, which no organization goes without', async () => {
    await app.services.settings.patch(app.scope, {
      ...{ authenticator_app: { enabled: true }, organizations: { policy: { mfa_required: true } } },
    })
    expect((await server('GET')).body.mfa_required).toEqual({
      ...{ effective: true, inherited: true, overridden: false },
    })
    const { status, body } = await server('PATCH', { mfa_required: false })
    expect(faultOf({ status, body })).toEqual([
      ...[422, 'organization_policy_looser_than_instance', 'mfa_required'],
    ])
    expect(faultOf(await browser.get(path())).slice(0, 2)).toEqual([403, 'organization_policy_unmet'])
    const withoutApps = app.services.settings.patch(app.scope, { authenticator_app: { enabled: false } })
    await expect(withoutApps).rejects.toMatchObject({
      errors: [{ code: 'organization_policy_mfa_unavailable' }],
    })
  })

  it('is refused where it is no network, or nobody could meet it', async () => {
    const patch = async (policy: Record<string, unknown>) => {
      const refused = app.services.settings.patch(app.scope, { organizations: { policy } })
      const error = await refused.catch((thrown: unknown) => thrown)
      return (error as DomainErrors).errors.map(({ code, options: { param } }) => [code, param])
    }
    expect(await patch({ ip_ranges: ['127.0.0.1', 'office'] })).toEqual([
      ['form_param_value_invalid', 'organizations.policy.ip_ranges.1'],
    ])
    expect(await patch({ mfa_required: true })).toEqual([
      ['organization_policy_mfa_unavailable', 'organizations.policy.mfa_required'],
    ])
  })

  it('counts for one that asks for nothing', async () => {
    await app.services.settings.patch(app.scope, {
      organizations: { policy: { ip_ranges: ['203.0.113.0/24'] } },
    })
    expect(faultOf(await browser.get(path())).slice(0, 2)).toEqual([403, 'organization_policy_unmet'])
  })
})

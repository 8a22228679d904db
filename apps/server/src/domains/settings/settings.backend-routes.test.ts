import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

type Body = Record<string, unknown> & { errors: { code: string; meta?: { param_name?: string } }[] }

async function call(method: string, path: string, body?: unknown, key?: string) {
  const answer = await test.backend(method, path, body, key)
  const text = await answer.text()
  return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as Body }
}

const settings = () => test.services.directory.byId(test.instance.id)?.settings

describe('the instance', () => {
  it('is read by its secret key', async () => {
    const { status, body } = await call('GET', '/v1/instance')
    expect(status).toBe(200)
    expect(body).toEqual({
      object: 'instance',
      id: test.instance.id,
      environment_type: 'development',
      allowed_origins: [],
      workspace_id: null,
    })
  })

  it('is changed, answers with no body, and counts at once', async () => {
    const change = {
      test_mode: false,
      hibp: false,
      support_email: 'help@acme.test',
      clerk_js_version: '6.29.3',
      development_origin: 'http://localhost:5173',
      allowed_origins: ['https://admin.acme.test'],
      url_based_session_syncing: true,
      preferred_sign_in_strategy_when_password_required: 'otp',
    }
    const { status, body } = await call('PATCH', '/v1/instance', change)
    expect([status, body]).toEqual([204, undefined])
    expect(settings()).toMatchObject({
      test_mode: false,
      branding: { support_email: 'help@acme.test' },
      assets: { clerk_js_version: '6.29.3' },
      origins: { allowed: ['https://admin.acme.test'] },
      sign_in: { preferred_strategy: 'otp' },
    })
    expect(test.services.directory.byId(test.instance.id)?.homeOrigin).toBe('http://localhost:5173')
    const environment = (await (await test.fetch('/v1/environment')).json()) as {
      display_config: Record<string, unknown>
    }
    expect(environment.display_config).toMatchObject({
      support_email: 'help@acme.test',
      home_url: 'http://localhost:5173',
      preferred_sign_in_strategy: 'otp',
      clerk_js_version: '6.29.3',
    })
  })

  it('keeps what is null or absent', async () => {
    await call('PATCH', '/v1/instance', { test_mode: true })
    const before = settings()
    expect((await call('PATCH', '/v1/instance', { test_mode: null, support_email: null })).status).toBe(204)
    expect((await call('PATCH', '/v1/instance', {})).status).toBe(204)
    expect(settings()).toEqual(before)
  })

  it.each([
    [{ allowed_origins: ['https://a.test/path'] }, 422, 'form_invalid_origin', 'allowed_origins'],
    [{ development_origin: 'localhost' }, 422, 'form_invalid_origin', 'development_origin'],
    [{ support_email: 'nobody' }, 422, 'form_param_format_invalid', 'support_email'],
    [{ whatever: 1 }, 422, 'form_param_unknown', 'whatever'],
    [{ test_mode: 'yes' }, 422, 'form_param_type_invalid', 'test_mode'],
  ])('refuses %o', async (change, status, code, param) => {
    const answer = await call('PATCH', '/v1/instance', change)
    expect(answer.status).toBe(status)
    expect(answer.body.errors[0]).toMatchObject({ code, meta: { param_name: param } })
  })

  it('writes what became of it into the event log, with a version that grows', async () => {
    await call('PATCH', '/v1/instance', { allowed_origins: ['https://one.test'] })
    await call('PATCH', '/v1/instance', { allowed_origins: ['https://two.test'] })
    const events = await test.db
      .selectFrom('events')
      .select(['data', 'entity_version'])
      .where('instance_id', '=', test.instance.id)
      .where('type', '=', 'instance.updated')
      .orderBy('position', 'desc')
      .limit(2)
      .execute()
    expect(events[0]?.data).toMatchObject({
      object: 'instance',
      id: test.instance.id,
      allowed_origins: ['https://two.test'],
    })
    expect(events[0]?.entity_version).toBe((events[1]?.entity_version ?? 0) + 1)
  })
})

describe('restrictions', () => {
  it('are changed one by one', async () => {
    const { status, body } = await call('PATCH', '/v1/instance/restrictions', {
      block_email_subaddresses: true,
      blocklist: null,
      allowlist: false,
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      object: 'instance_restrictions',
      allowlist: false,
      blocklist: false,
      allowlist_blocklist_disabled_on_sign_in: false,
      block_email_subaddresses: true,
      block_disposable_email_domains: false,
    })
    expect((await call('PATCH', '/v1/instance/restrictions', {})).body).toEqual(body)
  })

  it('know no other switch', async () => {
    expect((await call('PATCH', '/v1/instance/restrictions', { greylist: true })).body.errors[0]?.code).toBe(
      'form_param_unknown',
    )
  })
})

describe('settings of sign-up and mail', () => {
  it('are changed, and shown as they are', async () => {
    const change = {
      restricted_to_allowlist: false,
      from_email_address: 'no-reply@acme.test',
      progressive_sign_up: false,
    }
    const { status, body } = await call('PATCH', '/v1/beta_features/instance_settings', change)
    expect(status).toBe(200)
    expect(body).toEqual({
      object: 'instance_settings',
      id: test.instance.id,
      restricted_to_allowlist: false,
      from_email_address: 'no-reply@acme.test',
      progressive_sign_up: false,
      enhanced_email_deliverability: false,
    })
  })

  it('complete a sender without a domain only where the instance has one', async () => {
    const { instances, directory } = test.services
    const applicationId = await instances.createApplication('Live')
    const id = await instances.createInstance({
      applicationId,
      slug: 'live',
      environmentType: 'production',
      frontendHost: 'clerk.acme.test',
    })
    await directory.refresh()
    const key = await instances.revealSecretKey(id)
    const live = await call(
      'PATCH',
      '/v1/beta_features/instance_settings',
      { from_email_address: 'hello' },
      key,
    )
    expect(live.body['from_email_address']).toBe('hello@acme.test')
    const development = await call('PATCH', '/v1/beta_features/instance_settings', {
      from_email_address: 'hello',
    })
    expect(development.body.errors[0]).toMatchObject({
      code: 'form_param_format_invalid',
      meta: { param_name: 'from_email_address' },
    })
  })
})

describe('communication', () => {
  it('lists no country: nothing is sent to any', async () => {
    const none = { object: 'instance_communication', blocked_country_codes: [] }
    expect((await call('GET', '/v1/instance/communication')).body).toEqual(none)
    expect((await call('PATCH', '/v1/instance/communication', { blocked_country_codes: [] })).body).toEqual(
      none,
    )
    expect((await call('PATCH', '/v1/instance/communication', {})).body).toEqual(none)
  })

  it.each([[['kp']], [['USA']], [['KP', 'KP']]])('refuses %o', async (codes) => {
    expect((await call('PATCH', '/v1/instance/communication', { blocked_country_codes: codes })).status).toBe(
      422,
    )
  })
})

// A switch that is accepted and does nothing is a promise that nobody keeps.
describe('what this server does not have', () => {
  it.each([
    ['/v1/instance', { hibp: true }],
    ['/v1/instance', { url_based_session_syncing: false }],
    ['/v1/instance/restrictions', { allowlist: true }],
    ['/v1/instance/restrictions', { blocklist: true }],
    ['/v1/instance/restrictions', { allowlist_blocklist_disabled_on_sign_in: true }],
    ['/v1/instance/restrictions', { block_disposable_email_domains: true }],
    ['/v1/beta_features/instance_settings', { restricted_to_allowlist: true }],
    ['/v1/instance/communication', { blocked_country_codes: ['KP'] }],
  ])('is not switched on by %s %o', async (path, change) => {
    const { status, body } = await call('PATCH', path, { ...change })
    expect([status, body.errors[0]]).toEqual([
      422,
      expect.objectContaining({
        code: 'form_param_value_invalid',
        meta: { param_name: Object.keys(change)[0] },
      }),
    ])
  })
})

describe('every operation', () => {
  it.each([
    ['GET', '/v1/instance'],
    ['PATCH', '/v1/instance'],
    ['PATCH', '/v1/instance/restrictions'],
    ['PATCH', '/v1/beta_features/instance_settings'],
    ['GET', '/v1/instance/communication'],
    ['PATCH', '/v1/instance/communication'],
  ])('%s %s needs a secret key', async (method, path) => {
    expect((await test.fetch(path, { method })).status).toBe(401)
  })

  it('changes the instance of the key and no other', async () => {
    const other = await test.otherInstance('bystander')
    await call('PATCH', '/v1/instance', { support_email: 'mine@acme.test' })
    const bystander = test.services.directory.byId(other.instance.id)
    expect(bystander?.settings.branding.support_email).toBe('')
  })
})

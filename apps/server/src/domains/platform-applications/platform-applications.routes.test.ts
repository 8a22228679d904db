import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

interface PlatformInstance {
  instance_id: string
  environment_type: string
  publishable_key: string
  secret_key?: string
}
interface Application {
  application_id: string
  name: string
  instances: PlatformInstance[]
}

let test: TestApp
let key: string
beforeAll(async () => {
  test = await createTestApp()
  key = await test.services.platformKeys.reveal()
})
afterAll(() => test.close())

async function call<Body>(method: string, path: string, body?: unknown) {
  const answer = await test.backend(method, path, body, key)
  return { status: answer.status, body: (await answer.json()) as Body }
}
type Faults = { errors: { code: string; meta?: { param_name?: string } }[] }

/** The tables in which an instance has rows. */
async function tablesWith(instanceId: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where column_name = 'instance_id' and table_schema = current_schema() order by name`.execute(test.db)
  const found: string[] = []
  for (const { name } of tables) {
    const rows = sql`select from ${sql.table(name)} where instance_id = ${instanceId} limit 1`
    if ((await rows.execute(test.db)).rows.length > 0) found.push(name)
  }
  return found
}

const create = async (body: object) =>
  (await call<Application>('POST', '/v1/platform/applications', body)).body

describe('the Platform API', () => {
  it.each([
    ['nothing', undefined, 401],
    ['an unknown platform key', 'Bearer ak_guess', 401],
    ['a client token', 'Bearer dG9rZW4', 401],
  ])('refuses %s', async (_what, authorization, status) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    expect((await test.fetch('/v1/platform/applications', { headers })).status).toBe(status)
  })

  // Attack: a secret key opens one instance; it must not open the server that holds them all.
  it('does not exist for a secret key', async () => {
    expect((await test.backend('GET', '/v1/platform/applications')).status).toBe(404)
  })

  it('makes one platform key at the first start and no other later', async () => {
    await test.services.platformKeys.ensureKey()
    expect(await test.db.selectFrom('platform_keys').select('id').execute()).toHaveLength(1)
  })
})

describe('applications', () => {
  it('are created with a development instance, whose keys open it at once', async () => {
    const application = await create({ name: 'Crème & Söhne' })
    expect(application.instances).toHaveLength(1)
    const [instance] = application.instances
    expect(instance?.environment_type).toBe('development')
    const answer = await test.backend('GET', '/v1/instance', undefined, instance?.secret_key)
    expect(await answer.json()).toMatchObject({ id: instance?.instance_id })
    expect(test.services.directory.byId(instance?.instance_id ?? '')?.slug).toMatch(
      /^creme-sohne-[0-9a-f]{6}$/,
    )
  })

  it('are created with a production instance on their domain, and its portal beside it', async () => {
    const application = await create({
      name: 'Live',
      domain: 'Live.Example.com',
      environment_types: ['development', 'production'],
    })
    const production = application.instances.find((instance) => instance.environment_type === 'production')
    expect(production?.publishable_key).toBe(
      `pk_live_${Buffer.from('clerk.live.example.com$').toString('base64')}`,
    )
    expect(test.services.directory.byHost('accounts.live.example.com')?.id).toBe(production?.instance_id)
  })

  it.each([
    [{}, 'form_param_missing', 'name'],
    [{ name: 'X', environment_types: ['production'] }, 'form_conditional_param_missing', 'domain'],
    [
      { name: 'X', environment_types: ['production'], domain: 'localhost' },
      'form_param_format_invalid',
      'domain',
    ],
    [{ name: 'X', colour: 'red' }, 'form_param_unknown', 'colour'],
  ])('are refused as %o', async (body, code, param) => {
    const answer = await call<Faults>('POST', '/v1/platform/applications', body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0]).toMatchObject({ code, meta: { param_name: param } })
  })

  it('cannot take a domain that another one has, as its own or as a satellite', async () => {
    await create({ name: 'First', domain: 'taken.example.com', environment_types: ['production'] })
    await test.services.domains.addSatellite(test.scope, { name: 'satellite.example.com', proxyUrl: null })
    for (const domain of ['taken.example.com', 'satellite.example.com']) {
      const second = { name: 'Second', domain, environment_types: ['production'] }
      const answer = await call<Faults>('POST', '/v1/platform/applications', second)
      expect(answer.body.errors[0]).toMatchObject({ code: 'home_url_taken', meta: { param_name: 'domain' } })
    }
    const all = await call<Application[]>('GET', '/v1/platform/applications')
    expect(all.body.map(({ name }) => name)).not.toContain('Second')
  })

  it('show secret keys only when asked', async () => {
    const { application_id: id } = await create({ name: 'Quiet' })
    const path = `/v1/platform/applications/${id}`
    const quiet = await call<Application>('GET', path)
    const open = await call<Application>('GET', `${path}?include_secret_keys=true`)
    expect(quiet.body.instances[0]).not.toHaveProperty('secret_key')
    expect(open.body.instances[0]?.secret_key).toMatch(/^sk_test_/)
    const listed = await call<Application[]>('GET', '/v1/platform/applications')
    expect(JSON.stringify(listed.body)).not.toContain('secret_key')
  })

  it('are renamed, also in what browsers see', async () => {
    const application = await create({ name: 'Before' })
    const path = `/v1/platform/applications/${application.application_id}`
    expect((await call<Application>('PATCH', path, { name: 'After' })).body.name).toBe('After')
    expect(test.services.directory.byId(application.instances[0]?.instance_id ?? '')?.applicationName).toBe(
      'After',
    )
  })

  it('are deleted with their instances, whose keys then open nothing', async () => {
    const application = await create({ name: 'Doomed' })
    const path = `/v1/platform/applications/${application.application_id}`
    const { body } = await call('DELETE', path)
    expect(body).toEqual({ deleted: true, object: 'application', id: application.application_id })
    expect((await call('GET', path)).status).toBe(404)
    const answer = await test.backend('GET', '/v1/instance', undefined, application.instances[0]?.secret_key)
    expect(answer.status).toBe(401)
  })

  it('are deleted with everything in them: pictures, too, and only the log of what happened stays', async () => {
    const application = await create({ name: 'Doomed, with users' })
    const instance = test.services.directory.byId(application.instances[0]?.instance_id ?? '')
    if (!instance) throw new RangeError('the new instance is in the directory')
    const scope = { instance, request: {} }
    await createUser(test, { password: { password: testPassword } }, scope)
    const image = { contentType: 'image/webp', bytes: new Uint8Array([1, 2, 3]) }
    await test.db.transaction().execute((tx) => test.services.images.insertIn(tx, scope, image))
    expect(await tablesWith(instance.id)).toContain('images')
    await call('DELETE', `/v1/platform/applications/${application.application_id}`)
    expect(await tablesWith(instance.id)).toEqual(['events', 'invalidations'])
  })

  it('are kept when they have the default instance', async () => {
    const answer = await call<Faults>('DELETE', `/v1/platform/applications/${test.instance.applicationId}`)
    expect([answer.status, answer.body.errors[0]?.code]).toEqual([400, 'request_invalid_for_instance'])
  })
})

describe('instances', () => {
  it('for production are added with their domain and keys', async () => {
    const application = await create({ name: 'Growing' })
    const path = `/v1/platform/applications/${application.application_id}/instances`
    const { status, body } = await call<Record<string, unknown>>('POST', path, {
      domain: 'growing.example.com',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      object: 'instance',
      environment_type: 'production',
      publishable_key: `pk_live_${Buffer.from('clerk.growing.example.com$').toString('base64')}`,
      secret_key: expect.stringMatching(/^sk_live_/),
      active_domain: {
        object: 'domain',
        name: 'growing.example.com',
        accounts_portal_url: 'https://accounts.growing.example.com',
      },
    })
    const again = await call<Faults>('POST', path, { domain: 'other.example.com' })
    expect(again.body.errors[0]).toMatchObject({
      code: 'duplicate_record',
      meta: { param_name: 'environment_type' },
    })
  })

  it('can start with the settings of another one of their application, and of no other application', async () => {
    const application = await create({ name: 'Cloning' })
    const source = application.instances[0]?.instance_id ?? ''
    const base = `/v1/platform/applications/${application.application_id}/instances`
    await call('PATCH', `${base}/${source}/config`, { password: { min_length: 15 } })
    const foreign = await call<Faults>('POST', base, {
      domain: 'clone.example.com',
      clone_instance_id: test.instance.id,
    })
    expect(foreign.body.errors[0]).toMatchObject({ meta: { param_name: 'clone_instance_id' } })
    const { body } = await call<{ id: string }>('POST', base, {
      domain: 'clone.example.com',
      clone_instance_id: source,
    })
    expect(test.services.directory.byId(body.id)?.settings.password.min_length).toBe(15)
  })

  it('get new secret keys, one or all of an application', async () => {
    const application = await create({
      name: 'Rotating',
      domain: 'rotating.example.com',
      environment_types: ['development', 'production'],
    })
    const base = `/v1/platform/applications/${application.application_id}`
    const old = new Map(
      application.instances.map((instance) => [instance.environment_type, instance.secret_key]),
    )
    const one = await call<Application>('POST', `${base}/instances/development/rotate_secret_keys`, {
      reason: 'leaked',
    })
    expect(one.body.instances).toHaveLength(1)
    expect((await test.backend('GET', '/v1/instance', undefined, old.get('development'))).status).toBe(401)
    expect((await test.backend('GET', '/v1/instance', undefined, old.get('production'))).status).toBe(200)
    const all = await call<Application>('POST', `${base}/rotate_secret_keys`, {})
    expect(all.body.instances).toHaveLength(2)
    expect((await test.backend('GET', '/v1/instance', undefined, old.get('production'))).status).toBe(401)
    expect(
      (await test.backend('GET', '/v1/instance', undefined, all.body.instances[0]?.secret_key)).status,
    ).toBe(200)
  })
})

describe('the settings document', () => {
  const path = () => `/v1/platform/applications/${test.instance.applicationId}/instances/development/config`

  it('is read as a whole or by groups, by environment or id', async () => {
    const whole = await call<Record<string, unknown>>('GET', path())
    expect(whole.body).toMatchObject({
      password: { min_length: 8 },
      sign_up: { mode: 'public' },
      config_version: expect.any(String),
    })
    const byId = path().replace('/development/', `/${test.instance.id}/`)
    const part = await call<Record<string, unknown>>('GET', `${byId}?keys=password&keys=sign_up`)
    expect(Object.keys(part.body).sort()).toEqual(['config_version', 'password', 'sign_up'])
  })

  it('is changed where given, and answers what it was and is', async () => {
    const { status, body } = await call('PATCH', `${path()}?keys=password`, { password: { min_length: 10 } })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      dry_run: false,
      before: { password: { min_length: 8 } },
      after: { password: { min_length: 10 } },
    })
    expect(test.services.directory.default().settings.password.min_length).toBe(10)
  })

  it('is only looked at in a dry run', async () => {
    const { body } = await call('PATCH', `${path()}?dry_run=true`, { password: { min_length: 40 } })
    expect(body).toMatchObject({ dry_run: true, after: { password: { min_length: 40 } } })
    expect(test.services.directory.default().settings.password.min_length).toBe(10)
  })

  it('loses a value only when destruction is allowed', async () => {
    const refused = await call<Faults>('PATCH', path(), { password: { min_length: null } })
    expect(refused.body.errors[0]).toMatchObject({
      code: 'form_param_nil',
      meta: { param_name: 'password.min_length' },
    })
    const { body } = await call('PATCH', `${path()}?destructive=true&keys=password`, {
      password: { min_length: null },
    })
    expect(body).toMatchObject({ after: { password: { min_length: 8 } } })
  })

  it('is changed only in the version that was read, where one is named', async () => {
    const { body } = await call<{ config_version: string }>('GET', path())
    const patch = (ifMatch: string) =>
      test.fetch(path(), {
        method: 'PATCH',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'if-match': ifMatch },
        body: '{"sign_up":{"mode":"restricted"}}',
      })
    expect((await patch(`"${body.config_version}"`)).status).toBe(200)
    expect((await patch(body.config_version)).status).toBe(409)
    expect((await patch('nonsense')).status).toBe(409)
    expect((await patch('*')).status).toBe(200)
  })

  it('is replaced as it was read, and only as a whole', async () => {
    const { body } = await call<Record<string, unknown>>('GET', path())
    const next = { ...body, sign_up: { mode: 'waitlist' } }
    const { status } = await call('PUT', path(), next)
    expect([status, test.services.directory.default().settings.sign_up.mode]).toEqual([200, 'waitlist'])
    const { password: _password, ...partial } = next as Record<string, unknown>
    const refused = await call<{ errors: { code: string; meta: unknown }[] }>('PUT', path(), partial)
    expect(refused.status).toBe(400)
    expect(refused.body.errors[0]).toMatchObject({
      code: 'malformed_request_parameters',
      meta: { missing_keys: ['password'] },
    })
  })

  it('never leaves an instance in which nobody could sign in', async () => {
    const answer = await call<Faults>('PATCH', path(), { email_address: { used_for_sign_in: false } })
    expect([answer.status, answer.body.errors[0]?.code]).toEqual([400, 'breaks_instance_invariant'])
  })

  it('is described by a schema, whole or by groups', async () => {
    const { body } = await call<{ properties: Record<string, unknown> }>('GET', `${path()}/schema`)
    expect(body).toMatchObject({ type: 'object', $schema: 'https://json-schema.org/draft/2020-12/schema' })
    expect(body.properties['password']).toMatchObject({
      properties: { min_length: { minimum: 8, maximum: 72 } },
    })
    const part = await call<{ properties: object }>('GET', `${path()}/schema?keys=password`)
    expect(Object.keys(part.body.properties)).toEqual(['password'])
  })

  it.each(['?keys=nonsense', '/schema?keys=nonsense'])('knows no other group at %s', async (suffix) => {
    const answer = await call<Faults>('GET', `${path()}${suffix}`)
    expect([answer.status, answer.body.errors[0]?.code]).toEqual([400, 'malformed_request_parameters'])
  })

  it.each(['staging', 'production', 'ins_unknown'])(
    'does not exist for %s where there is no such instance',
    async (environment) => {
      expect((await call('GET', path().replace('development', environment))).status).toBe(404)
    },
  )

  it('of one application is not reached through another', async () => {
    const { application_id: id } = await create({ name: 'Elsewhere' })
    expect(
      (await call('GET', `/v1/platform/applications/${id}/instances/${test.instance.id}/config`)).status,
    ).toBe(404)
  })
})

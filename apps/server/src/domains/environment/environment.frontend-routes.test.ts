import type { EnvironmentWire } from '@keywright/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

async function update(
  origin: string | undefined,
  path = '/v1/environment?_method=PATCH',
  headers: Record<string, string> = {},
) {
  const answer = await test.fetch(path, {
    method: 'POST',
    headers: { ...headers, ...(origin ? { origin } : {}) },
  })
  return { status: answer.status, body: (await answer.json()) as EnvironmentWire }
}

const home = (instance = test.instance) => test.services.directory.byId(instance.id)?.homeOrigin

describe('GET /v1/environment', () => {
  it('answers bare, to anybody', async () => {
    const answer = await test.fetch('/v1/environment?__clerk_api_version=2026-05-12&_clerk_js_version=6.29.3')
    const body = (await answer.json()) as EnvironmentWire
    expect(answer.status).toBe(200)
    expect(body.auth_config.object).toBe('auth_config')
    expect(body).not.toHaveProperty('response')
    expect(body.display_config.sign_in_url).toBe('http://localhost:3900/sign-in')
  })

  it('is of the instance that the request names', async () => {
    const { instance } = await test.otherInstance('elsewhere')
    const answer = await test.fetch('/i/elsewhere/v1/environment')
    const body = (await answer.json()) as EnvironmentWire
    expect(body.display_config.id).toBe(instance.id.replace('ins_', 'display_config_'))
    expect(body.display_config.sign_in_url).toBe('http://localhost:3900/i/elsewhere/sign-in')
  })

  it('records nothing', async () => {
    await test.fetch('/v1/environment', { headers: { origin: 'http://localhost:3123' } })
    expect(home()).toBeNull()
  })
})

describe('PATCH /v1/environment', () => {
  beforeEach(() => update('http://localhost:3000'))

  it('remembers where the development app lives, in the database and in what it answers', async () => {
    const { status, body } = await update('http://localhost:3001')
    expect(status).toBe(200)
    expect(body.display_config.home_url).toBe('http://localhost:3001')
    const row = await test.db
      .selectFrom('instances')
      .select('home_origin')
      .where('id', '=', test.instance.id)
      .executeTakeFirst()
    expect(row?.home_origin).toBe('http://localhost:3001')
  })

  it('does not take the account portal for the app', async () => {
    const before = home()
    await update(test.publicUrl)
    expect(home()).toBe(before)
  })

  it('works as a real PATCH and through the app’s proxy, too', async () => {
    await test.fetch('/v1/environment', { method: 'PATCH', headers: { origin: 'http://localhost:3002' } })
    expect(home()).toBe('http://localhost:3002')
    const proxy = { 'clerk-secret-key': test.secretKey, 'clerk-proxy-url': 'http://localhost:3003/__clerk' }
    await update('http://localhost:3003', '/v1/environment?_method=PATCH', proxy)
    expect(home()).toBe('http://localhost:3003')
  })

  it('changes nothing without an Origin, and nothing when it is the same', async () => {
    const before = test.services.directory.byId(test.instance.id)?.settingsVersion
    await update(undefined)
    await update('http://localhost:3000')
    expect(home()).toBe('http://localhost:3000')
    expect(test.services.directory.byId(test.instance.id)?.settingsVersion).toBe(before)
  })

  // Attack: any page can make this call; the home is where the portal sends users after they sign in.
  it.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'null',
    'http://localhost:3000/path',
    'javascript://localhost',
  ])('does not take %s for the app’s home', async (origin) => {
    await update(origin)
    expect(home()).toBe('http://localhost:3000')
  })

  it('does not record an origin in production', async () => {
    const { instances, directory } = test.services
    const applicationId = await instances.createApplication('Live')
    const id = await instances.createInstance({
      applicationId,
      slug: 'live',
      environmentType: 'production',
      frontendHost: 'clerk.acme.test',
    })
    await directory.refresh()
    const url = 'http://clerk.acme.test/v1/environment'
    const own = await test.fetch(url, { method: 'PATCH', headers: { origin: 'https://acme.test' } })
    const foreign = await test.fetch(url, { method: 'PATCH', headers: { origin: 'http://localhost:3000' } })
    expect([own.status, foreign.status, directory.byId(id)?.homeOrigin]).toEqual([200, 400, null])
  })
})

describe('GET /v1/account_portal', () => {
  const read = async () => (await test.fetch('/v1/account_portal')).json()

  it('says where the hosted pages lead, as the settings do', async () => {
    const scope = { ...test.scope, instance: test.services.directory.byId(test.instance.id) ?? test.instance }
    await read()
    await test.services.settings.patch(scope, { paths: { after_sign_in_url: 'https://app.example.com/in' } })
    expect(await read()).toMatchObject({
      object: 'account_portal',
      after_sign_in_url: 'https://app.example.com/in',
    })
  })
})

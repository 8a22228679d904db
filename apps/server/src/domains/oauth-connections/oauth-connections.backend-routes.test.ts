import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.services.settings.replace(app.scope, {})
  await app.db.deleteFrom('oauth_connections').execute()
  await app.services.directory.refresh()
})

const call = (method: string, path = '', body?: unknown, key?: string) =>
  app.call(method, `/v1/keywright/oauth_connections${path}`, body, key)
const social = async () => {
  const { body } = await createTestBrowser(app).get('/v1/environment')
  return body.user_settings.social
}
const own = { client_id: 'id', client_secret: 'hunter2' }

describe('switching a provider on', () => {
  it('takes nothing but its name in development, and apps see it at once', async () => {
    const { body } = await call('PATCH', '/google', {})
    expect(body).toMatchObject({
      ...{ provider: 'google', strategy: 'oauth_google', enabled: true, credentials: 'development' },
      callback_url: 'http://localhost:3900/v1/oauth_callback',
    })
    expect(await social()).toMatchObject({
      oauth_google: { enabled: true, authenticatable: true, strategy: 'oauth_google', name: 'Google' },
    })
    expect((await social()).oauth_google.logo_url).toMatch(/^data:image\/svg\+xml,/)
    await call('PATCH', '/google', { enabled: false })
    expect(await social()).toEqual({})
  })

  it('with credentials of one’s own keeps the secret to itself', async () => {
    const { body } = await call('PATCH', '/github', own)
    expect(body).toMatchObject({ credentials: 'own', client_id: 'id', has_client_secret: true })
    expect(JSON.stringify([body, await call('GET'), await social()])).not.toContain('hunter2')
    const rows = await app.db.selectFrom('oauth_connections').selectAll().execute()
    expect(rows.map(({ sealed_client_secret: sealed }) => sealed?.includes('hunter2'))).toEqual([false])
  })

  it.each<[string, object, number, string]>([
    ['/nobody', {}, 404, 'resource_not_found'],
    ['/github', { credentials: 'own' }, 422, 'oauth_config_missing client_id'],
    ['/github', { client_id: 'id' }, 422, 'oauth_config_missing client_secret'],
    ['/apple', own, 422, 'oauth_config_missing options.team_id'],
    [
      '/microsoft',
      { ...own, options: { tenant: 'evil.example/x#' } },
      422,
      'form_param_value_invalid options.tenant',
    ],
    ['/github', { ...own, options: { tenant: 'x' } }, 422, 'form_param_unknown options.tenant'],
    ['/github', { ...own, surplus: 1 }, 422, 'form_param_unknown surplus'],
    ['/google', { custom: { name: 'x', protocol: 'oidc' } }, 422, 'form_param_unknown custom'],
    [
      '/custom_acme',
      { ...own, custom: { name: 'x', protocol: 'oidc' } },
      422,
      'form_param_missing custom.issuer',
    ],
    [
      '/custom_acme',
      { ...own, custom: { name: 'x', protocol: 'oauth2' } },
      422,
      'form_param_missing custom.authorization_endpoint',
    ],
    [
      '/custom_acme',
      { credentials: 'development', custom: { name: 'x', protocol: 'oidc', issuer: 'https://a.example' } },
      422,
      'oauth_shared_credentials_not_supported credentials',
    ],
  ])('%s with %j is refused', async (path, body, status, fault) => {
    const answer = await call('PATCH', path, body)
    const [error] = answer.body.errors
    expect([answer.status, `${error.code} ${error.meta?.param_name ?? ''}`.trim()]).toEqual([status, fault])
  })

  it('by the provider that anybody can be is refused outside of development', async () => {
    const id = await app.services.instances.createInstance({
      ...{ applicationId: app.instance.applicationId, slug: 'live', environmentType: 'production' },
    })
    await app.services.directory.refresh()
    const key = await app.services.instances.revealSecretKey(id)
    const answer = await call('PATCH', '/google', { credentials: 'development' }, key)
    expect(answer.body.errors[0].code).toBe('oauth_shared_credentials_not_supported')
    expect((await call('PATCH', '/google', {}, key)).body.errors[0].code).toBe('oauth_config_missing')
    // Written by hand into the database, it is not believed either.
    await app.db
      .insertInto('oauth_connections')
      .values({ instance_id: id, provider: 'google', enabled: true, uses_development_provider: true })
      .execute()
    await app.services.directory.refresh()
    const instance = app.services.directory.byId(id)
    expect(instance?.oauthConnections).toHaveLength(1)
    const { user_settings: settings } = await app.services.environment.read({
      ...{ ...app.scope, instance: instance ?? app.instance },
    })
    expect(settings.social).toEqual({})
  })
})

describe('an instance with nothing but providers', () => {
  it('may be, and keeps the last of them', async () => {
    await call('PATCH', '/google', {})
    const only = { email_address: { enabled: false }, password: { enabled: false } }
    const instance = app.services.directory.default()
    await app.services.settings.patch({ ...app.scope, instance }, only)
    expect((await call('PATCH', '/google', { enabled: false })).body.errors[0].code).toBe(
      'breaks_instance_invariant',
    )
    expect((await call('PATCH', '/google', { authenticatable: false })).status).toBeGreaterThan(399)
    expect((await call('DELETE', '/google')).body.errors[0].code).toBe('breaks_instance_invariant')
    await call('PATCH', '/github', {})
    expect((await call('DELETE', '/google')).status).toBe(200)
  })

  it('cannot be without one', async () => {
    const change = app.services.settings.patch(app.scope, { email_address: { enabled: false } })
    await expect(change).rejects.toThrow()
  })
})

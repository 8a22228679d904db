import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

interface Domain {
  id: string
  name: string
  is_satellite: boolean
  proxy_url: string | null
}

let test: TestApp
let live: string
let liveId: string
beforeAll(async () => {
  test = await createTestApp()
  const { instances, directory } = test.services
  const applicationId = await instances.createApplication('Live')
  liveId = await instances.createInstance({
    applicationId,
    slug: 'live',
    environmentType: 'production',
    frontendHost: 'clerk.acme.test',
  })
  await directory.refresh()
  live = await instances.revealSecretKey(liveId as typeof test.instance.id)
})
afterAll(() => test.close())

async function call<Body>(method: string, path: string, body?: unknown, key = live) {
  const answer = await test.backend(method, path, body, key)
  return { status: answer.status, body: (await answer.json()) as Body }
}
type Faults = { errors: { code: string; meta?: { param_name?: string } }[] }

const add = (name: string, key = live) =>
  call<Domain & Faults>('POST', '/v1/domains', { name, is_satellite: true }, key)
const ownerOf = (host: string) => test.services.directory.byHost(host)?.id

describe('domains', () => {
  it('begin with the primary one, and its names to be set in DNS', async () => {
    const { body } = await call<{ data: Domain[]; total_count: number }>('GET', '/v1/domains')
    expect(body.total_count).toBe(1)
    expect(body.data[0]).toMatchObject({
      object: 'domain',
      name: 'acme.test',
      is_satellite: false,
      frontend_api_url: 'https://clerk.acme.test',
      accounts_portal_url: 'https://accounts.acme.test',
      proxy_url: null,
      cname_targets: [
        { host: 'clerk.acme.test', required: true },
        { host: 'accounts.acme.test', required: false },
      ],
    })
  })

  it('of a development instance ask for no DNS', async () => {
    const { body } = await call<{ data: Domain[] }>('GET', '/v1/domains', undefined, test.secretKey)
    expect(body.data[0]).toMatchObject({
      is_satellite: false,
      cname_targets: null,
      accounts_portal_url: 'http://localhost:3900',
    })
  })

  it('get satellites, whose host answers for the instance at once', async () => {
    const { status, body } = await add('Satellite.Test')
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'satellite.test', is_satellite: true, accounts_portal_url: null })
    expect(ownerOf('clerk.satellite.test')).toBe(liveId)
    const environment = await test.fetch('http://clerk.satellite.test/v1/environment')
    expect(await environment.json()).toMatchObject({
      display_config: { id: liveId.replace('ins_', 'display_config_') },
    })
  })

  it('are renamed with their host', async () => {
    const { body: domain } = await add('before.test')
    const { body } = await call<Domain>('PATCH', `/v1/domains/${domain.id}`, { name: 'after.test' })
    expect(body.name).toBe('after.test')
    expect([ownerOf('clerk.before.test'), ownerOf('clerk.after.test')]).toEqual([undefined, liveId])
  })

  it('get and lose a proxy URL, which then may stand in links', async () => {
    const { body: domain } = await add('proxied.test')
    const path = `/v1/domains/${domain.id}`
    expect(
      (await call<Domain>('PATCH', path, { proxy_url: 'https://www.proxied.test/__clerk' })).body.proxy_url,
    ).toBe('https://www.proxied.test/__clerk')
    expect(test.services.directory.byHost('clerk.proxied.test')?.proxyUrls).toContain(
      'https://www.proxied.test/__clerk',
    )
    expect((await call<Domain>('PATCH', path, { name: 'proxied.test' })).body.proxy_url).toBe(
      'https://www.proxied.test/__clerk',
    )
    expect((await call<Domain>('PATCH', path, { proxy_url: null })).body.proxy_url).toBeNull()
  })

  it('are removed with their host', async () => {
    const { body: domain } = await add('gone.test')
    const { body } = await call('DELETE', `/v1/domains/${domain.id}`)
    expect(body).toEqual({ object: 'domain', id: domain.id, deleted: true })
    expect(ownerOf('clerk.gone.test')).toBeUndefined()
    expect((await call('DELETE', `/v1/domains/${domain.id}`)).status).toBe(404)
  })

  it.each([
    'localhost',
    'acme',
    'https://acme.test',
    'acme.test:8080',
    '127.0.0.1',
    'a b.test',
    '-a.test',
    `${'a'.repeat(64)}.test`,
  ])('cannot be called %s', async (name) => {
    const { status, body } = await add(name)
    expect([status, body.errors[0]?.code]).toEqual([422, 'form_param_format_invalid'])
  })

  it('keep the primary one as it is: every key and token has its name', async () => {
    const { body } = await call<{ data: Domain[] }>('GET', '/v1/domains')
    const path = `/v1/domains/${body.data[0]?.id}`
    const renamed = await call<Faults>('PATCH', path, { name: 'new.test' })
    const deleted = await call<Faults>('DELETE', path)
    expect([renamed.status, deleted.status]).toEqual([403, 403])
    expect(renamed.body.errors[0]?.code).toBe('operation_not_allowed_on_primary_domain')
  })
})

describe('a host', () => {
  // Attack: who holds the key of one instance takes the host of another one, and with it its users' cookies.
  it('belongs to one instance of the whole server', async () => {
    await add('mine.test')
    const byDomain = await add('mine.test', test.secretKey)
    const byKey = await add('acme.test', test.secretKey)
    expect([byDomain.status, byKey.status]).toEqual([422, 422])
    expect([byDomain.body.errors[0]?.code, byKey.body.errors[0]?.code]).toEqual([
      'home_url_taken',
      'home_url_taken',
    ])
    expect([ownerOf('clerk.mine.test'), ownerOf('clerk.acme.test')]).toEqual([liveId, liveId])
  })

  it('is refused twice by the same instance, too', async () => {
    await add('twice.test')
    expect((await add('twice.test')).body.errors[0]).toMatchObject({
      code: 'duplicate_record',
      meta: { param_name: 'name' },
    })
  })

  it('cannot be moved or removed by another instance', async () => {
    const { body: domain } = await add('guarded.test')
    const path = `/v1/domains/${domain.id}`
    const change = await call('PATCH', path, { name: 'stolen.test' }, test.secretKey)
    const removal = await call('DELETE', path, undefined, test.secretKey)
    expect([change.status, removal.status]).toEqual([404, 404])
    expect(ownerOf('clerk.guarded.test')).toBe(liveId)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Instance } from './domains/instances/index.ts'
import { createEntrance, type Entrance } from './entrance.ts'
import { createTrustedProxies } from './platform/http/forwarded.policy.ts'
import { createTestApp, type TestApp } from './testing/test-app.ts'

let test: TestApp
let other: { instance: Instance; secretKey: string }
let live: { instance: Instance; secretKey: string }
let enter: Entrance

beforeAll(async () => {
  test = await createTestApp()
  other = await test.otherInstance('other')
  live = await createProductionInstance()
  enter = createEntrance({
    directory: test.services.directory,
    trustedProxies: createTrustedProxies(['10.0.0.1']),
    publicUrl: test.publicUrl,
  })
})
afterAll(() => test.close())

async function createProductionInstance() {
  const { instances, directory } = test.services
  const applicationId = await instances.createApplication('Live')
  const id = await instances.createInstance({
    applicationId,
    slug: 'live',
    environmentType: 'production',
    frontendHost: 'clerk.example.com',
  })
  await directory.refresh()
  const instance = directory.byId(id)
  if (!instance) throw new RangeError('the instance is in the directory')
  return { instance, secretKey: await instances.revealSecretKey(id) }
}

function open(
  url: string,
  headers: Record<string, string> = {},
  from: { remoteAddress?: string; method?: string } = {},
) {
  const raw = new Request(new URL(url, 'http://localhost:3900'), { method: from.method ?? 'GET', headers })
  return enter(raw, { remoteAddress: from.remoteAddress ?? '127.0.0.1', encrypted: false })
}

async function faultOf(answer: Response): Promise<[status: number, code: string | undefined]> {
  const body = (await answer.json()) as { errors: { code: string }[] }
  return [answer.status, body.errors[0]?.code]
}

const proxied = (secretKey: string, proxyUrl = 'http://localhost:3000/__clerk') => ({
  'clerk-secret-key': secretKey,
  'clerk-proxy-url': proxyUrl,
})

describe('the instance of a request', () => {
  it('is the default one when nothing names another', () => {
    expect(open('/v1/client').request.instanceId).toBe(test.instance.id)
  })

  it('is named by the proxy’s key, before host, prefix and publishable key', () => {
    const { request } = open(
      `http://clerk.example.com/v1/client?_publishable_key=${test.instance.publishableKey}`,
      proxied(other.secretKey),
    )
    expect(request.instanceId).toBe(other.instance.id)
  })

  it('is named by a mapped host, on any port, before prefix and publishable key', () => {
    const query = `?_publishable_key=${other.instance.publishableKey}`
    expect(open(`http://clerk.example.com/v1/client${query}`).request.instanceId).toBe(live.instance.id)
    expect(open('http://clerk.example.com:8443/v1/client').request.instanceId).toBe(live.instance.id)
    expect(open('http://clerk.other.localhost:3943/v1/client').request.instanceId).toBe(other.instance.id)
  })

  it('is named by the path prefix, before a publishable key, and the prefix is no part of the route', () => {
    const { request } = open(`/i/other/v1/client?_publishable_key=${test.instance.publishableKey}`)
    expect(request).toMatchObject({ instanceId: other.instance.id, path: '/v1/client' })
    expect(request.info.publicUrl).toBe('http://localhost:3900/i/other')
    expect(open('/i/other').request.path).toBe('/')
  })

  it('is not named by a prefix on a mapped host', () => {
    const { request } = open('http://clerk.example.com/i/other/v1/client')
    expect(request).toMatchObject({ instanceId: live.instance.id, path: '/i/other/v1/client' })
  })

  it('is named by the publishable key in the query', () => {
    expect(open(`/v1/client?_publishable_key=${other.instance.publishableKey}`).request.instanceId).toBe(
      other.instance.id,
    )
  })

  it('is never another one when the name is unknown', () => {
    expect(open('/i/nobody/v1/client').fault?.code).toBe('resource_not_found')
    expect(open('/v1/client?_publishable_key=pk_test_x').fault?.code).toBe('malformed_publishable_key')
  })
})

describe('a request through an app’s proxy', () => {
  it('is refused without the secret key, and with an unknown one', async () => {
    const missing = await test.fetch('/v1/client', {
      headers: { 'clerk-proxy-url': 'http://localhost:3000/__clerk' },
    })
    const unknown = await test.fetch('/v1/client', { headers: proxied('sk_test_guess') })
    expect(await faultOf(missing)).toEqual([400, 'proxy_request_missing_secret_key'])
    expect(await faultOf(unknown)).toEqual([401, 'proxy_request_invalid_secret_key'])
  })

  // Attack: the browser names a Backend path; the proxy adds the secret key to the request.
  it.each([
    ['GET', '/v1/users'],
    ['POST', '/v1/users'],
    ['GET', '/v1/users/count'],
    ['GET', '/v1/platform/applications'],
    ['GET', '/v1/events'],
    ['GET', '/v1/keywright/config'],
    ['GET', '/dashboard'],
    ['GET', '/dev/inbox'],
    ['POST', '/m2m_tokens'],
    ['GET', '/i/other/v1/users'],
    ['POST', '/v1/users/user_1?_method=DELETE'],
  ])('never reaches %s %s', async (method, path) => {
    const answer = await test.fetch(path, { method, headers: proxied(test.secretKey) })
    expect(await faultOf(answer)).toEqual([404, 'resource_not_found'])
  })

  // Attack: the browser sends the header itself, and the proxy passes it on.
  it.each(['sk_test_guess', 'sk_live_guess', 'test_guess', 'live_guess', 'ak_guess'])(
    'carries no Bearer %s',
    async (key) => {
      const headers = { ...proxied(test.secretKey), authorization: `Bearer ${key}` }
      const answer = await test.fetch('/v1/client', { headers })
      expect(await faultOf(answer)).toEqual([403, 'authorization_invalid'])
    },
  )

  it('carries no secret key even when it is the right one', async () => {
    const headers = { ...proxied(test.secretKey), authorization: `Bearer ${test.secretKey}` }
    expect((await test.fetch('/v1/users', { headers })).status).toBe(403)
  })

  it('carries what a client sends', () => {
    const { request, fault } = open('/v1/client', { ...proxied(test.secretKey), authorization: 'dG9rZW4' })
    expect(fault).toBeUndefined()
    expect(request.info).toMatchObject({
      proxied: true,
      publicUrl: 'http://localhost:3000/__clerk',
      secure: false,
    })
  })

  it('comes from the caller the proxy names', () => {
    const { request } = open('/v1/client', { ...proxied(test.secretKey), 'x-forwarded-for': '198.51.100.7' })
    expect(request.info.ip).toBe('198.51.100.7')
  })

  // Attack: the SDK's proxy makes Clerk-Proxy-Url from the browser's X-Forwarded-Host, so a browser can choose it,
  // and a link mailed to somebody else would lead to the attacker's host with the ticket in it.
  it('is not believed when it claims a stranger’s host', () => {
    const { request } = open('/v1/client', proxied(test.secretKey, 'https://evil.example/__clerk'))
    expect(request.info).toMatchObject({ proxied: true, secure: true, publicUrl: test.publicUrl })
  })

  it('of production is believed on the application’s domain and below it', () => {
    const urlFor = (proxyUrl: string) =>
      open('/v1/client', proxied(live.secretKey, proxyUrl)).request.info.publicUrl
    expect(urlFor('https://example.com/__clerk')).toBe('https://example.com/__clerk')
    expect(urlFor('https://app.example.com/__clerk/')).toBe('https://app.example.com/__clerk')
    expect(urlFor('https://app.example.com')).toBe('https://app.example.com')
    for (const strange of [
      'https://evilexample.com',
      'https://example.com.evil.test',
      'http://localhost:3000/__clerk',
    ])
      expect(urlFor(strange)).toBe(test.publicUrl)
  })
})

describe('a request that comes directly', () => {
  // Attack: forwarded headers from anybody.
  it('says nothing of itself by X-Forwarded headers', () => {
    const headers = {
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-host': 'clerk.example.com',
      'x-forwarded-proto': 'https',
    }
    const { request } = open('/v1/client', headers)
    expect(request.instanceId).toBe(test.instance.id)
    expect(request.info).toMatchObject({
      ip: '127.0.0.1',
      publicUrl: 'http://localhost:3900',
      secure: false,
      proxied: false,
    })
  })

  it('is what a trusted reverse proxy says of it', () => {
    const headers = {
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-host': 'clerk.example.com',
      'x-forwarded-proto': 'https',
    }
    const { request } = open('/v1/client', headers, { remoteAddress: '10.0.0.1' })
    expect(request.instanceId).toBe(live.instance.id)
    expect(request.info).toMatchObject({
      ip: '198.51.100.7',
      publicUrl: 'https://clerk.example.com',
      secure: true,
    })
  })

  // Attack: a forged Host would stand in links of mails to others.
  it('does not choose the public URL by a host that is not the instance’s', () => {
    expect(open('http://evil.example/v1/client').request.info.publicUrl).toBe(test.publicUrl)
    expect(open('http://127.0.0.1:3900/v1/client').request.info.publicUrl).toBe('http://127.0.0.1:3900')
  })

  // Attack: one request without encryption, and the client's token, or the link in somebody's mail, goes the same way.
  it('to production is served by https, whatever is known of its way', () => {
    const { request } = open('http://clerk.example.com/v1/client')
    expect(request.info).toMatchObject({ secure: true, publicUrl: 'https://clerk.example.com' })
    const behind = open('/v1/client', proxied(live.secretKey, 'http://app.example.com/__clerk'))
    expect(behind.request.info).toMatchObject({
      secure: true,
      publicUrl: 'https://app.example.com/__clerk',
    })
  })

  it('is refused with two Authorization headers', () => {
    const { fault } = open('/v1/users', { authorization: 'dG9rZW4, Bearer sk_test_1' })
    expect(fault?.code).toBe('multiple_authorization_header_values_forbidden')
  })

  it('loses a trailing slash before routing', () => {
    expect(open('/v1/me/email_addresses/').request.path).toBe('/v1/me/email_addresses')
    expect(open('/').request.path).toBe('/')
  })

  it('has its method replaced by _method on POST only', () => {
    expect(open('/v1/client?_method=DELETE', {}, { method: 'POST' }).request.method).toBe('DELETE')
    expect(open('/v1/client?_method=DELETE').request.method).toBe('GET')
  })
})

describe('keys of one instance', () => {
  it('never open another', async () => {
    const created = await test.backend('POST', '/v1/users', {
      email_address: ['a@example.com'],
      password: 'correct horse battery',
    })
    const { id } = (await created.json()) as { id: string }
    expect(created.status).toBe(200)
    const foreign = await test.backend('GET', `/v1/users/${id}`, undefined, other.secretKey)
    const missing = await test.backend('GET', '/v1/users/user_unknown', undefined, other.secretKey)
    expect(await faultOf(foreign)).toEqual([404, 'resource_not_found'])
    expect(await faultOf(missing)).toEqual([404, 'resource_not_found'])
  })

  it('count whatever host or prefix the call uses', async () => {
    const answer = await test.fetch('/i/other/v1/users/count', {
      headers: { authorization: `Bearer ${test.secretKey}` },
    })
    expect(await answer.json()).toMatchObject({ total_count: 1 })
  })

  it('refuse a Backend path without a key, with an unknown one and with a platform key', async () => {
    const none = await test.fetch('/v1/users')
    const unknown = await test.backend('GET', '/v1/users', undefined, 'sk_test_unknown')
    const platform = await test.backend(
      'GET',
      '/v1/users',
      undefined,
      await test.services.platformKeys.reveal(),
    )
    expect([none.status, unknown.status, platform.status]).toEqual([401, 401, 401])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Instance } from '../instances/index.ts'

let app: TestApp
let instance: Instance
let secretKey: string
let primary: TestBrowser
let satellite: TestBrowser
const page = 'https://shop.test/cart?x=1'

beforeAll(async () => {
  app = await createTestApp()
  const applicationId = await app.services.instances.createApplication('Live')
  const id = await app.services.instances.createInstance({
    applicationId,
    slug: 'live',
    environmentType: 'production',
    frontendHost: 'clerk.example.com',
    homeOrigin: 'https://example.com',
  })
  await app.services.directory.refresh()
  const before = app.services.directory.byId(id)
  if (!before) throw new RangeError('the new instance is in the directory')
  await app.services.domains.addSatellite(
    { instance: before, request: {} },
    { name: 'shop.test', proxyUrl: null },
  )
  instance = app.services.directory.byId(id) ?? before
  secretKey = await app.services.instances.revealSecretKey(id)
})
afterAll(() => app.close())
beforeEach(() => {
  primary = createTestBrowser(app, { instance, base: 'https://clerk.example.com', origin: '' })
  satellite = createTestBrowser(app, { instance, base: 'https://clerk.shop.test', origin: '' })
})

/** Follows redirects between the two hosts, each with its own cookies, as a browser does. */
async function travel(start: string): Promise<string> {
  let url = start
  for (let hops = 0; hops < 6; hops++) {
    const { host, pathname, search } = new URL(url)
    if (!host.startsWith('clerk.')) return url
    const on = host === 'clerk.shop.test' ? satellite : primary
    const answer = await on.get(pathname + search)
    expect([url, answer.status, answer.body]).toEqual([url, 307, ''])
    url = answer.headers.get('location') ?? ''
  }
  throw new RangeError(`the browser went in circles, last to ${url}`)
}

const syncFrom = (target: string) =>
  `https://clerk.shop.test/v1/client/sync?redirect_url=${encodeURIComponent(target)}`
const signedInOn = async (browser: TestBrowser) => {
  const { body } = await browser.get('/v1/client')
  return body.response?.sessions.length ?? 0
}

describe('a satellite', () => {
  it('learns from the primary domain who is signed in', async () => {
    await primary.signIn(await createUser(app, {}, primary.scope))
    expect(await travel(syncFrom(page))).toBe('https://shop.test/cart?x=1&__clerk_synced=true')
    expect(await signedInOn(satellite)).toBe(1)
    expect(satellite.jar.has('__client_sync')).toBe(false)
  })

  it('learns, too, that nobody is', async () => {
    expect(await travel(syncFrom(page))).toContain('__clerk_synced=true')
    expect(await signedInOn(satellite)).toBe(0)
  })

  it('asks the primary domain before it answers an app’s server, once', async () => {
    await primary.signIn(await createUser(app, {}, primary.scope))
    const start = `https://clerk.shop.test/v1/client/handshake?format=nonce&redirect_url=${encodeURIComponent(page)}`
    expect(await travel(start)).toBe('https://shop.test/cart?x=1&__clerk_synced=true')
    const nonce = satellite.jar.get('__clerk_handshake_nonce')
    const response = await app.backend(
      'get',
      `/v1/clients/handshake_payload?nonce=${nonce}`,
      undefined,
      secretKey,
    )
    const { directives } = (await response.json()) as { directives: string[] }
    expect(directives.find((line) => line.startsWith('__session='))).toMatch(/^__session=ey/)
    expect(directives.find((line) => line.startsWith('__client_uat='))).toContain('Domain=shop.test')
  })

  it('answers an app’s server, too, where nobody is signed in anywhere', async () => {
    const start = `https://clerk.shop.test/v1/client/handshake?format=nonce&redirect_url=${encodeURIComponent(page)}`
    expect(await travel(start)).toBe('https://shop.test/cart?x=1&__clerk_synced=true')
  })

  it('signs out with the primary domain', async () => {
    await primary.signIn(await createUser(app, {}, primary.scope))
    await travel(syncFrom(page))
    await primary.send('DELETE', '/v1/client/sessions', { headers: { origin: 'https://example.com' } })
    expect(await signedInOn(satellite)).toBe(0)
  })
})

describe('the journey', () => {
  const tokenUrl = async (): Promise<string> => {
    const first = await satellite.get(`/v1/client/sync?redirect_url=${encodeURIComponent(page)}`)
    const { pathname, search } = new URL(first.headers.get('location') ?? '')
    return (await primary.get(pathname + search)).headers.get('location') ?? ''
  }
  const follow = (on: TestBrowser, url: string) => on.get(new URL(url).pathname + new URL(url).search)

  it('ends once', async () => {
    await primary.signIn(await createUser(app, {}, primary.scope))
    const url = await tokenUrl()
    const state = satellite.jar.get('__client_sync') ?? ''
    expect((await follow(satellite, url)).status).toBe(307)
    satellite.jar.set('__client_sync', state)
    expect((await follow(satellite, url)).body.errors[0].code).toBe('sync_nonce_already_consumed')
  })

  // Login forgery (CWE-352): the attacker's own link would sign its reader in to the attacker's account.
  it('ends in the browser it began in, and in no other', async () => {
    await primary.signIn(await createUser(app, {}, primary.scope))
    const url = await tokenUrl()
    const victim = createTestBrowser(app, { instance, base: 'https://clerk.shop.test', origin: '' })
    expect((await follow(victim, url)).status).toBe(403)
    // Nor in one that is on a journey of its own.
    await follow(victim, syncFrom(page))
    expect(victim.jar.has('__client_sync')).toBe(true)
    const another = new URL(await tokenUrl())
    expect((await follow(victim, another.href)).status).toBe(403)
    expect(victim.jar.has('__client')).toBe(false)
  })

  it('is over after a minute', async () => {
    const url = await tokenUrl()
    app.clock.advance(60_000)
    expect((await follow(satellite, url)).status).toBe(403)
  })

  it.each([
    [
      'a host that is not the instance’s',
      '/v1/client/sync?link_domain=evil.example&__clerk_sync_state=s&redirect_url=https://example.com/',
    ],
    [
      'a page that is not the instance’s',
      '/v1/client/sync?link_domain=clerk.shop.test&__clerk_sync_state=s&redirect_url=https://evil.example/',
    ],
    ['a page that only ends alike', '/v1/client/sync?redirect_url=https://evilshop.test/'],
  ])('never leads to %s', async (_where, path) => {
    const answer = await primary.get(path)
    expect(answer.status).toBe(422)
    expect(answer.headers.get('location')).toBeNull()
  })

  it('keeps the client’s token sealed on its way', async () => {
    await primary.signIn(await createUser(app, {}, primary.scope))
    await tokenUrl()
    const rows = await app.db.selectFrom('client_sync_tokens').select('sealed_client_token').execute()
    expect(rows.some((row) => row.sealed_client_token?.toString('latin1').includes('ct_'))).toBe(false)
  })
})

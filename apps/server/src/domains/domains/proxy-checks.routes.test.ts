import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let proxy: Server
let proxyUrl: string
let sendsKey = true
let calls = 0
let live: string | undefined

/** The secret key of an instance that is in production. */
async function liveKey(): Promise<string> {
  if (live !== undefined) return live
  const applicationId = await test.services.instances.createApplication('Live')
  const id = await test.services.instances.createInstance({
    ...{ applicationId, slug: 'live', environmentType: 'production' as const },
    ...{ frontendHost: 'clerk.example.com', homeOrigin: 'https://example.com' },
  })
  await test.services.directory.refresh()
  live = await test.services.instances.revealSecretKey(id)
  return live
}

async function forward(path: string): Promise<Response> {
  if (!path.startsWith('/__clerk/'))
    return Response.redirect(new URL(path.replace('/elsewhere/', '/__clerk/'), proxyUrl), 302)
  const headers = new Headers({ 'clerk-proxy-url': proxyUrl, 'x-forwarded-for': '198.51.100.7' })
  if (sendsKey) headers.set('clerk-secret-key', test.secretKey)
  return await test.fetch(path.slice('/__clerk'.length), { headers })
}

/** An app's server: passes on what is under `/__clerk`, as the SDK's proxy does, and redirects the rest. */
beforeAll(async () => {
  test = await createTestApp()
  proxy = createServer((incoming, outgoing) => {
    calls += 1
    if (incoming.url?.startsWith('/endless')) {
      const pour = setInterval(() => outgoing.write(' '.repeat(10_000)), 5)
      outgoing.on('close', () => clearInterval(pour))
      return
    }
    void forward(incoming.url ?? '').then(async (answer) => {
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
      outgoing.end(await answer.text())
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/__clerk`
})
afterAll(async () => {
  proxy.close()
  await test.close()
})

async function check(body: object, key?: string) {
  const answer = await test.backend('POST', '/v1/proxy_checks', body, key)
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown> & { errors: { code: string }[] },
  }
}

async function primaryDomain(): Promise<string> {
  const [domain] = await test.services.domains.list(test.scope)
  return domain?.id ?? ''
}

describe('a proxy check', () => {
  it('succeeds when the proxy reaches this server with its key', async () => {
    const { status, body } = await check({ domain_id: await primaryDomain(), proxy_url: proxyUrl })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      object: 'proxy_check',
      domain_id: await primaryDomain(),
      proxy_url: proxyUrl,
      successful: true,
      last_run_at: expect.any(Number),
    })
  })

  // Attack (SSRF): the check is sent to what only this server can reach.
  it.each(['127.0.0.1', 'localhost', '[::1]', '169.254.169.254'])(
    'of a production instance asks nobody at %s',
    async (host) => {
      const key = await liveKey()
      const before = calls
      const url = new URL(proxyUrl)
      url.hostname = host
      expect((await check({ proxy_url: url.href }, key)).body['successful']).toBe(false)
      expect(calls).toBe(before)
    },
  )

  // Attack: the answer has no end.
  it('reads no more of an answer than one of ours can be', async () => {
    const startedAt = performance.now()
    expect((await check({ proxy_url: proxyUrl.replace('/__clerk', '/endless') })).body['successful']).toBe(
      false,
    )
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  it('fails when the proxy sends no key', async () => {
    sendsKey = false
    expect((await check({ proxy_url: proxyUrl })).body['successful']).toBe(false)
    sendsKey = true
  })

  it('fails when nobody answers', async () => {
    expect((await check({ proxy_url: 'http://127.0.0.1:9/__clerk' })).body['successful']).toBe(false)
  })

  // Attack: a redirect leads the server's own request to where only the server can go.
  it('follows no redirect', async () => {
    expect((await check({ proxy_url: proxyUrl.replace('/__clerk', '/elsewhere') })).body['successful']).toBe(
      false,
    )
  })

  it.each([['file:///etc/passwd'], ['__clerk'], ['http://user@127.0.0.1/']])(
    'is not made of %s',
    async (url) => {
      const { status, body } = await check({ proxy_url: url })
      expect([status, body.errors[0]?.code]).toEqual([422, 'form_param_format_invalid'])
    },
  )

  it('needs a proxy URL where the domain has none, and a domain of the instance', async () => {
    expect((await check({})).body.errors[0]?.code).toBe('form_param_missing')
    const other = await test.otherInstance()
    expect(
      (await check({ domain_id: await primaryDomain(), proxy_url: proxyUrl }, other.secretKey)).status,
    ).toBe(404)
  })
})

describe('GET /v1/proxy-health', () => {
  it('says to a stranger that nothing arrived', async () => {
    const answer = await test.fetch('/v1/proxy-health?domain_id=dmn_1')
    expect(await answer.json()).toEqual({
      status: 'unhealthy',
      message: expect.stringContaining('Clerk-Secret-Key'),
    })
  })

  it('says to a proxy who called, and whether the domain is the key’s', async () => {
    const headers = {
      'clerk-secret-key': test.secretKey,
      'clerk-proxy-url': proxyUrl,
      'x-forwarded-for': '198.51.100.7',
    }
    const own = await test.fetch(`/v1/proxy-health?domain_id=${await primaryDomain()}`, { headers })
    expect(await own.json()).toEqual({ status: 'healthy', x_forwarded_for: '198.51.100.7' })
    const foreign = await test.fetch('/v1/proxy-health?domain_id=dmn_other', { headers })
    expect(await foreign.json()).toMatchObject({ status: 'unhealthy' })
  })
})

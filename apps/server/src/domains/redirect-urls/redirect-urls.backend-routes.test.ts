import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

interface RedirectUrl {
  id: string
  url: string
}

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

async function call<Body>(method: string, path: string, body?: unknown, key?: string) {
  const answer = await test.backend(method, path, body, key)
  return { status: answer.status, body: (await answer.json()) as Body }
}
type Faults = { errors: { code: string; meta?: { param_name?: string } }[] }

const create = (url: string) => call<RedirectUrl & Faults>('POST', '/v1/redirect_urls', { url })

describe('redirect URLs', () => {
  it('are registered, read and listed, newest first', async () => {
    const { status, body } = await create('myapp://callback')
    expect(status).toBe(200)
    expect(body).toEqual({
      object: 'redirect_url',
      id: expect.stringMatching(/^ru_/),
      url: 'myapp://callback',
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
    })
    test.clock.advance(1000)
    await create('https://acme.test/callback')
    expect((await call('GET', `/v1/redirect_urls/${body.id}`)).body).toEqual(body)
    const list = await call<RedirectUrl[]>('GET', '/v1/redirect_urls')
    expect(list.body.map(({ url }) => url)).toEqual(['https://acme.test/callback', 'myapp://callback'])
  })

  it('come in pages, with their number when asked', async () => {
    const page = await call<{ data: RedirectUrl[]; total_count: number }>(
      'GET',
      '/v1/redirect_urls?paginated=true&limit=1&offset=1',
    )
    expect(page.body.total_count).toBe(2)
    expect(page.body.data.map(({ url }) => url)).toEqual(['myapp://callback'])
  })

  it('count exactly as registered', async () => {
    const { isRegistered } = test.services.redirectUrls
    expect(await isRegistered(test.scope, 'myapp://callback')).toBe(true)
    expect(await isRegistered(test.scope, 'myapp://callback/other')).toBe(false)
  })

  it('are no longer allowed once deleted', async () => {
    const { body } = await create('myapp://other')
    expect((await call('DELETE', `/v1/redirect_urls/${body.id}`)).body).toEqual({
      object: 'redirect_url',
      id: body.id,
      deleted: true,
    })
    expect((await call('DELETE', `/v1/redirect_urls/${body.id}`)).status).toBe(404)
    expect(await test.services.redirectUrls.isRegistered(test.scope, 'myapp://other')).toBe(false)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/relative',
    'https://user:pass@acme.test/',
    'acme',
  ])('cannot be %s', async (url) => {
    const { status, body } = await create(url)
    expect([status, body.errors[0]?.code]).toEqual([422, 'invalid_redirect_url'])
  })

  it('are refused without a URL, and twice', async () => {
    expect((await call<Faults>('POST', '/v1/redirect_urls', {})).body.errors[0]).toMatchObject({
      code: 'form_param_missing',
      meta: { param_name: 'url' },
    })
    await create('myapp://twice')
    expect((await create('myapp://twice')).body.errors[0]?.code).toBe('duplicate_record')
  })

  it('are nobody else’s', async () => {
    const { body } = await create('myapp://mine')
    const other = await test.otherInstance()
    const path = `/v1/redirect_urls/${body.id}`
    const foreign = await call('GET', path, undefined, other.secretKey)
    expect(foreign).toMatchObject({ status: 404 })
    expect((await call('DELETE', path, undefined, other.secretKey)).status).toBe(404)
    expect((await call('GET', '/v1/redirect_urls', undefined, other.secretKey)).body).toEqual([])
  })
})

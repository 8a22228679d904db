import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from './testing/test-app.ts'
import { createTestBrowser, forSession } from './testing/test-browser.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const claims = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())

it('me/sessions', async () => {
  const user = await app.services.users.create(app.scope, {
    emails: [{ emailAddress: 'a@example.com', verifiedBy: 'email_code' }],
    profile: {},
    password: { password: 'correct horse 1x' },
  } as never)
  const a = createTestBrowser(app)
  const b = createTestBrowser(app)
  const sa = await a.signIn(user, {
    actor: { sub: 'admin' },
    firstFactorVerifiedAt: new Date(Date.now() - 3600_000),
  })
  const sb = await b.signIn(user)
  const { body, status } = await a.get(forSession('/v1/me/sessions', sa.id))
  console.log(
    status,
    JSON.stringify(
      (body.response ?? body).map?.((s: never) => [
        s['id'],
        s['last_active_token'] && claims(s['last_active_token']['jwt']),
      ]),
    ),
    sa.id,
    sb.id,
  )
})
it('handshake location', async () => {
  const r = await app.fetch(
    `/v1/client/handshake?redirect_url=${encodeURIComponent('http://localhost:3000/ł')}`,
  )
  console.log('latin', r.status, r.headers.get('location'))
  const r2 = await app.fetch(
    `/v1/client/touch?redirect_url=${encodeURIComponent('http://localhost:3000/\nx')}`,
  )
  console.log('nl', r2.status, r2.headers.get('location'))
  for (const t of [
    '//evil.com',
    '/\\evil.com',
    'http:\\\\evil.com',
    'javascript:alert(1)',
    'http://localhost:3000@evil.com/',
    'http://localhost:3000\\@evil.com/',
    'http://evil.com#@localhost',
    'http:evil.com',
    'http://localhost.evil.com',
    'http://127.0.0.1.evil.com',
    'http://evil.localhost',
    'http://localhost:3000/?a=1#__clerk',
    'data:text/html,x',
    'blob:http://localhost:3000/x',
  ]) {
    const h = await app.fetch(`/v1/client/handshake?redirect_url=${encodeURIComponent(t)}`)
    const p = await app.fetch(`/sign-in?redirect_url=${encodeURIComponent(t)}`)
    const c = await app.fetch(`/v1/client/touch?redirect_url=${encodeURIComponent(t)}`)
    console.log(t, h.status, p.status, c.status, h.headers.get('location')?.slice(0, 60))
  }
})
it('proxied verify', async () => {
  const h = {
    'clerk-secret-key': app.secretKey,
    'clerk-proxy-url': 'http://localhost:3000/__clerk',
    origin: 'http://localhost:3000',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const r = await app.fetch('/v1/keywright/verify', { method: 'POST', headers: h, body: 'token=abc' })
  console.log('verify', r.status, await r.text())
})
it('csrf', async () => {
  const base = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const h of [
    { origin: 'null' },
    { origin: 'https://evil.com' },
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://LOCALHOST:3000' },
    { origin: 'http://localhost:3000/' },
    { origin: 'http://localhost.evil.com' },
    { origin: 'http://evil.localhost:1' },
    { origin: 'http://evil.com:3900', host: 'evil.com:3900' },
  ]) {
    const r = await app.fetch('/v1/client', { method: 'POST', headers: { ...base, ...h } as never, body: '' })
    console.log(JSON.stringify(h), r.status, r.headers.get('access-control-allow-origin'))
  }
  for (const m of ['GET', 'HEAD', 'OPTIONS', 'TRACE']) {
    try {
      const r = await app.fetch('/v1/client?_method=DELETE', {
        method: m,
        headers: { origin: 'https://evil.com' },
      })
      console.log(m, r.status, r.headers.get('access-control-allow-origin'))
    } catch (e) {
      console.log(m, String(e))
    }
  }
})
it('pages', async () => {
  for (const [u, h] of [
    ['http://evil.com/', {}],
    ['http://localhost:3900/', { 'x-forwarded-for': '1.1.1.1' }],
    ['http://localhost:3900/', {}],
    ['http://localhost.evil.com/', {}],
    ['http://127.0.0.1.evil.com:3900/dev/inbox.json', {}],
    ['http://0.0.0.0:3900/', {}],
    ['http://2130706433:3900/', {}],
    ['http://localhost.:3900/', {}],
    ['http://[::ffff:127.0.0.1]:3900/', {}],
    ['http://x.localhost:3900/dev/inbox.json', {}],
    ['http://localhost:3900/', { 'cf-connecting-ip': '1.1.1.1' }],
    ['http://localhost:3900/', { 'x-forwarded-proto': 'https' }],
  ] as const) {
    const r = await app.app.fetch(new Request(u, { headers: h as never }), {
      remoteAddress: '127.0.0.1',
      encrypted: false,
    })
    const t = await r.text()
    console.log(
      u,
      JSON.stringify(h),
      r.status,
      r.headers.get('location'),
      t.includes(app.secretKey) || t.startsWith('{"data"'),
    )
  }
})
it('production', async () => {
  const { instances, directory } = app.services
  const applicationId = await instances.createApplication('Live')
  const id = await instances.createInstance({
    applicationId,
    slug: 'live',
    environmentType: 'production',
    frontendHost: 'clerk.example.com',
  })
  await directory.refresh()
  const r = await app.app.fetch(
    new Request('http://clerk.example.com/v1/client', {
      method: 'POST',
      headers: { origin: 'https://example.com' },
    }),
    { remoteAddress: '9.9.9.9', encrypted: false },
  )
  console.log('prod http', r.status, r.headers.getSetCookie(), [...r.headers])
  const inst = directory.byId(id) as never
  await app.services.settings.patch(
    { instance: inst, request: {} },
    { email_address: { sign_in_with_link: true } },
  )
  await app.services.users.create({ instance: directory.byId(id) as never, request: {} }, {
    emails: [{ emailAddress: 'victim@example.com', verifiedBy: 'email_code' }],
    profile: {},
    password: { password: 'correct horse 1x' },
  } as never)
  for (const host of [
    'https://alice.example.com',
    'https://evil.com',
    'http://clerk.example.com',
    'https://clerk.example.com',
  ]) {
    const q = `?_publishable_key=${directory.byId(id)?.publishableKey}`
    const s = await app.app.fetch(
      new Request(`${host}/v1/client/sign_ins${q}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          identifier: 'victim@example.com',
          strategy: 'email_link',
          redirect_url: 'https://example.com/done',
        }).toString(),
      }),
      { remoteAddress: '9.9.9.9', encrypted: host.startsWith('https') },
    )
    console.log(host, s.status, s.status === 200 ? '' : await s.text())
    const row = await app.db
      .selectFrom('outgoing_messages')
      .select(['id', 'sealed_content'])
      .where('recipient', '=', 'victim@example.com')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row?.sealed_content)
      console.log(
        app.deps.vault
          .open(row.sealed_content, `message:${row.id}`)
          .toString()
          .match(/https?:[^\s"\\]+/)?.[0],
      )
    app.clock.advance(1000)
  }
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, forSession, type TestBrowser } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  browser = createTestBrowser(app)
  user = await createUser(app, { emailAddress: `ada.${Date.now()}${Math.random()}@example.com` })
})

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())

describe('GET /v1/client', () => {
  it('knows nothing of a browser never seen, and makes nothing up', async () => {
    const answer = await browser.get('/v1/client')
    expect(answer.body).toEqual({ response: null, client: null })
    expect(browser.jar.has(browser.clientCookie)).toBe(false)
  })

  it('shows who is signed in, with the whole user and a token for the page that asks', async () => {
    const session = await browser.signIn(user)
    const { body } = await browser.get('/v1/client')
    expect(body.client).toBeNull()
    expect(body.response).toMatchObject({
      object: 'client',
      last_active_session_id: session.id,
      sign_in: null,
      sign_up: null,
      cookie_expires_at: null,
      captcha_bypass: false,
      sessions: [
        {
          object: 'session',
          id: session.id,
          status: 'active',
          factor_verification_age: [0, -1],
          last_active_organization_id: null,
          user: { id: user.id, organization_memberships: [], password_enabled: false },
          public_user_data: { identifier: user.emailAddresses[0]?.emailAddress, user_id: user.id },
        },
      ],
    })
    const claims = claimsOf(body.response.sessions[0].last_active_token.jwt)
    expect(claims).toMatchObject({ sid: session.id, sub: user.id, azp: browser.origin })
    // Otherwise the app's server would ask for a handshake on every page.
    expect(claims.iat).toBeGreaterThanOrEqual(Math.floor(body.response.updated_at / 1000))
  })

  it('keeps from the page what servers alone may know', async () => {
    await app.services.users.mergeMetadata(app.scope, user.id, { privateMetadata: { secret: 'margin' } })
    await browser.signIn(user)
    expect(JSON.stringify((await browser.get('/v1/client')).body)).not.toContain('margin')
  })

  it('labels a development browser for its servers, readable to script, once', async () => {
    const answer = await browser.get('/v1/client')
    const labels = answer.setCookies.filter((line) => line.startsWith('__clerk_db_jwt'))
    expect(labels.map((line) => line.split('=')[0])).toEqual([
      '__clerk_db_jwt',
      `__clerk_db_jwt_${app.instance.cookieSuffix}`,
    ])
    expect(labels.join()).not.toContain('HttpOnly')
    expect((await browser.get('/v1/client')).setCookies).toEqual([])
  })

  it('no longer shows a session that has been revoked or whose user was deleted', async () => {
    const session = await browser.signIn(user)
    await app.services.sessions.revoke(app.scope, session.id)
    expect((await browser.get('/v1/client')).body.response.sessions).toEqual([])
    await browser.signIn(user)
    await app.services.users.delete(app.scope, user.id)
    expect((await browser.get('/v1/client')).body.response.sessions).toEqual([])
  })
})

describe('making and leaving a client', () => {
  it.each(['put', 'post'] as const)('%s makes one, with a cookie that script cannot read', async (method) => {
    const answer =
      method === 'put' ? await browser.tunnel('PUT', '/v1/client') : await browser.post('/v1/client')
    expect(answer.body.response).toMatchObject({ object: 'client', sessions: [] })
    expect(answer.body.client).toEqual(answer.body.response)
    const cookie = answer.setCookies.find((line) => line.startsWith(`${browser.clientCookie}=`))
    expect(cookie).toMatch(/; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/)
    expect(browser.clientCookie).toBe(`__client_${app.instance.cookieSuffix}`)
  })

  it('keeps the client a browser has', async () => {
    const first = await browser.post('/v1/client')
    const second = await browser.post('/v1/client')
    expect(second.body.response.id).toBe(first.body.response.id)
    expect(second.setCookies).toEqual([])
  })

  it('accepts a read that is tunnelled in the body, as native apps redeem (wire contract 6.1)', async () => {
    const { id } = (await browser.post('/v1/client')).body.response
    const answer = await browser.post('/v1/client', { _method: 'GET' })
    expect(answer.body).toMatchObject({ response: { object: 'client', id }, client: null })
  })

  it('signs everybody out and keeps the client', async () => {
    const session = await browser.signIn(user)
    const answer = await browser.tunnel('DELETE', '/v1/client/sessions')
    expect(answer.body.response).toMatchObject({ sessions: [], last_active_session_id: null })
    expect(answer.body.client).toEqual(answer.body.response)
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('removed')
    expect((await browser.get('/v1/client')).body.response.id).toBe(answer.body.response.id)
  })

  it('signs everybody out and forgets the client, whose token is worthless from then on', async () => {
    const session = await browser.signIn(user)
    const token = browser.jar.get(browser.clientCookie) ?? ''
    const answer = await browser.tunnel('DELETE', '/v1/client')
    expect(answer.body).toMatchObject({ response: { id: session.clientId, sessions: [] }, client: null })
    expect(browser.jar.has(browser.clientCookie)).toBe(false)
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('removed')
    const again = await browser.get('/v1/client', { cookies: { [browser.clientCookie]: token } })
    expect(again.body.response).toBeNull()
  })

  it('is fine with leaving twice', async () => {
    expect((await browser.tunnel('DELETE', '/v1/client')).body).toEqual({ response: null, client: null })
    expect((await browser.tunnel('DELETE', '/v1/client')).status).toBe(200)
    expect((await browser.tunnel('DELETE', '/v1/client/sessions')).status).toBe(200)
  })

  it('clears a browser on request, cookie included', async () => {
    await browser.signIn(user)
    const answer = await browser.get('/v1/clear-site-data')
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"')
    expect(browser.jar.has(browser.clientCookie)).toBe(false)
  })
})

describe('GET /v1/client/touch', () => {
  it('renews the cookie and goes back', async () => {
    await browser.signIn(user)
    const before = browser.jar.get(browser.clientCookie)
    const answer = await browser.get('/v1/client/touch?redirect_url=http://localhost:3000/page?a=1')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('http://localhost:3000/page?a=1')
    expect(answer.setCookies).toContainEqual(
      `${browser.clientCookie}=${before}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax`,
    )
    expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(1)
  })

  // Open redirect (CWE-601).
  it.each(['https://evil.example/', 'http://localhost:3000@evil.example/', 'javascript:alert(1)'])(
    'goes nowhere near %s',
    async (target) => {
      const answer = await browser.get(`/v1/client/touch?redirect_url=${encodeURIComponent(target)}`)
      expect(answer.status).toBe(422)
      expect(answer.headers.get('location')).toBeNull()
    },
  )
})

describe('a session of the client', () => {
  it('is read with its user', async () => {
    const session = await browser.signIn(user)
    const { body } = await browser.get(`/v1/client/sessions/${session.id}`)
    expect(body.response).toMatchObject({ id: session.id, user: { id: user.id } })
    expect(body.client.sessions[0].id).toBe(session.id)
  })

  it.each(['end', 'remove'] as const)('can %s', async (action) => {
    const session = await browser.signIn(user)
    const { body, status } = await browser.post(`/v1/client/sessions/${session.id}/${action}`)
    expect(status).toBe(200)
    expect(body.response).toMatchObject({
      id: session.id,
      status: action === 'end' ? 'ended' : 'removed',
      last_active_token: null,
    })
    expect(body.client.sessions).toEqual([])
    expect((await browser.post(`/v1/client/sessions/${session.id}/${action}`)).status).toBe(404)
  })

  it('becomes the active one when it is touched', async () => {
    const session = await browser.signIn(user)
    await app.services.clients.changeIn(app.db, app.scope, session.clientId, { lastActiveSessionId: null })
    app.clock.advance(61_000)
    const { body } = await browser.post(`/v1/client/sessions/${session.id}/touch`, {
      intent: 'select_session',
      active_organization_id: '',
    })
    expect(body.response).toMatchObject({ id: session.id, last_active_at: app.clock.now().getTime() })
    expect(body.client.last_active_session_id).toBe(session.id)
  })

  it('touched without being anybody’s tells the page to look again, never 422', async () => {
    const session = await browser.signIn(user)
    await app.services.sessions.revoke(app.scope, session.id)
    const answer = await browser.post(`/v1/client/sessions/${session.id}/touch`, { unheard: 'of' })
    expect(answer.status).toBe(401)
    expect(answer.body.errors[0].code).toBe('signed_out')
  })

  it('cannot be put into an organization that nobody knows', async () => {
    const session = await browser.signIn(user)
    const answer = await browser.post(`/v1/client/sessions/${session.id}/touch`, {
      active_organization_id: 'org_x',
    })
    expect(answer.status).toBe(404)
  })

  it.each(['', '/touch', '/end', '/remove'])(
    'of another client is as if it were not there: %s',
    async (action) => {
      const session = await createTestBrowser(app).signIn(user)
      await browser.signIn(await createUser(app))
      const send = (id: string) =>
        action === ''
          ? browser.get(`/v1/client/sessions/${id}`)
          : browser.post(`/v1/client/sessions/${id}${action}`)
      const [foreign, missing] = [await send(session.id), await send('sess_000000000000000000000000000')]
      expect(foreign.status).toBe(action === '/touch' ? 401 : 404)
      expect(foreign.status).toBe(missing.status)
      expect(foreign.body.errors).toEqual(missing.body.errors)
      expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
    },
  )
})

describe('the sessions of a user', () => {
  it('are those on all their clients, with the devices', async () => {
    const here = await browser.signIn(user, {
      request: { ip: '192.0.2.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36' },
    })
    const there = await createTestBrowser(app).signIn(user)
    await createTestBrowser(app).signIn(await createUser(app))
    const active = await browser.get(forSession('/v1/me/sessions/active', here.id))
    expect(active.body.map(({ id }: { id: string }) => id).sort()).toEqual([here.id, there.id].sort())
    expect(active.body.find(({ id }: { id: string }) => id === here.id).latest_activity).toMatchObject({
      object: 'session_activity',
      browser_name: 'Chrome',
      device_type: 'Linux',
      ip_address: '192.0.2.7',
      is_mobile: false,
    })
    expect((await browser.get('/v1/me/sessions')).body).toHaveLength(2)
  })

  // The attack: a session with an actor, or with an old proof, reads a better token out of the list.
  it('show a token for those of the caller’s own client alone', async () => {
    const here = await browser.signIn(user, { actor: { sub: 'user_support' } })
    const there = await createTestBrowser(app).signIn(user)
    const { body } = await browser.get(forSession('/v1/me/sessions', here.id))
    const tokenOf = (wanted: string) => body.find(({ id }: { id: string }) => id === wanted).last_active_token
    expect(tokenOf(there.id)).toBeNull()
    expect(claimsOf(tokenOf(here.id).jwt)).toMatchObject({ sid: here.id, act: { sub: 'user_support' } })
  })

  it('can be ended by the user from elsewhere', async () => {
    const here = await browser.signIn(user)
    const there = await createTestBrowser(app).signIn(user)
    const { body, status } = await browser.post(forSession(`/v1/me/sessions/${there.id}/revoke`, here.id))
    expect(status).toBe(200)
    expect(body.response).toMatchObject({ id: there.id, status: 'revoked' })
    expect(body.client.sessions).toHaveLength(1)
  })

  it('of somebody else cannot', async () => {
    await browser.signIn(user)
    const other = await createTestBrowser(app).signIn(await createUser(app))
    expect((await browser.post(`/v1/me/sessions/${other.id}/revoke`)).status).toBe(404)
    expect((await app.services.sessions.get(app.scope, other.id)).status).toBe('active')
  })

  it('are nobody’s to see without being signed in', async () => {
    expect((await browser.get('/v1/me/sessions/active')).status).toBe(401)
    const session = await browser.signIn(user)
    expect((await browser.get(forSession('/v1/me/sessions', 'sess_0'))).status).toBe(401)
    await app.services.sessions.revoke(app.scope, session.id)
    expect((await browser.get('/v1/me/sessions')).status).toBe(401)
  })
})

import { decodeJwt } from '@keywright/tokens'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'
import type { SignedInSession } from '../sessions/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let user: User
let session: SignedInSession
let expiredToken: string
let refreshToken: string
const origin = 'http://localhost:3000'

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  user = await createUser(app)
  ;({ session, expiredToken, refreshToken } = await signInAndExpire(user))
})

const mint = (of: SignedInSession, azp: string | undefined = origin) =>
  app.services.tokens.mintSessionToken({ instance: app.instance, session: of, azp, ip: undefined })

/** What a browser's cookies hold a while after a handshake. */
async function signInAndExpire(who: User) {
  const browser = createTestBrowser(app, { origin: '' })
  const of = (await browser.signIn(who)) as SignedInSession
  const { headers } = await browser.get(`/v1/client/handshake?format=nonce&redirect_url=${origin}/`)
  const nonce = new URL(headers.get('location') ?? '').searchParams.get('__clerk_handshake_nonce')
  const response = await app.backend('get', `/v1/clients/handshake_payload?nonce=${nonce}`)
  const { directives } = (await response.json()) as { directives: string[] }
  const value = (name: string) =>
    directives
      .find((line) => line.startsWith(`${name}=`))
      ?.split(';')[0]
      ?.slice(name.length + 1) ?? ''
  app.clock.advance(61_000)
  return {
    session: of,
    expiredToken: value('__session'),
    refreshToken: value(`__refresh_${app.instance.cookieSuffix}`),
  }
}

async function refresh(change: Record<string, unknown> = {}, sessionId: string = session.id, key?: string) {
  const response = await app.backend(
    'post',
    `/v1/sessions/${sessionId}/refresh?suffixed_cookies=true`,
    {
      format: 'cookie',
      expired_token: expiredToken,
      refresh_token: refreshToken,
      request_origin: origin,
      request_headers: { 'user-agent': ['x'] },
      ...change,
    },
    key,
  )
  const body = (await response.json()) as { cookies?: string[]; jwt?: string; errors?: { code: string }[] }
  return { status: response.status, code: body.errors?.[0]?.code, cookies: body.cookies ?? [], jwt: body.jwt }
}

const refreshTokenIn = (cookies: readonly string[]) =>
  cookies
    .find((line) => line.startsWith('__refresh_'))
    ?.split(';')[0]
    ?.split('=')[1] ?? ''
const sessionTokenIn = (cookies: readonly string[]) =>
  cookies
    .find((line) => line.startsWith('__session='))
    ?.split(';')[0]
    ?.split('=')[1] ?? ''

describe('a refresh', () => {
  it('exchanges both tokens for new ones, without a redirect', async () => {
    const { status, cookies } = await refresh()
    expect(status).toBe(200)
    const claims = decodeJwt(sessionTokenIn(cookies))?.claims
    expect(claims).toMatchObject({ sid: session.id, sub: user.id, azp: origin })
    expect(Number(claims?.exp) * 1000).toBeGreaterThan(app.clock.now().getTime())
    expect(cookies.map((line) => line.split('=')[0])).toEqual([
      `__refresh_${app.instance.cookieSuffix}`,
      '__session',
      `__session_${app.instance.cookieSuffix}`,
    ])
  })

  it('goes on from one to the next', async () => {
    const first = await refresh()
    app.clock.advance(61_000)
    const second = await refresh({
      expired_token: sessionTokenIn(first.cookies),
      refresh_token: refreshTokenIn(first.cookies),
    })
    expect(second.status).toBe(200)
  })

  it('gives servers of older SDKs the token alone', async () => {
    const { status, jwt } = await refresh({ format: 'token' })
    expect(status).toBe(200)
    expect(decodeJwt(jwt ?? '')?.claims.sid).toBe(session.id)
  })

  it('answers every request a page sent at once', async () => {
    const all = await Promise.all([refresh(), refresh(), refresh()])
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  // Stolen cookies: the second use of a pair tells that two parties hold it, and neither goes on without a handshake.
  it('with a pair that was exchanged before is refused, and ends every refresh token of the session', async () => {
    const { cookies } = await refresh()
    app.clock.advance(10_001)
    expect(await refresh()).toMatchObject({
      status: 401,
      code: 'session_refresh_expired_session_token_consumed',
    })
    app.clock.advance(60_000)
    const next = await refresh({
      expired_token: sessionTokenIn(cookies),
      refresh_token: refreshTokenIn(cookies),
    })
    expect(next.code).toBe('refresh_token_not_found')
  })

  it('with the refresh token of another session is refused', async () => {
    const other = await signInAndExpire(await createUser(app))
    expect(await refresh({ refresh_token: other.refreshToken })).toMatchObject({
      status: 401,
      code: 'refresh_sid_mismatch',
    })
    expect((await refresh({}, other.session.id)).code).toBe('refresh_sid_mismatch')
  })

  it.each([
    ['refresh_request_origin_invalid', { request_origin: 'nonsense' }],
    ['refresh_request_origin_azp_mismatch', { request_origin: 'http://localhost:4000' }],
    ['refresh_token_not_found', { refresh_token: 'unheard-of' }],
    ['expired_session_token_invalid', { expired_token: 'no.to.ken' }],
  ])('is refused with %s', async (code, change) => {
    expect(await refresh(change)).toMatchObject({ status: 401, code })
  })

  it('of a token signed by somebody else is refused', async () => {
    const [header, claims] = expiredToken.split('.')
    const forged = `${header}.${claims}.${Buffer.alloc(256, 7).toString('base64url')}`
    expect((await refresh({ expired_token: forged })).code).toBe('expired_session_token_invalid')
  })

  it('of a token without a page is refused', async () => {
    const withoutPage = await app.services.tokens.mintSessionToken({
      instance: app.instance,
      session,
      azp: undefined,
      ip: undefined,
    })
    expect((await refresh({ expired_token: withoutPage })).code).toBe('expired_session_token_missing_azp')
  })

  it('of a token made from a template is refused', async () => {
    const template = { claims: { sid: session.id }, lifetimeSeconds: 60, allowedClockSkewSeconds: 5 }
    const token = await app.services.tokens.mintTemplateToken(
      { instance: app.instance, session, azp: origin, ip: undefined },
      template,
    )
    expect((await refresh({ expired_token: token })).code).toBe('session_refresh_session_token_ineligible')
  })

  it('of a token that expired a day ago is refused', async () => {
    app.clock.advance(24 * 60 * 60 * 1000)
    expect((await refresh()).code).toBe('session_refresh_expired_session_token_too_old')
  })

  it('of a session that has ended is refused', async () => {
    await app.services.sessions.revoke(app.scope, session.id)
    expect((await refresh()).code).toBe('session_refresh_inactive_session')
  })

  it('of a session that is gone is refused', async () => {
    await app.services.users.delete(app.scope, user.id)
    expect((await refresh()).code).toBe('session_refresh_session_not_found')
  })

  it('with the key of another instance is refused', async () => {
    const { secretKey } = await app.otherInstance('refresh-elsewhere')
    expect(await refresh({}, session.id, secretKey)).toMatchObject({
      status: 401,
      code: 'expired_session_token_invalid',
    })
  })

  it('keeps refresh tokens as hashes only', async () => {
    const rows = await app.db.selectFrom('session_refresh_tokens').select('token_hash').execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.some(({ token_hash }) => token_hash.toString('base64url') === refreshToken)).toBe(false)
  })
})

describe('asking whose a session token is', () => {
  const ask = async (path: string, token: string, key?: string) => {
    const response = await app.backend('post', path, { token }, key)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  it('answers with the client that holds the session', async () => {
    const { status, body } = await ask('/v1/clients/verify', await mint(session))
    expect([status, body.id, body.session_ids]).toEqual([200, session.clientId, [session.id]])
  })

  it('answers with the session', async () => {
    const { status, body } = await ask(`/v1/sessions/${session.id}/verify`, await mint(session))
    expect([status, body.id]).toEqual([200, session.id])
  })

  it('tells nothing for a token that expired, was forged, or belongs elsewhere', async () => {
    const other = await signInAndExpire(await createUser(app))
    const { secretKey } = await app.otherInstance('verify-elsewhere')
    const fresh = await mint(session)
    expect((await ask('/v1/clients/verify', expiredToken)).status).toBe(400)
    expect((await ask('/v1/clients/verify', `${fresh.slice(0, -8)}AAAAAAAA`)).status).toBe(400)
    expect((await ask(`/v1/sessions/${session.id}/verify`, await mint(other.session))).status).toBe(400)
    expect((await ask('/v1/clients/verify', fresh, secretKey)).status).toBe(400)
    expect((await ask(`/v1/sessions/${session.id}/verify`, fresh, secretKey)).status).toBe(404)
  })

  it('tells nothing once the session has ended', async () => {
    const fresh = await mint(session)
    await app.services.sessions.revoke(app.scope, session.id)
    expect((await ask('/v1/clients/verify', fresh)).status).toBe(400)
    expect((await ask(`/v1/sessions/${session.id}/verify`, fresh)).status).toBe(400)
  })
})

import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVisitor } from '../testing/open-visitor.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(() => app.close())

const callback = 'http://localhost:3900/v1/oauth_callback'
const client: oauth.Client = { client_id: 'development' }

/** A provider as an independent client of the protocol sees it. */
async function discover(key: string): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(`${app.publicUrl}/dev/oauth/${key}`)
  const response = await oauth.discoveryRequest(issuer, options())
  return await oauth.processDiscoveryResponse(issuer, response)
}

type SentOptions = oauth.CustomFetchOptions<string, RequestInit['body']>

/** Reaches the server under test instead of a network. */
const options = () => ({
  [oauth.allowInsecureRequests]: true,
  [oauth.customFetch]: async (url: string, { body, ...init }: SentOptions) => {
    const { pathname, search } = new URL(url)
    return await app.fetch(pathname + search, body == null ? init : { ...init, body })
  },
})

interface Walk {
  choose?: Record<string, string>
  parameters?: Record<string, string>
}

async function startAt(server: oauth.AuthorizationServer, parameters: Record<string, string> = {}) {
  const verifier = oauth.generateRandomCodeVerifier()
  const nonce = oauth.generateRandomNonce()
  const state = oauth.generateRandomState()
  const url = new URL(server.authorization_endpoint ?? '')
  const all = {
    client_id: 'development',
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...{ state, nonce, ...parameters },
  }
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value)
  return { url, verifier, nonce, state }
}

/** Through the whole authorization code flow. */
async function walk(key: string, { choose = { choose: 'ada' }, parameters = {} }: Walk = {}) {
  const server = await discover(key)
  const start = await startAt(server, parameters)
  const answer = await openVisitor(app).choose(start.url.href, choose)
  const location = new URL(answer.headers.get('location') ?? '')
  const code = oauth.validateAuthResponse(server, client, location, start.state)
  const exchange = () =>
    oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.ClientSecretPost('development'),
      code,
      callback,
      start.verifier,
      options(),
    )
  return { server, ...start, location, exchange }
}

async function tokensOf({ server, nonce, exchange }: Awaited<ReturnType<typeof walk>>) {
  const response = await exchange()
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(server, response, options())
  return tokens
}

describe('Google, played', () => {
  it('signs Ada in, with an ID token that its key set proves', async () => {
    const visit = await walk('google')
    const tokens = await tokensOf(visit)
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({
      iss: 'http://localhost:3900/dev/oauth/google',
      aud: 'development',
      email: 'ada@example.com',
      email_verified: true,
      given_name: 'Ada',
      family_name: 'Lovelace',
      sub: expect.stringMatching(/^\d{15}$/),
    })
    expect(tokens).toMatchObject({ expires_in: 3600, refresh_token: expect.any(String) })
    expect(tokens.scope).toBe('openid email profile')
    expect(visit.location.searchParams.get('iss')).toBe('http://localhost:3900/dev/oauth/google')
  })

  it.each([
    ['grace', { email: 'grace@example.com', email_verified: true }],
    ['alan', { email: 'alan@example.com', email_verified: false }],
    ['ada_moved', { email: 'ada@example.org', email_verified: true }],
  ])('lets somebody come as %s', async (choose, expected) => {
    const tokens = await tokensOf(await walk('google', { choose: { choose } }))
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject(expected)
  })

  it('knows somebody without an address', async () => {
    const tokens = await tokensOf(await walk('google', { choose: { choose: 'katherine' } }))
    expect(oauth.getValidatedIdTokenClaims(tokens)).not.toHaveProperty('email')
  })

  it.each([
    ['on', true],
    [undefined, false],
  ])('takes an address of one’s own, verified: %s', async (verified, expected) => {
    const choose = { choose: 'own', email_address: 'Me@Own.example', ...(verified && { verified }) }
    const tokens = await tokensOf(await walk('google', { choose }))
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({
      email: 'Me@Own.example',
      email_verified: expected,
    })
  })

  it('knows Ada again after her address changed, and tells everybody else apart', async () => {
    const subjects = await Promise.all(
      ['ada', 'ada_moved', 'grace'].map(async (choose) => {
        const tokens = await tokensOf(await walk('google', { choose: { choose } }))
        return oauth.getValidatedIdTokenClaims(tokens)?.sub
      }),
    )
    expect(subjects[0]).toBe(subjects[1])
    expect(subjects[0]).not.toBe(subjects[2])
  })

  it('renews tokens, until they are revoked', async () => {
    const { server, ...visit } = await walk('google')
    const { refresh_token: refreshToken = '' } = await tokensOf({ server, ...visit })
    const secret = oauth.ClientSecretPost('any secret')
    const renew = () => oauth.refreshTokenGrantRequest(server, client, secret, refreshToken, options())
    const renewed = await oauth.processRefreshTokenResponse(server, client, await renew())
    expect(renewed).toMatchObject({ access_token: expect.any(String), scope: 'openid email profile' })
    const revoked = await oauth.revocationRequest(server, client, secret, refreshToken, options())
    expect(await oauth.processRevocationResponse(revoked)).toBeUndefined()
    expect((await renew()).status).toBe(400)
  })

  it('dates its ID tokens by the clock of the server', async () => {
    app.clock.advance(3 * 3600_000)
    const tokens = await tokensOf(await walk('google'))
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    expect(claims?.iat).toBe(Math.floor(app.clock.now().getTime() / 1000))
    expect(claims?.exp).toBeCloseTo(app.clock.now().getTime() / 1000 + 3600, -1)
  })
})

describe('GitHub, played', () => {
  const parameters = { scope: 'read:user user:email' }

  async function accessTokenOf(choose: string): Promise<string> {
    const visit = await walk('github', { choose: { choose }, parameters })
    const tokens = await oauth.processAuthorizationCodeResponse(visit.server, client, await visit.exchange())
    expect(tokens).not.toHaveProperty('id_token')
    return tokens.access_token
  }

  const askProfile = (name: string, token: string, method = 'GET') =>
    app.services.developmentProvider.fetch(
      new Request(`${app.publicUrl}/dev/oauth/github/profile/${name}`, {
        ...{ method, headers: { authorization: `Bearer ${token}` } },
      }),
    )

  it('answers profile requests in GitHub’s words', async () => {
    const token = await accessTokenOf('alan')
    expect(await (await askProfile('user', token)).json()).toMatchObject({
      login: 'alan',
      id: expect.any(Number),
    })
    expect(await (await askProfile('emails', token)).json()).toMatchObject([
      { email: 'alan@example.com', primary: true, verified: false },
    ])
  })

  it('answers nobody without a token, after an hour, by another method or of another name', async () => {
    const token = await accessTokenOf('ada')
    expect((await askProfile('user', 'guess')).status).toBe(401)
    expect((await askProfile('user', token, 'POST')).status).toBe(405)
    expect((await askProfile('other', token)).status).toBe(404)
    app.clock.advance(3601_000)
    expect((await askProfile('user', token)).status).toBe(401)
  })

  it('lets somebody deny a scope, and sends a profile of 2 MB', async () => {
    const narrow = await accessTokenOf('narrow')
    expect((await askProfile('emails', narrow)).status).toBe(403)
    expect((await askProfile('user', narrow)).status).toBe(200)
    const huge = await (await askProfile('user', await accessTokenOf('huge'))).text()
    expect(huge.length).toBeGreaterThan(2 * 1024 * 1024)
  })
})

describe('what goes wrong on purpose', () => {
  it.each([
    ['denied', 'access_denied'],
    ['error', 'server_error'],
  ])('%s leads back with an error', async (choose, error) => {
    const walking = walk('google', { choose: { choose } })
    await expect(walking).rejects.toMatchObject({ error })
  })

  it('html: the token endpoint answers with a page', async () => {
    const response = await (await walk('google', { choose: { choose: 'html' } })).exchange()
    expect(response.headers.get('content-type')).toContain('text/html')
  })

  it('slow: the token endpoint takes its time, and ends with the request', async () => {
    const { server, url, verifier, location } = await walk('google', { choose: { choose: 'slow' } })
    const ending = new AbortController()
    const form = {
      ...{ grant_type: 'authorization_code', code: location.searchParams.get('code') ?? '' },
      ...{ redirect_uri: url.searchParams.get('redirect_uri') ?? '', code_verifier: verifier },
      ...{ client_id: 'development', client_secret: 'development' },
    }
    const request = new Request(server.token_endpoint ?? '', {
      ...{ method: 'POST', body: new URLSearchParams(form), signal: ending.signal },
    })
    const answering = app.services.developmentProvider.fetch(request)
    setTimeout(() => ending.abort(), 50)
    await expect(answering).rejects.toThrow('aborted')
  })

  it('narrow: fewer scopes are granted, and what they stood for is missing', async () => {
    const tokens = await tokensOf(await walk('google', { choose: { choose: 'narrow' } }))
    expect(tokens.scope).toBe('openid')
    expect(oauth.getValidatedIdTokenClaims(tokens)).not.toHaveProperty('email')
  })

  it('huge: where there is no profile request, the token response is large', async () => {
    const response = await (await walk('google', { choose: { choose: 'huge' } })).exchange()
    expect((await response.text()).length).toBeGreaterThan(2 * 1024 * 1024)
  })
})

describe('the authorization request', () => {
  it('may ask for the answer to be posted', async () => {
    const server = await discover('google')
    const { url, state } = await startAt(server, { response_mode: 'form_post' })
    const page = await openVisitor(app).choose(url.href, { choose: 'ada' })
    const html = await page.text()
    expect(html).toContain(`action="${callback}"`)
    expect(html).toContain(`name="state" value="${state}"`)
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/)
  })

  it('shows the address it hints at, and asks everybody again', async () => {
    const browser = openVisitor(app)
    const { url } = await startAt(await discover('google'), { login_hint: 'me@example.com"><b>' })
    expect((await browser.choose(url.href, { choose: 'ada' })).headers.get('location')).toContain('code=')
    const again = await browser.visit(url.href)
    const chooser = await browser.visit(again.headers.get('location') ?? '')
    expect(await chooser.text()).toContain('value="me@example.com&quot;&gt;&lt;b&gt;"')
  })

  it('gets no answer without asking anybody', async () => {
    const { url } = await startAt(await discover('google'), { prompt: 'none' })
    const answer = await openVisitor(app).visit(url.href)
    expect(answer.headers.get('location')).toContain('error=login_required')
  })

  it('needs PKCE', async () => {
    const { url } = await startAt(await discover('google'))
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    const answer = await openVisitor(app).visit(url.href)
    expect(answer.headers.get('location')).toContain('error=invalid_request')
  })

  // A provider that sends codes anywhere is an open redirector, and gives strangers' pages the codes of whoever clicks.
  it.each([
    'https://evil.example/v1/oauth_callback',
    'http://localhost.evil.example/v1/oauth_callback',
    'http://localhost:3900/v1/oauth_callback?next=https://evil.example',
    'http://localhost:3900/v1/oauth_callback#at',
    'http://localhost:3900@evil.example/v1/oauth_callback',
    'http://me@localhost:3900/v1/oauth_callback',
    'http://localhost:3900\\@evil.example/v1/oauth_callback',
    'http://localhost:3900//evil.example/v1/oauth_callback',
    'http://localhost:3900/v1/client/handshake',
    'javascript://localhost:3900/v1/oauth_callback',
    '',
  ])('is refused where the answer would go to %s', async (redirectUri) => {
    const { url } = await startAt(await discover('google'), { redirect_uri: redirectUri })
    const answer = await openVisitor(app).visit(url.href)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(await answer.text()).toContain('invalid_redirect_uri')
  })

  it.each(['http://localhost:3000/__clerk/v1/oauth_callback', 'http://127.0.0.1:3900/v1/oauth_callback'])(
    'may be answered to %s',
    async (redirectUri) => {
      const { url } = await startAt(await discover('google'), { redirect_uri: redirectUri })
      expect((await openVisitor(app).visit(url.href)).status).toBe(303)
    },
  )

  it('is refused, in words, for another client', async () => {
    const { url } = await startAt(await discover('google'), { client_id: 'other' })
    const answer = await openVisitor(app).visit(url.href)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('invalid_client')
  })
})

describe('a code', () => {
  // RFC 6749 §4.1.2: when a code comes twice, somebody has stolen it, and what it was given for ends.
  it('is taken once, and takes its tokens with it when it comes again', async () => {
    const visit = await walk('google')
    const { refresh_token: refreshToken = '' } = await tokensOf(visit)
    const replay = await visit.exchange()
    expect(replay.status).toBe(400)
    expect(await replay.json()).toMatchObject({ error: 'invalid_grant' })
    const secret = oauth.ClientSecretPost('development')
    const renewal = await oauth.refreshTokenGrantRequest(
      visit.server,
      client,
      secret,
      refreshToken,
      options(),
    )
    expect(renewal.status).toBe(400)
  })

  it('belongs to the verifier, to the redirect and to a client with a secret', async () => {
    const { server, location, verifier, state } = await walk('google')
    const code = oauth.validateAuthResponse(server, client, location, state)
    const send = (auth: oauth.ClientAuth, uri: string, by: string) =>
      oauth.authorizationCodeGrantRequest(server, client, auth, code, uri, by, options())
    const secret = oauth.ClientSecretPost('development')
    expect((await send(secret, callback, oauth.generateRandomCodeVerifier())).status).toBe(400)
    expect((await send(secret, 'http://127.0.0.1:3900/v1/oauth_callback', verifier)).status).toBe(400)
    expect((await send(oauth.None(), callback, verifier)).status).toBe(401)
    expect((await send(secret, callback, verifier)).status).toBe(200)
  })
})

describe('where it is', () => {
  it('is each instance’s own below its prefix', async () => {
    await app.otherInstance('second')
    const response = await app.fetch('/i/second/dev/oauth/google/.well-known/openid-configuration')
    const issuer = 'http://localhost:3900/i/second/dev/oauth/google'
    expect(await response.json()).toMatchObject({ issuer, token_endpoint: `${issuer}/token` })
    const inside = await app.services.developmentProvider.fetch(new Request(`${issuer}/jwks`))
    expect(await inside.json()).toMatchObject({
      keys: [{ kty: 'RSA', kid: 'development' }],
    })
  })

  it('is below the path at which an app has this server', async () => {
    const issuer = 'http://localhost:3000/api/auth/dev/oauth/google'
    const inside = await app.services.developmentProvider.fetch(
      new Request(`${issuer}/.well-known/openid-configuration`),
    )
    expect(await inside.json()).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks` })
  })

  it('has no provider that this server does not know, and nothing beside its endpoints', async () => {
    expect((await app.fetch('/dev/oauth/nobody/authorize')).status).toBe(404)
    expect((await app.fetch('/dev/oauth/google/constructor')).status).toBe(404)
    expect((await app.fetch('/dev/oauth/google/token')).status).toBe(404)
    expect(
      (await app.fetch('/dev/oauth/google/reg', { method: 'POST', body: new URLSearchParams() })).status,
    ).toBe(404)
  })

  // In production, a provider where anybody may be anybody would be a way into every account.
  it.each(['production', 'staging'] as const)('does not exist for an instance of kind %s', async (kind) => {
    const { services } = app
    const applicationId = await services.instances.createApplication('Live')
    await services.instances.createInstance({ applicationId, slug: kind, environmentType: kind })
    await services.directory.refresh()
    const path = `/i/${kind}/dev/oauth/google/.well-known/openid-configuration`
    expect((await app.fetch(path)).status).toBe(404)
    const inside = await services.developmentProvider.fetch(new Request(app.publicUrl + path))
    expect(inside.status).toBe(404)
  })

  // Whoever may choose any address as proven is let in to the account that has it: through a tunnel, strangers would be.
  it.each([
    ['another machine', '192.0.2.7', {}],
    ['behind a tunnel', '127.0.0.1', { 'x-forwarded-for': '192.0.2.7' }],
  ])('is for the developer at this machine alone, not for somebody %s', async (_who, ip, headers) => {
    const { url } = await startAt(await discover('google'))
    const request = new Request(url, { headers: headers as Record<string, string> })
    const response = await app.app.fetch(request, { remoteAddress: ip, encrypted: false })
    expect(response.status).toBe(403)
    expect(response.headers.get('location')).toBeNull()
  })

  it('is served over https on the instance’s own host, with cookies that never leave it unencrypted', async () => {
    const base = `https://${app.instance.frontendHost}`
    const { url } = await startAt(await discover('google'), { redirect_uri: `${base}/v1/oauth_callback` })
    const answer = await app.fetchSecurely(`${base}${url.pathname}${url.search}`)
    expect(answer.headers.get('location')).toMatch(`${base}/dev/oauth/google/interaction/`)
    const cookies = answer.headers.getSetCookie()
    expect(cookies).not.toHaveLength(0)
    for (const line of cookies) expect(line).toMatch(/; secure/i)
    const inside = await app.services.developmentProvider.fetch(new Request(`${base}/dev/oauth/google/jwks`))
    expect(inside.status).toBe(200)
  })

  it('keeps two tabs of one browser apart', async () => {
    const server = await discover('google')
    const [one, two] = [await startAt(server), await startAt(server)]
    const visitor = openVisitor(app)
    const choosers = [await visitor.visit(one.url.href), await visitor.visit(two.url.href)]
    const states: (string | null)[] = []
    for (const chooser of choosers.reverse()) {
      const onward = await visitor.finish(chooser, { choose: states.length === 0 ? 'ada' : 'grace' })
      states.push(new URL(onward.headers.get('location') ?? '').searchParams.get('state'))
    }
    expect(states).toEqual([two.state, one.state])
  })
})

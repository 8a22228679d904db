import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/answers.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { lastMailTo, linkSentTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'
const redirectUrl = 'http://localhost:3000/verified?keep=1'
const linkSettings = {
  email_address: { sign_in_with_link: true, verify_with: ['email_link' as const, 'email_code' as const] },
}

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await configure({})
})
afterAll(() => app.close())
afterEach(() => configure({}))

async function configure(settings: object): Promise<void> {
  await app.services.settings.replace(app.scope, { ...linkSettings, ...settings }, { destructive: true })
}

async function asked(browser: TestBrowser = createTestBrowser(app), emailAddress = newEmail()) {
  const user = await createUser(app, { emailAddress, password: { password: testPassword } })
  const { id } = (await browser.post(signIns, { identifier: emailAddress })).body.response
  const form = { strategy: 'email_link', redirect_url: redirectUrl }
  const prepared = await browser.post(`${signIns}/${id}/prepare_first_factor`, form)
  return { browser, emailAddress, user, id, prepared, link: await linkSentTo(app, emailAddress) }
}

/** A browser that navigates: no page, so no origin. */
const navigator = () => createTestBrowser(app, { origin: '' })
const paramsOf = (headers: Headers) => new URL(headers.get('location') ?? '').searchParams

describe('a link to sign in', () => {
  it('signs in the browser that asked for it, and its waiting tab sees so', async () => {
    const { browser, id, prepared, link } = await asked()
    expect(prepared.body.response.first_factor_verification).toMatchObject({
      object: 'verification_email_link',
      status: 'unverified',
      strategy: 'email_link',
    })
    const before = browser.jar.get(browser.clientCookie)
    const opened = await browser.get(link)
    expect(opened.status).toBe(303)
    expect(browser.jar.get(browser.clientCookie)).not.toBe(before)
    const params = paramsOf(opened.headers)
    expect(opened.headers.get('location')).toContain('http://localhost:3000/verified?keep=1&')
    expect(params.get('__clerk_status')).toBe('verified')
    const polled = await browser.get(`${signIns}/${id}`)
    expect(polled.body.response).toMatchObject({
      status: 'complete',
      first_factor_verification: { status: 'verified' },
    })
    expect(params.get('__clerk_created_session')).toBe(polled.body.response.created_session_id)
    expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(1)
  })

  // Attack: a mail scanner, or a victim lured into opening a stranger's link, signs that stranger in.
  it('does nothing by itself in another browser, and asks first', async () => {
    const { browser, id, link } = await asked()
    for (let visit = 0; visit < 3; visit += 1) {
      const scanner = await navigator().get(link)
      expect(scanner.status).toBe(200)
      expect(scanner.body).toContain('<form method="post"')
      expect(scanner.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(scanner.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(scanner.headers.get('referrer-policy')).toBe('same-origin')
    }
    expect((await browser.get(`${signIns}/${id}`)).body.response.status).toBe('needs_first_factor')
  })

  it('signs in the browser that asked for it once it is confirmed elsewhere, and nobody else', async () => {
    const { browser, id, link } = await asked()
    const phone = createTestBrowser(app, { origin: app.publicUrl })
    const token = new URL(link, app.publicUrl).searchParams.get('token') ?? ''
    const confirmed = await phone.post('/v1/keywright/verify', { token })
    expect(confirmed.status).toBe(303)
    expect(paramsOf(confirmed.headers).get('__clerk_status')).toBe('verified')
    expect((await browser.get(`${signIns}/${id}`)).body.response.status).toBe('complete')
    expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(1)
    expect((await phone.get('/v1/client')).body.response?.sessions ?? []).toHaveLength(0)
  })

  // Attack: a token planted before somebody else signed in is good for some seconds yet. With a link of one's own attempt
  // it would be exchanged for a new one, which opens what the sign-in brought.
  it('opened with a token from before a rotation gets no newer one', async () => {
    const { browser, id, link } = await asked()
    const planted = browser.jar.get(browser.clientCookie) ?? ''
    await browser.signIn(await createUser(app))
    const thief = navigator()
    thief.jar.set(thief.clientCookie, planted)
    const opened = await thief.get(link)
    expect(opened.setCookies.join()).not.toContain(thief.clientCookie)
    expect(opened.status).toBe(200)
    expect((await browser.get(`${signIns}/${id}`)).body.response.status).toBe('needs_first_factor')
  })

  it('does not work elsewhere at all where it must be the same client', async () => {
    await configure({ attack_protection: { email_link_same_client: true } })
    const { browser, link } = await asked()
    const elsewhere = await navigator().get(link)
    expect(paramsOf(elsewhere.headers).get('__clerk_status')).toBe('client_mismatch')
    const token = new URL(link, app.publicUrl).searchParams.get('token') ?? ''
    const confirmed = await createTestBrowser(app, { origin: app.publicUrl }).post('/v1/keywright/verify', {
      token,
    })
    expect(paramsOf(confirmed.headers).get('__clerk_status')).toBe('client_mismatch')
    expect(paramsOf((await browser.get(link)).headers).get('__clerk_status')).toBe('verified')
  })

  // Attack: a link found in a history or a log is opened again.
  it('works once', async () => {
    const { browser, link } = await asked()
    await browser.get(link)
    const again = await browser.get(link)
    expect(paramsOf(again.headers).get('__clerk_status')).toBe('verified')
    expect(paramsOf(again.headers).get('__clerk_created_session')).toBeNull()
    const stranger = await navigator().get(link)
    expect(paramsOf(stranger.headers).get('__clerk_status')).toBe('failed')
    const rows = await app.db
      .selectFrom('sessions')
      .selectAll()
      .where('client_id', '=', (await browser.get('/v1/client')).body.response.id)
      .execute()
    expect(rows).toHaveLength(1)
  })

  it('ends with its time, and with a newer link', async () => {
    const { browser, id, emailAddress, link } = await asked()
    app.clock.advance(5_000)
    await browser.post(`${signIns}/${id}/prepare_first_factor`, {
      strategy: 'email_link',
      redirect_url: redirectUrl,
    })
    expect(paramsOf((await browser.get(link)).headers).get('__clerk_status')).toBe('expired')
    const newer = await linkSentTo(app, emailAddress)
    app.clock.advance(601_000)
    expect(paramsOf((await browser.get(newer)).headers).get('__clerk_status')).toBe('expired')
  })

  it('is refused when nobody made it, or another instance did', async () => {
    const { link } = await asked()
    expect((await navigator().get('/v1/verify?token=nonsense')).status).toBe(400)
    expect((await navigator().get('/v1/verify')).status).toBe(422)
    const other = await app.otherInstance('links-other')
    const elsewhere = createTestBrowser(app, { origin: '', instance: other.instance })
    const { status, body } = await elsewhere.get(link)
    expect([status, codeOf(body)]).toEqual([400, 'verification_link_token_invalid'])
  })

  // Attack: our mail leads to a stranger's site, with our name on it.
  it('leads only to pages of this instance', async () => {
    const emailAddress = newEmail()
    await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(signIns, { identifier: emailAddress })).body.response
    const urls = [
      'https://evil.example/x',
      'http://localhost:3000@evil.example/',
      'javascript:alert(1)',
      '//evil.example',
      'nonsense',
    ]
    for (const url of urls) {
      const { status, body } = await browser.post(`${signIns}/${id}/prepare_first_factor`, {
        strategy: 'email_link',
        redirect_url: url,
      })
      expect([url, status, codeOf(body)]).toEqual([url, 422, expect.stringMatching(/redirect_url$/)])
    }
    const missing = await browser.post(`${signIns}/${id}/prepare_first_factor`, { strategy: 'email_link' })
    expect(codeOf(missing.body)).toBe('form_param_missing')
    expect(await mailsTo(app, emailAddress)).toEqual([])
  })

  // Attack: a forged Host puts the attacker's server into the victim's mail.
  it('begins with an address of ours, whatever host the request named', async () => {
    const emailAddress = newEmail()
    await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(signIns, { identifier: emailAddress })).body.response
    const forged = await app.app.fetch(
      new Request(`http://evil.example${signIns}/${id}/prepare_first_factor`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'http://localhost:3000',
          cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        body: new URLSearchParams({ strategy: 'email_link', redirect_url: redirectUrl }).toString(),
      }),
      { remoteAddress: '127.0.0.1', encrypted: false },
    )
    const sent = await mailsTo(app, emailAddress)
    expect(forged.status === 200 ? sent[0]?.text : '').not.toContain('evil.example')
  })
})

describe('a link for a stranger who may go on to sign up', () => {
  it('signs nobody in, and carries the proven address over into a sign-up', async () => {
    const browser = createTestBrowser(app)
    const identifier = newEmail()
    const form = { identifier, strategy: 'email_link', redirect_url: redirectUrl, sign_up_if_missing: 'true' }
    const { id } = (await browser.post(signIns, form)).body.response
    const opened = await browser.get(await linkSentTo(app, identifier))
    expect(paramsOf(opened.headers).get('__clerk_status')).toBe('transferable')
    expect(paramsOf(opened.headers).get('__clerk_created_session')).toBeNull()
    const { body } = await browser.get(`${signIns}/${id}`)
    expect(body.response).toMatchObject({
      status: 'needs_first_factor',
      first_factor_verification: { status: 'transferable' },
    })
    const carried = await browser.post(signUps, { transfer: 'true' })
    expect(carried.body.response).toMatchObject({ email_address: identifier, unverified_fields: [] })
    const done = await browser.tunnel('PATCH', `${signUps}/${carried.body.response.id}`, {
      password: testPassword,
    })
    expect(done.body.response.status).toBe('complete')
  })
})

describe('a link to sign up', () => {
  it('proves the address and makes the user', async () => {
    const browser = createTestBrowser(app)
    const emailAddress = newEmail()
    const form = {
      email_address: emailAddress,
      password: testPassword,
      strategy: 'email_link',
      redirect_url: redirectUrl,
    }
    const { id } = (await browser.post(signUps, form)).body.response
    expect((await lastMailTo(app, emailAddress)).template).toBe('magic_link')
    const opened = await browser.get(await linkSentTo(app, emailAddress))
    expect(paramsOf(opened.headers).get('__clerk_status')).toBe('verified')
    const { body } = await browser.get(`${signUps}/${id}`)
    expect(body.response.status).toBe('complete')
    expect(paramsOf(opened.headers).get('__clerk_created_session')).toBe(body.response.created_session_id)
  })

  it('proves nothing of an address that was put in its place', async () => {
    const browser = createTestBrowser(app)
    const emailAddress = newEmail()
    const form = {
      email_address: emailAddress,
      password: testPassword,
      strategy: 'email_link',
      redirect_url: redirectUrl,
    }
    const { id } = (await browser.post(signUps, form)).body.response
    const link = await linkSentTo(app, emailAddress)
    await browser.tunnel('PATCH', `${signUps}/${id}`, { email_address: newEmail('victim') })
    expect(paramsOf((await browser.get(link)).headers).get('__clerk_status')).toBe('expired')
    expect((await browser.get(`${signUps}/${id}`)).body.response.unverified_fields).toEqual(['email_address'])
  })
})

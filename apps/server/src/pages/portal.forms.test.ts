import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../testing/factories/users.factory.ts'
import { codeSentTo } from '../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
afterEach(async () => {
  await app.services.settings.replace(app.scope, {}, { destructive: true })
})

interface Shown {
  status: number
  location: string | null
  html: string
  headers: Headers
}

/** A browser that runs no scripts: it keeps cookies, and says where its forms come from. */
function createPlainBrowser(origin: string | null = app.publicUrl) {
  const jar = new Map<string, string>()

  async function send(path: string, init: RequestInit): Promise<Shown> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie && { cookie }), ...(init.headers as Record<string, string>) }
    const response = await app.fetch(path, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (line.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    const { status, headers: answered } = response
    return { status, location: answered.get('location'), html: await response.text(), headers: answered }
  }

  return {
    jar,
    open: (path: string) => send(path, {}),
    post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
      const body = new URLSearchParams(fields).toString()
      const type = 'application/x-www-form-urlencoded'
      const length = String(Buffer.byteLength(body))
      const sent = { 'content-type': type, 'content-length': length, ...(origin !== null && { origin }) }
      return send(path, { method: 'POST', body, headers: { ...sent, ...headers } })
    },
  }
}

async function someone() {
  const emailAddress = newEmail()
  await createUser(app, { emailAddress, password: { password: testPassword } })
  return emailAddress
}

/** The values of the buttons that a step offers. */
const offersIn = (html: string) =>
  [...html.matchAll(/name="event" value="([^"]*)"/g)].map(([, value = '']) => value.replaceAll('&quot;', '"'))

describe('a form of the portal', () => {
  it('goes one step, and leads to its address', async () => {
    const browser = createPlainBrowser()
    const emailAddress = await someone()
    const identified = await browser.post('/sign-in?redirect_url=/user', { identifier: emailAddress })
    expect(identified).toMatchObject({ status: 303, location: '/sign-in/password?redirect_url=/user' })
    const { html } = await browser.open('/sign-in/password?redirect_url=/user')
    expect(html).toContain('Enter your password')
    const done = await browser.post('/sign-in/password?redirect_url=/user', { password: testPassword })
    expect(done).toMatchObject({ status: 303, location: `${app.publicUrl}/user` })
    expect([...browser.jar.keys()]).toEqual(
      expect.arrayContaining(['__session', `__session_${app.instance.cookieSuffix}`, '__client_uat']),
    )
    expect(done.headers.getSetCookie().find((line) => line.startsWith('__client_'))).toContain('HttpOnly')
  })

  it('keeps what was typed beside what is wrong with it, and never a password', async () => {
    const browser = createPlainBrowser()
    const wrong = await browser.post('/sign-up', { email_address: newEmail(), password: 'short' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toMatch(/value="[^"]*@example\.com"/)
    expect(wrong.html).toContain('aria-invalid="true"')
    expect(wrong.html).not.toContain('short')
  })

  it('is asked for again where an attempt has ended meanwhile', async () => {
    const browser = createPlainBrowser()
    await browser.post('/sign-in', { identifier: await someone() })
    browser.jar.clear()
    const { html } = await browser.open('/sign-in/password')
    expect(html).toContain('name="identifier"')
  })

  it('stays below the path of an app’s proxy', async () => {
    const proxy = {
      'clerk-secret-key': app.secretKey,
      'clerk-proxy-url': 'http://localhost:3000/__clerk',
      origin: 'http://localhost:3000',
    }
    const answer = await createPlainBrowser().post('/sign-in', { identifier: await someone() }, proxy)
    expect(answer).toMatchObject({ status: 303, location: '/__clerk/sign-in/password' })
  })
})

describe('the portal’s forms under attack', () => {
  // Login CSRF (CWE-352): a stranger's page signs the visitor in to the stranger's account, and watches.
  it.each(['https://evil.example', 'null', 'http://localhost:3000', 'http://localhost.evil.example'])(
    'do nothing for a page at %s',
    async (origin) => {
      const browser = createPlainBrowser(origin)
      const answer = await browser.post('/sign-in', { identifier: await someone(), password: testPassword })
      expect([answer.status, answer.location]).toEqual([403, null])
      expect(answer.headers.getSetCookie()).toEqual([])
    },
  )

  it('do nothing for who does not say where they are', async () => {
    const fields = { identifier: await someone() }
    const silent = createPlainBrowser(null)
    for (const site of ['', 'none', 'same-site', 'cross-site']) {
      const { status } = await silent.post('/sign-in', fields, site === '' ? {} : { 'sec-fetch-site': site })
      expect([site, status]).toEqual([site, 403])
    }
    expect((await silent.post('/sign-in', fields, { 'sec-fetch-site': 'same-origin' })).status).toBe(303)
  })

  // Open redirect (CWE-601).
  it.each(['https://evil.example/', '//evil.example/', 'javascript:alert(1)', '/\\evil.example'])(
    'lead nobody to %s',
    async (target) => {
      const browser = createPlainBrowser()
      for (const name of ['redirect_url', 'sign_in_force_redirect_url', 'after_sign_in_url']) {
        const query = new URLSearchParams({ [name]: target })
        const answer = await browser.post(`/sign-in?${query}`, {
          identifier: await someone(),
          password: testPassword,
        })
        expect([answer.status, answer.location]).toEqual([400, null])
      }
    },
  )

  it('take no target from a field', async () => {
    const browser = createPlainBrowser()
    const fields = {
      identifier: await someone(),
      password: testPassword,
      redirect_url: 'https://evil.example/',
    }
    expect(await browser.post('/sign-in', fields)).toMatchObject({
      status: 303,
      location: expect.not.stringContaining('evil'),
    })
  })

  it('hold no huge body, and no other kind of it', async () => {
    const browser = createPlainBrowser()
    const huge = await browser.post('/sign-in', { identifier: 'a'.repeat(20_000) })
    expect(huge.status).toBe(413)
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('identifier=a&'.repeat(1_000))),
    })
    const endless = await app.fetch('/sign-in', {
      ...{ method: 'POST', body: stream, duplex: 'half' },
      headers: { origin: app.publicUrl, 'content-type': 'application/x-www-form-urlencoded' },
    } as RequestInit)
    expect(endless.status).toBe(413)
    const json = await browser.post('/sign-in', {}, { 'content-type': 'application/json' })
    expect(json.status).toBe(415)
  })

  it.each(['"><img src=x onerror=alert(1)>', '</noscript><script>alert(1)</script>', '\u0000\u202e'])(
    'show %j as what it is',
    async (hostile) => {
      const browser = createPlainBrowser()
      const answers = [
        await browser.post('/sign-in', { identifier: hostile }),
        await browser.post('/sign-up', { email_address: hostile, password: testPassword }),
        await browser.post('/sign-in', { event: hostile }),
        await browser.open(`/sign-in/${encodeURIComponent(hostile)}`),
      ]
      for (const { status, html } of answers) {
        expect(status).toBeLessThan(500)
        expect(html).not.toMatch(/<img|<script>alert/)
      }
    },
  )

  // Attack: the value of a button is another than was offered: somebody else's session, a way that is not the account's.
  it('do nothing that was not offered', async () => {
    const browser = createPlainBrowser()
    const emailAddress = await someone()
    await browser.post('/sign-in', { identifier: emailAddress })
    const forged = [
      '{"type":"CHOOSE","sessionId":"sess_0"}',
      '{"type":"SELECT","factor":{"strategy":"ticket"}}',
      '{"type":"SUBMIT_NEW_PASSWORD","password":"x","signOutOthers":true}',
      '{"__proto__":{"type":"SIGN_OUT"}}',
      'constructor',
      '',
    ]
    for (const event of forged) {
      const answer = await browser.post('/sign-in/password', { event, password: testPassword })
      expect([answer.status, answer.location]).toEqual([303, '/sign-in/password'])
    }
    expect(browser.jar.has('__session')).toBe(false)
    const { html } = await browser.open('/sign-in/password')
    expect(offersIn(html)).toContain('{"type":"FORGOT"}')
  })

  // Session fixation (CWE-384).
  it('give the client another token with the sign-in', async () => {
    const browser = createPlainBrowser()
    await browser.post('/sign-in', { identifier: await someone() })
    const name = `__client_${app.instance.cookieSuffix}`
    const planted = browser.jar.get(name)
    await browser.post('/sign-in/password', { password: testPassword })
    expect(planted).toBeDefined()
    expect(browser.jar.get(name)).not.toBe(planted)
  })

  it('answer alike for known and unknown accounts where accounts are concealed', async () => {
    await app.services.settings.patch(app.scope, { attack_protection: { enumeration_protection: true } })
    const answers = []
    for (const identifier of [await someone(), newEmail()]) {
      const browser = createPlainBrowser()
      const identified = await browser.post('/sign-in', { identifier })
      const { html } = await browser.open(identified.location ?? '')
      const refused = await browser.post(identified.location ?? '', { password: 'not the password 1' })
      const said = (text: string) =>
        text
          .replaceAll(identifier, '…')
          .replaceAll(/"(id|[a-z_]+_id|[a-z_]+_at)":("[^"]*"|\d+)/g, '')
          .replaceAll(/(idn|sia|client)_\w+/g, '')
          .replace(/(data-initials="|aria-hidden="true">)\w/g, '$1')
      answers.push([identified.status, identified.location, said(html), refused.status, said(refused.html)])
    }
    expect(answers[0]).toEqual(answers[1])
  })

  it('lead to the app alone, as their policy says', async () => {
    const target = 'http://localhost:3000/members'
    const { headers } = await createPlainBrowser().open(`/sign-in?redirect_url=${encodeURIComponent(target)}`)
    expect(headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:3000;")
    const plain = await createPlainBrowser().open('/sign-in')
    expect(plain.headers.get('content-security-policy')).toContain("form-action 'self';")
  })

  // Attack: hosts may hold `;`, and of two directives of one name the first counts.
  it('let no host write their policy', async () => {
    const target = app.publicUrl.replace('//', '//x;require-trusted-types-for;.')
    const settings = { branding: { logo_image_url: 'https://x;sandbox;.example.com/logo.png' } }
    await app.services.settings.patch(app.scope, settings)
    const { headers } = await createPlainBrowser().open(`/sign-in?redirect_url=${encodeURIComponent(target)}`)
    const directives = (headers.get('content-security-policy') ?? '').split(';').map((one) => one.trim())
    expect(directives.filter((one) => /^(sandbox|require)/.test(one))).toEqual([
      "require-trusted-types-for 'script'",
    ])
  })

  it('tell no page of a session’s token', async () => {
    const browser = createPlainBrowser()
    await browser.post('/sign-in', { identifier: await someone() })
    await browser.post('/sign-in/password', { password: testPassword })
    const { html } = await browser.open('/user')
    expect(html).toContain('"last_active_token":null')
    expect(html).not.toContain('eyJ')
    expect(html).not.toContain(browser.jar.get(`__client_${app.instance.cookieSuffix}`))
  })
})

describe('a link from a mail, without scripts', () => {
  async function signedIn() {
    const browser = createPlainBrowser()
    await browser.post('/sign-in', { identifier: await someone(), password: testPassword })
    const { html } = await browser.open('/user')
    const [, sessionId = ''] = /"last_active_session_id":"(sess_\w+)"/.exec(html) ?? []
    return { browser, sessionId }
  }
  const landingAt = (sessionId: string) =>
    `/sign-in/verify?${new URLSearchParams({ __clerk_status: 'verified', __clerk_created_session: sessionId })}`

  it('goes on in the browser that asked for it', async () => {
    const { browser, sessionId } = await signedIn()
    expect((await browser.open(landingAt(sessionId))).html).toContain('<form class="go-on" method="post">')
    const answer = await browser.post(landingAt(sessionId), {})
    expect(answer).toMatchObject({ status: 303, location: `${app.publicUrl}/user` })
  })

  it('leads back to the beginning where it is of no use', async () => {
    const browser = createPlainBrowser()
    const address = '/sign-in/verify?__clerk_status=failed&redirect_url=%2Fuser'
    expect((await browser.open(address)).html).toContain('This link does not work')
    const answer = await browser.post(address, { event: '{"type":"BACK"}' })
    expect(answer).toMatchObject({ status: 303, location: '/sign-in?redirect_url=%2Fuser' })
  })

  // Attack: an address that says that somebody is signed in.
  it('signs nobody in by what its address says', async () => {
    const { sessionId } = await signedIn()
    const stranger = createPlainBrowser()
    const { html } = await stranger.open(landingAt(sessionId))
    expect(html).not.toContain('go-on')
    expect(html).toContain('Your address is confirmed')
    const answer = await stranger.post(landingAt(sessionId), {})
    expect([answer.status, stranger.jar.has('__session')]).toEqual([200, false])
  })
})

describe('a sign-up by forms', () => {
  it('ends with a session', async () => {
    const browser = createPlainBrowser()
    const emailAddress = newEmail()
    const begun = await browser.post('/sign-up', { email_address: emailAddress, password: testPassword })
    expect(begun).toMatchObject({ status: 303, location: '/sign-up/verify-email-address' })
    const code = await codeSentTo(app, emailAddress)
    const wrong = await browser.post('/sign-up/verify-email-address', {
      code: code === '111111' ? '222222' : '111111',
    })
    expect(wrong.status).toBe(422)
    const done = await browser.post('/sign-up/verify-email-address', { code })
    expect(done.status).toBe(303)
    expect(browser.jar.has('__session')).toBe(true)
  })
})

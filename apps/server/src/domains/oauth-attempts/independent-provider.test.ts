/** A provider that an operator describes by its issuer alone, in a process of its own: nothing of it is ours. */
import { type ChildProcess, fork } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizationUrlOf, callbackPage, donePage } from '../../testing/social-app.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'

let app: TestApp
let company: ChildProcess
let issuer: string

beforeAll(async () => {
  app = await createTestApp({ environment: { KEYWRIGHT_OAUTH_TO_PRIVATE_ADDRESSES: 'true' } })
  const file = new URL('../../testing/independent-provider.fixture.ts', import.meta.url)
  company = fork(file, [`${app.publicUrl}/v1/oauth_callback`], { silent: true })
  issuer = await new Promise<string>((resolve, reject) => {
    company.once('message', (message) => resolve(String(message)))
    company.once('exit', (code) => reject(new Error(`The provider ended with ${code}.`)))
  })
  await connect('custom_company', issuer)
}, 30_000)
afterAll(async () => {
  company.kill()
  await app.close()
})

async function connect(provider: string, at: string) {
  const answer = await app.backend('PATCH', `/v1/keywright/oauth_connections/${provider}`, {
    ...{ client_id: 'keywright', client_secret: 'of-the-company' },
    custom: { name: 'The company', protocol: 'oidc', issuer: at },
  })
  expect(answer.status).toBe(200)
}

/** A browser at the provider: it follows redirects, and keeps cookies, until it is sent back to us. */
async function visit(url: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let next = new URL(url)
  for (let step = 0; step < 10 && next.origin === issuer; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    next = new URL(answer.headers.get('location') ?? '', next)
  }
  return next
}

async function begin(browser: TestBrowser, strategy: string) {
  return await browser.post('/v1/client/sign_ups', {
    ...{ strategy, redirect_url: callbackPage, action_complete_redirect_url: donePage },
  })
}

describe('a provider of a company’s own', () => {
  it('is discovered, asked and believed', async () => {
    const browser = createTestBrowser(app)
    const begun = await begin(browser, 'oauth_custom_company')
    const back = await visit(authorizationUrlOf(begun.body.response))
    expect(back.searchParams.get('iss')).toBe(issuer)
    const arrived = await browser.get(`/v1/oauth_callback${back.search}`)
    expect(arrived.headers.get('location')).toBe(donePage)
    const [{ user }] = (await browser.get('/v1/client')).body.response.sessions
    expect(user).toMatchObject({
      ...{ first_name: 'Grace', last_name: 'Hopper' },
      email_addresses: [{ email_address: 'grace@company.example', verification: { status: 'verified' } }],
      external_accounts: [{ provider: 'oauth_custom_company', provider_user_id: 'grace' }],
    })
    const { oauth_custom_company: shown } = (await browser.get('/v1/environment')).body.user_settings.social
    expect(shown).toMatchObject({ name: 'The company', strategy: 'oauth_custom_company' })
  })

  // Attack: the description names a machine inside of our network.
  it('is not reached on our own network, unless the operator of the server says so', async () => {
    const guarded = await createTestApp()
    try {
      await guarded.backend('PATCH', '/v1/keywright/oauth_connections/custom_inside', {
        ...{ client_id: 'keywright', client_secret: 'x' },
        custom: { name: 'Inside', protocol: 'oidc', issuer },
      })
      const { body, status } = await begin(createTestBrowser(guarded), 'oauth_custom_inside')
      expect([status, body.errors[0].code]).toEqual([400, 'oauth_token_exchange_error'])
    } finally {
      await guarded.close()
    }
  })

  it.each(['http://127.0.0.1:1', 'http://localhost:1/nowhere'])(
    'that is not there is a fault that says so: %s',
    async (at) => {
      await connect('custom_gone', at)
      const { body } = await begin(createTestBrowser(app), 'oauth_custom_gone')
      expect(body.errors[0].code).toBe('oauth_token_exchange_error')
    },
  )

  // Attack: a document at one address speaks for another issuer.
  it('is not believed where its document names another issuer', async () => {
    await connect('custom_other', issuer.replace('127.0.0.1', 'localhost'))
    const { body } = await begin(createTestBrowser(app), 'oauth_custom_other')
    expect(body.errors[0].code).toBe('oauth_token_exchange_error')
  })
})

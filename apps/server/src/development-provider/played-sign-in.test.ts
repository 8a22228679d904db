/** Every played provider through the whole engine: from the button to the user, or to the reason why not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listProviders } from '../domains/oauth-providers/index.ts'
import { createUser, newEmail } from '../testing/factories/users.factory.ts'
import { openVisitor } from '../testing/open-visitor.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../testing/test-browser.ts'
import { createPlayedProviderPort } from './played-provider-port.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
  for (const { key } of listProviders())
    await app.services.oauthConnections.put(app.scope, key, { enabled: true })
})
afterAll(() => app.close())

type Form = Record<string, string>

const pages = {
  redirect_url: 'http://localhost:3000/sso-callback',
  action_complete_redirect_url: 'http://localhost:3000/done',
}

/** Where a provider sends the browser: to a page by its address, or by a form that sends itself. */
async function comeBack(browser: TestBrowser, answer: Response) {
  const headers = { 'sec-fetch-site': 'cross-site' }
  const location = answer.headers.get('location')
  if (location !== null) return await browser.get(pathOf(location), { headers })
  const inputs = [...(await answer.text()).matchAll(/name="([^"]+)" value="([^"]*)"/g)]
  const form = inputs.map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')])
  const posted = await browser.post('/v1/oauth_callback', Object.fromEntries(form), { headers })
  return await browser.get(pathOf(posted.headers.get('location') ?? ''), { headers })
}

const pathOf = (url: string) => new URL(url).pathname + new URL(url).search

/** From the button to the app’s page. */
async function goThrough(
  kind: 'sign_ins' | 'sign_ups',
  key: string,
  choose: Form,
  browser = createTestBrowser(app),
) {
  const begun = await browser.post(`/v1/client/${kind}`, { strategy: `oauth_${key}`, ...pages })
  const { first_factor_verification: factor, verifications } = begun.body.response
  const { external_verification_redirect_url: url } = factor ?? verifications.external_account
  const back = await comeBack(browser, await openVisitor(app).choose(url, choose))
  const { body } = await browser.get('/v1/client')
  return { browser, back, location: back.headers.get('location'), client: body.response }
}

describe.each(listProviders().map(({ key }) => key))('%s, played', (key) => {
  it('makes a user, asking for what it did not say, and knows them again', async () => {
    const emailAddress = newEmail(key)
    const choose = { choose: 'own', email_address: emailAddress, verified: 'on' }
    const { browser, client, location } = await goThrough('sign_ups', key, choose)
    const { sign_up: signUp } = client
    if (client.sessions.length === 0) {
      expect(location).toBe(pages.redirect_url)
      expect(signUp.status).toBe('missing_requirements')
      expect(signUp.verifications.external_account).toMatchObject({
        status: 'verified',
        strategy: `oauth_${key}`,
      })
      // Without a word of its provider that the address is proven, nobody has it yet.
      expect([...signUp.missing_fields, ...signUp.unverified_fields]).toEqual(['email_address'])
      return
    }
    expect(location).toBe(pages.action_complete_redirect_url)
    const [{ user }] = client.sessions
    expect(user.email_addresses).toMatchObject([{ email_address: emailAddress.toLowerCase() }])
    expect(user.external_accounts).toMatchObject([
      { provider: `oauth_${key}`, verification: { status: 'verified' } },
    ])
    await browser.tunnel('DELETE', '/v1/client')
    const again = await goThrough('sign_ins', key, choose)
    expect(again.client.sessions[0].user.id).toBe(user.id)
  })
})

describe('the way back', () => {
  // No script has run in the app yet: without these, its server would show the page of a stranger (wire contract 8.2).
  it('tells the app’s server that somebody is signed in', async () => {
    const choose = { choose: 'own', email_address: newEmail(), verified: 'on' }
    const { back, client } = await goThrough('sign_ups', 'google', choose)
    const seconds = Math.floor(client.updated_at / 1000)
    for (const name of ['__client_uat', `__client_uat_${app.instance.cookieSuffix}`])
      expect(back.setCookies).toContainEqual(
        expect.stringMatching(`^${name}=${seconds}; Path=/; .*SameSite=Lax$`),
      )
    const denied = await goThrough('sign_ins', 'google', { choose: 'denied' })
    expect(denied.back.setCookies.join()).not.toContain('__client_uat')
  })
})

describe('what goes wrong on purpose', () => {
  it.each([
    ['google', 'denied', 'oauth_access_denied'],
    ['apple', 'denied', 'oauth_access_denied'],
    ['google', 'error', 'oauth_token_exchange_error'],
    ['google', 'html', 'oauth_token_exchange_error'],
    ['google', 'huge', 'oauth_token_exchange_error'],
    ['github', 'huge', 'oauth_fetch_user_error'],
  ])('of %s (%s) is told to the page', async (key, choose, code) => {
    const { client, location } = await goThrough('sign_ins', key, { choose })
    expect(location).toBe(pages.redirect_url)
    expect(client.sessions).toEqual([])
    expect(client.sign_in.first_factor_verification).toMatchObject({ error: { code } })
  })

  it('a scope that was denied costs what it stood for, and no more', async () => {
    const { client } = await goThrough('sign_ups', 'google', { choose: 'narrow' })
    expect(client.sign_up).toMatchObject({
      status: 'missing_requirements',
      missing_fields: ['email_address'],
    })
  })

  it('a provider that takes too long is not waited for', async () => {
    const port = createPlayedProviderPort({
      developmentProvider: {
        fetch: ({ signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason))
          }),
      },
      ...{ frontendUrl: () => app.publicUrl, millisecondsMax: 20, bytesMax: 10 },
    })
    await expect(port.fetch('http://localhost/token')).rejects.toThrow(/timeout/)
  })
})

describe('an address that changed at the provider', () => {
  it('leaves the account with whom it was', async () => {
    const first = await goThrough('sign_ups', 'google', { choose: 'ada' })
    const [{ user }] = first.client.sessions
    const moved = await goThrough('sign_ins', 'google', { choose: 'ada_moved' })
    expect(moved.client.sessions[0].user.id).toBe(user.id)
  })

  // The attack: somebody who has never proven an address at the provider wants the account of who did.
  it('opens nobody else’s account without proof', async () => {
    const emailAddress = newEmail('victim')
    await createUser(app, { emailAddress })
    const { client } = await goThrough('sign_ins', 'google', { choose: 'own', email_address: emailAddress })
    expect(client.sessions).toEqual([])
  })
})

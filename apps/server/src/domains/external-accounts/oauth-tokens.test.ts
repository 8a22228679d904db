import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSocialApp, google, newcomer, type SocialApp } from '../../testing/social-app.ts'

let app: SocialApp

beforeAll(async () => {
  app = await createSocialApp()
})
afterAll(() => app.close())

async function signUp(more: object = {}) {
  const browser = app.browser()
  const identity = newcomer()
  const { client } = await app.goThrough(browser, 'sign_ups', { ...google(identity), ...more })
  const [{ user }] = client.sessions
  return { browser, identity, user }
}

async function tokensOf(userId: string, provider = 'oauth_google', query = '') {
  const answer = await app.backend('GET', `/v1/users/${userId}/oauth_access_tokens/${provider}${query}`)
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}

describe('the tokens of a user for a provider', () => {
  it('are given to the app’s server, by either name of the provider', async () => {
    const { user, identity } = await signUp({ scope: 'openid email' })
    const { body } = await tokensOf(user.id)
    expect(body).toMatchObject([
      {
        object: 'oauth_access_token',
        external_account_id: user.external_accounts[0].id,
        provider_user_id: identity.id,
        provider: 'oauth_google',
        scopes: ['openid', 'email'],
      },
    ])
    expect(body[0].id_token.split('.')).toHaveLength(3)
    expect((await tokensOf(user.id, 'google')).body[0].token).toBe(body[0].token)
    expect((await tokensOf(user.id, 'google', '?paginated=true')).body).toMatchObject({ total_count: 1 })
    expect((await tokensOf(user.id, 'github')).body).toEqual([])
    expect((await tokensOf(user.id, 'discord')).body.errors[0].code).toBe('oauth_token_provider_not_enabled')
    expect((await tokensOf('user_nobody')).status).toBe(404)
  })

  it('are nowhere in clear, neither in the database nor in the log of events', async () => {
    const { user } = await signUp()
    const [{ token }] = (await tokensOf(user.id)).body
    for (const table of ['external_accounts', 'oauth_attempts', 'events'] as const) {
      const rows = await app.db.selectFrom(table).selectAll().execute()
      const text = rows
        .flatMap((row) => Object.values(row))
        .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
      expect(text.join('\n')).not.toContain(token)
    }
  })

  it('are renewed once they have expired, once for all who ask at the same moment', async () => {
    const { user } = await signUp({ expiresIn: 120 })
    const [first] = (await tokensOf(user.id)).body
    app.clock.advance(90_000)
    const before = app.provider.refreshed.length
    app.provider.interruptWith(async (url, options) => {
      await setTimeout(150)
      return await app.provider.answer(url, options)
    })
    const [a, b, c] = await Promise.all([tokensOf(user.id), tokensOf(user.id), tokensOf(user.id)])
    expect(a?.body[0].token).not.toBe(first.token)
    expect(new Set([a, b, c].map((answer) => answer?.body[0].token)).size).toBe(1)
    app.provider.interruptWith(undefined)
    expect(app.provider.refreshed).toHaveLength(before + 1)
    // A refresh token that counts once was not used again afterwards.
    expect((await tokensOf(user.id)).body[0].token).toBe(a?.body[0].token)
    app.clock.advance(130_000)
    expect((await tokensOf(user.id)).body[0].token).not.toBe(a?.body[0].token)
  })

  it('that the provider does not renew are a fault that says so', async () => {
    const { user } = await signUp({ expiresIn: 120 })
    app.clock.advance(180_000)
    app.provider.interruptWith(async () => Response.json({ error: 'invalid_grant' }, { status: 400 }))
    expect((await tokensOf(user.id)).body.errors[0].code).toBe('oauth_token_retrieval_error')
    app.provider.interruptWith(async () => Promise.reject(new Error('down')))
    expect((await tokensOf(user.id)).body.errors[0].code).toBe('oauth_token_retrieval_error')
    app.provider.interruptWith(undefined)
    expect((await tokensOf(user.id)).status).toBe(200)
  })

  it('can be given back by their user; the account stays', async () => {
    const { user, browser } = await signUp()
    const [account] = user.external_accounts
    const answer = await browser.tunnel('DELETE', `/v1/me/external_accounts/${account.id}/tokens`)
    expect(answer.body.response.external_accounts).toHaveLength(1)
    expect(app.provider.asked.at(-1)?.url).toBe('https://oauth2.googleapis.com/revoke')
    expect((await tokensOf(user.id)).body).toEqual([])
  })

  it('of another instance’s users are as good as none', async () => {
    const { user } = await signUp()
    const other = await app.otherInstance('tokens')
    const path = `/v1/users/${user.id}/oauth_access_tokens/oauth_google`
    expect((await app.backend('GET', path, undefined, other.secretKey)).status).toBe(404)
  })
})

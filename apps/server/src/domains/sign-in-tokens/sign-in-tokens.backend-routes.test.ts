import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/answers.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const signIns = '/v1/client/sign_ins'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

interface TokenBody {
  id: string
  status: string
  user_id: string
  token: string
  url: string
  errors: { code: string }[]
}

async function make(userId: string, expiresInSeconds?: number): Promise<TokenBody> {
  const body = { user_id: userId, ...(expiresInSeconds ? { expires_in_seconds: expiresInSeconds } : {}) }
  return (await (await app.backend('post', '/v1/sign_in_tokens', body)).json()) as TokenBody
}

const signInWith = (ticket: string) => createTestBrowser(app).post(signIns, { strategy: 'ticket', ticket })

describe('a sign-in token', () => {
  it('signs its user in, once', async () => {
    const user = await createUser(app)
    const made = await make(user.id)
    expect(made).toMatchObject({ status: 'pending', user_id: user.id })
    const done = await signInWith(made.token)
    expect(done.body.response).toMatchObject({
      status: 'complete',
      first_factor_verification: { object: 'verification_ticket', strategy: 'ticket', status: 'verified' },
    })
    expect(done.body.client.sessions[0].user.id).toBe(user.id)
    // Attack: a ticket read from a history or a log is shown again.
    expect(codeOf((await signInWith(made.token)).body)).toBe('sign_in_token_already_used_code')
  })

  it('works with the ticket alone, and given later to an empty attempt it was not made for, not at all', async () => {
    const [user, other] = [await createUser(app), await createUser(app)]
    const { token } = await make(user.id)
    const browser = createTestBrowser(app)
    const address = other.emailAddresses[0]?.emailAddress ?? ''
    const { id } = (await browser.post(signIns, { identifier: address })).body.response
    const foreign = await browser.post(`${signIns}/${id}/attempt_first_factor`, {
      strategy: 'ticket',
      ticket: token,
    })
    expect(codeOf(foreign.body)).toBe('strategy_for_user_invalid')
    expect((await createTestBrowser(app).post(signIns, { ticket: token })).body.response.status).toBe(
      'complete',
    )
  })

  it('ends with its time, and when it is revoked', async () => {
    const user = await createUser(app)
    const short = await make(user.id, 60)
    app.clock.advance(60_000)
    expect(codeOf((await signInWith(short.token)).body)).toBe('ticket_expired_code')
    const revoked = await make(user.id)
    const answer = await app.backend('post', `/v1/sign_in_tokens/${revoked.id}/revoke`)
    expect(await answer.json()).toMatchObject({ id: revoked.id, status: 'revoked' })
    expect(codeOf((await signInWith(revoked.token)).body)).toBe('sign_in_token_revoked_code')
    const again = await app.backend('post', `/v1/sign_in_tokens/${revoked.id}/revoke`)
    expect(codeOf((await again.json()) as TokenBody)).toBe('sign_in_token_cannot_be_revoked_code')
  })

  it('opens nothing when nobody made it, for banned users, and at another instance', async () => {
    expect(codeOf((await signInWith('nonsense')).body)).toBe('ticket_invalid_code')
    const user = await createUser(app)
    const { token, id } = await make(user.id)
    const other = await app.otherInstance('tickets-other')
    const elsewhere = createTestBrowser(app, { instance: other.instance })
    expect(codeOf((await elsewhere.post(signIns, { strategy: 'ticket', ticket: token })).body)).toBe(
      'ticket_invalid_code',
    )
    const foreign = await app.backend('post', `/v1/sign_in_tokens/${id}/revoke`, undefined, other.secretKey)
    expect(foreign.status).toBe(404)
    await app.services.users.ban(app.scope, user.id)
    expect(codeOf((await signInWith(token)).body)).toBe('user_banned')
  })

  it('is made for known users only', async () => {
    const answer = await app.backend('post', '/v1/sign_in_tokens', { user_id: 'user_missing' })
    expect(answer.status).toBe(404)
  })

  it('is kept as a hash only', async () => {
    const { token } = await make((await createUser(app)).id)
    const rows = await app.db.selectFrom('sign_in_tokens').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

describe('GET /v1/tickets/accept', () => {
  it('leads to the page that signs in, and does not use the ticket up', async () => {
    const { token, url } = await make((await createUser(app)).id)
    const { pathname, search } = new URL(url)
    for (let visit = 0; visit < 2; visit += 1) {
      const opened = await createTestBrowser(app, { origin: '' }).get(pathname + search)
      expect(opened.status).toBe(303)
      const target = new URL(opened.headers.get('location') ?? '')
      expect(target.origin + target.pathname).toBe('http://localhost:3900/sign-in')
      expect(Object.fromEntries(target.searchParams)).toEqual({
        __clerk_ticket: token,
        __clerk_status: 'sign_in',
      })
    }
    expect((await signInWith(token)).body.response.status).toBe('complete')
  })

  it('has nothing to do for whoever is signed in as that user', async () => {
    const user = await createUser(app)
    const { url } = await make(user.id)
    const browser = createTestBrowser(app, { origin: '' })
    await browser.signIn(user)
    const { pathname, search } = new URL(url)
    const opened = await browser.get(pathname + search)
    const target = new URL(opened.headers.get('location') ?? '')
    expect(Object.fromEntries(target.searchParams)).toEqual({ __clerk_status: 'complete' })
  })

  it('says what is wrong with a ticket', async () => {
    const { status, body } = await createTestBrowser(app, { origin: '' }).get(
      '/v1/tickets/accept?ticket=nonsense',
    )
    expect([status, codeOf(body)]).toEqual([400, 'ticket_invalid_code'])
  })
})

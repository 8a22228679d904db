import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/answers.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const signIns = '/v1/client/sign_ins'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ environment: { KEYWRIGHT_RATE_LIMITS: 'true' } })
})
afterAll(() => app.close())

describe('credential endpoints', () => {
  it('take five sign-ins in ten seconds for one identifier, and say when to come back', async () => {
    const identifier = newEmail()
    await createUser(app, { emailAddress: identifier })
    for (let count = 0; count < 5; count += 1) {
      expect((await createTestBrowser(app).post(signIns, { identifier })).status).toBe(200)
    }
    const { status, headers, body } = await createTestBrowser(app).post(signIns, {
      identifier: identifier.toUpperCase(),
    })
    expect([status, codeOf(body)]).toEqual([429, 'too_many_requests'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect((await createTestBrowser(app).post(signIns, { identifier: newEmail() })).status).toBe(422)
  })

  // Attack: each guess is made on an attempt of its own, to escape the limit of one.
  it('take three guesses in ten seconds, over all attempts for one identifier', async () => {
    const identifier = newEmail()
    await createUser(app, { emailAddress: identifier, password: { password: testPassword } })
    const statuses: number[] = []
    for (let count = 0; count < 5; count += 1) {
      const { status } = await createTestBrowser(app).post(signIns, {
        identifier,
        password: 'wrong-password',
      })
      statuses.push(status)
    }
    expect(statuses).toEqual([422, 422, 422, 429, 429])
  })

  // Attack: the password, or a code, is guessed in a session that somebody left open, where nothing is locked.
  it('take three guesses in ten seconds at the user of an open session, whatever is guessed', async () => {
    await app.services.settings.patch(app.scope, {
      attack_protection: { user_lockout: { enabled: false } },
    })
    const user = await createUser(app, { password: { password: testPassword } })
    const browser = createTestBrowser(app)
    const { id } = await browser.signIn(user)
    await browser.post(`/v1/client/sessions/${id}/verify`, { level: 'first_factor' })
    const wrong = { strategy: 'password', password: 'wrong-password' }
    const change = { current_password: 'wrong-password', new_password: 'Another-horse-9-battery' }
    const guesses = [
      () => browser.post(`/v1/client/sessions/${id}/verify/attempt_first_factor`, wrong),
      () => browser.post('/v1/me/change_password', change),
      () => browser.post('/v1/me/change_password', change),
      () => browser.post('/v1/me/change_password', change),
      () => browser.post(`/v1/client/sessions/${id}/verify/attempt_first_factor`, wrong),
    ]
    const statuses: number[] = []
    for (const guess of guesses) statuses.push((await guess()).status)
    expect(statuses).toEqual([422, 422, 422, 429, 429])
  })

  it('let the waiting tab of a link ask as often as it likes', async () => {
    const identifier = newEmail()
    await createUser(app, { emailAddress: identifier })
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(signIns, { identifier })).body.response
    for (let count = 0; count < 30; count += 1)
      expect((await browser.get(`${signIns}/${id}`)).status).toBe(200)
  })

  it('let test runs with a testing token pass, and none with another one', async () => {
    const identifier = newEmail()
    await createUser(app, { emailAddress: identifier })
    const made = await app.backend('post', '/v1/testing_tokens')
    const { token } = (await made.json()) as { token: string }
    const ask = (value: string) =>
      createTestBrowser(app).post(`${signIns}?__clerk_testing_token=${value}`, { identifier })
    for (let count = 0; count < 8; count += 1) expect((await ask(token)).status).toBe(200)
    const statuses: number[] = []
    for (let count = 0; count < 8; count += 1) statuses.push((await ask('nonsense')).status)
    expect(statuses).toContain(429)
  })
})

describe('the Backend API', () => {
  it('takes a hundred calls in ten seconds from a development instance, but for its keys', async () => {
    const other = await app.otherInstance('limits-other')
    const call = (path: string) => app.backend('get', path, undefined, other.secretKey)
    const statuses = await Promise.all(
      Array.from({ length: 101 }, async () => (await call('/v1/users/count')).status),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
    const refused = await call('/v1/users/count')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect((await call('/v1/jwks')).status).toBe(200)
    expect((await app.backend('get', '/v1/users/count')).status).toBe(200)
  })

  // Attack: a stranger sends an app made-up nonces, and with each one the app asks here what it stands for.
  it('keeps an app’s calls apart from those that strangers make it send', async () => {
    const { secretKey } = await app.otherInstance('limits-nonces')
    const call = (path: string) => app.backend('get', path, undefined, secretKey)
    const statuses = await Promise.all(
      Array.from({ length: 101 }, async () => (await call('/v1/clients/handshake_payload?nonce=x')).status),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
    expect((await call('/v1/users/count')).status).toBe(200)
  })
})

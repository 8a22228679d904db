/**
 * The attack: an app's proxy passes on the `X-Forwarded-For` that a browser sent, so whoever guesses through it can claim
 * another address each time.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const path = '/v1/client/sign_ins'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ environment: { KEYWRIGHT_RATE_LIMITS: 'true' } })
})
afterAll(() => app.close())

let calls = 0

/** A guess from an address that nobody has used before. */
async function guess(form: Record<string, string>) {
  calls += 1
  const { status, headers, body } = await createTestBrowser(app).post(path, form, {
    headers: {
      'clerk-secret-key': app.secretKey,
      'clerk-proxy-url': 'http://localhost:3000/__clerk',
      'x-forwarded-for': `10.${calls >> 16}.${(calls >> 8) & 255}.${calls & 255}`,
    },
  })
  return { status, code: body.errors?.[0]?.code, retryAfter: Number(headers.get('retry-after')) }
}

const configure = (settings: Record<string, unknown>) => app.services.settings.patch(app.scope, settings)
const allow = (limit: number) => ({ limit, window_seconds: 1000 })

async function guessPasswords(count: number) {
  const identifier = newEmail()
  await createUser(app, { emailAddress: identifier, password: { password: testPassword } })
  const answers = []
  for (let done = 0; done < count; done += 1)
    answers.push(await guess({ identifier, password: 'wrong-password' }))
  return answers
}

describe('guesses from ever new addresses', () => {
  it('lock the account like those from one', async () => {
    const codes = (await guessPasswords(12)).map(({ code }) => code)
    expect(codes.indexOf('user_locked')).toBe(9)
  })

  it('at one identifier come out of one budget, also where nothing is locked', async () => {
    await configure({
      attack_protection: { user_lockout: { enabled: false } },
      rate_limits: { sign_in_attempt: allow(1) },
    })
    const answers = await guessPasswords(22)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(20)
    expect(answers.at(-1)).toMatchObject({ status: 429, code: 'too_many_requests' })
    expect(answers.at(-1)?.retryAfter).toBeGreaterThanOrEqual(1)
  })

  it('at ever new identifiers come out of one budget of the proxy', async () => {
    await configure({ rate_limits: { sign_in_create: allow(1) } })
    const statuses = []
    for (let count = 0; count < 405; count += 1)
      statuses.push((await guess({ identifier: newEmail() })).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    // Who calls directly is not held up by those who come through the proxy.
    expect((await createTestBrowser(app).post(path, { identifier: newEmail() })).status).toBe(422)
  })
})

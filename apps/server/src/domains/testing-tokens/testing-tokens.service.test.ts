import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

async function create(key?: string) {
  const answer = await test.backend('POST', '/v1/testing_tokens', undefined, key)
  return (await answer.json()) as { object: string; token: string; expires_at: number }
}

const isValid = (token: string | null) => test.services.testingTokens.isValid(test.instance, token)

describe('a testing token', () => {
  it('is made with a secret key and is valid for an hour', async () => {
    const made = await create()
    expect(made).toEqual({
      object: 'testing_token',
      token: expect.any(String),
      expires_at: Math.floor(test.clock.now().getTime() / 1000) + 3600,
    })
    expect(isValid(made.token)).toBe(true)
    test.clock.advance(3_599_000)
    expect(isValid(made.token)).toBe(true)
    test.clock.advance(1_000)
    expect(isValid(made.token)).toBe(false)
  })

  // Attack: whoever could make one, or stretch one, would guess passwords without a limit.
  it('cannot be forged, stretched or used for another instance', async () => {
    const { token, expires_at: expiresAt } = await create()
    const other = await test.otherInstance()
    const [, signature = ''] = token.split(/-(.*)/)
    expect(isValid(`${expiresAt + 3600}-${signature}`)).toBe(false)
    expect(isValid(`${expiresAt}-${'A'.repeat(43)}`)).toBe(false)
    expect(isValid((await create(other.secretKey)).token)).toBe(false)
    for (const nothing of [null, '', '-', 'x'.repeat(54), `${expiresAt}-`])
      expect(isValid(nothing)).toBe(false)
  })

  it('is not made without a secret key', async () => {
    expect((await test.fetch('/v1/testing_tokens', { method: 'POST' })).status).toBe(401)
  })
})

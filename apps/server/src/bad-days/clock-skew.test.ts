/** Clocks that are an hour off: the verifier's against the server's, and the server's own after a jump. */
import { importKeySet, type PublicJwk, type VerificationKey, verifyJwt } from '@keywright/tokens'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createTestBrowser, forSession, type TestBrowser } from '../testing/test-browser.ts'

const hour = 3_600_000
let app: TestApp
let browser: TestBrowser
let keys: VerificationKey[]
let mint: () => Promise<string>

beforeAll(async () => {
  app = await createTestApp()
  browser = createTestBrowser(app)
  const session = await browser.signIn(await createUser(app))
  keys = await importKeySet(
    (await (await app.fetch('/.well-known/jwks.json')).json()) as { keys: PublicJwk[] },
  )
  const path = `/v1/client/sessions/${session.id}/tokens`
  mint = async () => {
    const { status, body } = await browser.post(forSession(path, session.id))
    expect(status).toBe(200)
    return body.jwt
  }
})
afterAll(() => app.close())

async function verdictAt(token: string, offset: number): Promise<string> {
  const now = new Date(app.clock.now().getTime() + offset)
  const result = await verifyJwt(token, { keys, now })
  return result.ok ? 'valid' : result.fault.code
}

describe('a verifier whose clock is off', () => {
  it.each([
    ['by nothing', 0, 'valid'],
    ['by four seconds, behind', -4_000, 'valid'],
    ['by four seconds, ahead', 4_000, 'valid'],
    ['by an hour, ahead', hour, 'token_expired'],
    ['by an hour, behind', -hour, 'token_not_active_yet'],
  ])('%s, names what it sees', async (_what, offset, verdict) => {
    const seen = await verdictAt(await mint(), offset)
    expect(seen).toBe(verdict)
  })

  it('is not helped by a leeway of a minute', async () => {
    const token = await mint()
    const now = new Date(app.clock.now().getTime() + hour)
    expect(await verifyJwt(token, { keys, now, clockSkewSeconds: 60 })).toMatchObject({ ok: false })
  })
})

describe('a server whose clock jumps', () => {
  it.each([
    ['an hour ahead', hour],
    ['an hour back', -hour],
  ])('%s keeps its users signed in, and makes tokens that are right by its clock', async (_what, jump) => {
    const before = await mint()
    app.clock.advance(jump)
    try {
      const after = await mint()
      expect(await verdictAt(after, 0)).toBe('valid')
      expect(await verdictAt(before, 0)).not.toBe('valid')
      expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(1)
    } finally {
      app.clock.advance(-jump)
    }
    expect(await verdictAt(await mint(), 0)).toBe('valid')
  })
})

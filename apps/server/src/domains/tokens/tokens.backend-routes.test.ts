import { decodeJwt, tokenCategories } from '@keywright/tokens'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
let sessionId: string
beforeAll(async () => {
  app = await createTestApp()
  const user = await createUser(app)
  sessionId = (await app.services.sessions.create(app.scope, user.id)).id
})
afterAll(() => app.close())

const readJson = async (answer: Response) => JSON.parse(await answer.text())
const create = (body?: unknown, id = sessionId) => app.backend('post', `/v1/sessions/${id}/tokens`, body)

describe('POST /v1/sessions/{session_id}/tokens', () => {
  it('answers with a session token that names no page', async () => {
    const answer = await create()
    expect(answer.status).toBe(200)
    const body = await readJson(answer)
    expect(body).toEqual({ object: 'token', jwt: expect.any(String) })
    const decoded = decodeJwt(body.jwt)
    expect(decoded?.header.cat).toBe(tokenCategories.session)
    expect(decoded?.claims).toMatchObject({ sid: sessionId })
    expect(decoded?.claims).not.toHaveProperty('azp')
  })

  it('gives it the life that was asked for', async () => {
    for (const expires_in_seconds of [30, 3600, 315_360_000]) {
      const { claims } = decodeJwt((await readJson(await create({ expires_in_seconds }))).jwt) ?? {}
      expect(Number(claims?.exp) - Number(claims?.iat)).toBe(expires_in_seconds)
    }
    const { claims } = decodeJwt((await readJson(await create({ expires_in_seconds: null }))).jwt) ?? {}
    expect(Number(claims?.exp) - Number(claims?.iat)).toBe(60)
  })

  it('refuses bad input', async () => {
    for (const expires_in_seconds of [29, 315_360_001, 60.5, '60'])
      expect((await create({ expires_in_seconds })).status).toBe(422)
    expect((await create({ unknown: 1 })).status).toBe(422)
  })

  it('answers alike for sessions that are missing, over, or of another instance', async () => {
    const user = await createUser(app)
    const over = await app.services.sessions.create(app.scope, user.id)
    await app.services.sessions.revoke(app.scope, over.id)
    const { secretKey } = await app.otherInstance()
    const answers = [
      await create({}, 'sess_unknown'),
      await create({}, over.id),
      await app.backend('post', `/v1/sessions/${sessionId}/tokens`, {}, secretKey),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(404)
      expect((await readJson(answer)).errors[0].code).toBe('resource_not_found')
    }
  })

  it('needs authentication', async () => {
    const answer = await app.backend('post', `/v1/sessions/${sessionId}/tokens`, {}, 'sk_test_unknown')
    expect(answer.status).toBe(401)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const signInsPath = '/v1/client/sign_ins'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

describe('POST /v1/client/sign_ins', () => {
  it('signs in with an identifier and a password at once', async () => {
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress, password: { password: testPassword } })
    const browser = createTestBrowser(app)
    const { status, body } = await browser.post(signInsPath, {
      identifier: emailAddress,
      password: testPassword,
    })
    console.log(JSON.stringify(body, null, 1).slice(0, 3000))
    expect(status).toBe(200)
    expect(body.response.status).toBe('complete')
    expect(body.client.sessions).toHaveLength(1)
    expect(body.client.sessions[0].user.id).toBe(user.id)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.services.settings.replace(
    app.scope,
    { email_address: { verify_at_sign_up: false } },
    { destructive: true },
  )
})
afterAll(() => app.close())

const signUp = (emailAddress: string) =>
  createTestBrowser(app).post('/v1/client/sign_ups', { email_address: emailAddress, password: testPassword })

describe('a sign-up whose address nobody proves', () => {
  it('gives a user who signs in with it', async () => {
    const emailAddress = newEmail()
    expect((await signUp(emailAddress)).body.response.status).toBe('complete')
    const again = await createTestBrowser(app).post('/v1/client/sign_ins', {
      identifier: emailAddress,
      password: testPassword,
    })
    expect(again.body.response.status).toBe('complete')
  })

  it('keeps the address for the user', async () => {
    const emailAddress = newEmail()
    await signUp(emailAddress)
    expect((await signUp(emailAddress)).body.errors?.[0]?.code).toBe('form_identifier_exists')
    await expect(createUser(app, { emailAddress })).rejects.toMatchObject({ code: 'form_identifier_exists' })
  })
})

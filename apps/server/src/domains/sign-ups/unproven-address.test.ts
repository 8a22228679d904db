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

  // Attack (squatting): a stranger writes the address on their profile, so that its owner cannot sign up.
  it('is not kept out by somebody who merely wrote the address on their profile', async () => {
    const emailAddress = newEmail()
    const squatter = await createUser(app)
    await app.db
      .transaction()
      .execute((tx) => app.services.users.addEmailAddressIn(tx, app.scope, squatter.id, { emailAddress }))
    const { body } = await signUp(emailAddress)
    expect(body.response?.status).toBe('complete')
    const found = await app.services.users.findByIdentifier(app.scope, emailAddress)
    expect(found?.user.id).toBe(body.response.created_user_id)
  })

  // Attack: a stranger signs up with the address of somebody an administrator has just entered, and takes it from them.
  it('takes nothing from anybody, since nothing was proven', async () => {
    const emailAddress = newEmail()
    const entered = await createUser(app, { emails: [{ emailAddress }] })
    await signUp(emailAddress)
    const { emailAddresses, primaryEmailAddressId } = await app.services.users.get(app.scope, entered.id)
    expect(emailAddresses.map((address) => address.emailAddress)).toEqual([emailAddress])
    expect(primaryEmailAddressId).toBe(emailAddresses[0]?.id)
  })

  it('goes to one of several who ask for it at once', async () => {
    const emailAddress = newEmail()
    await createUser(app, { emails: [{ emailAddress }] })
    const answers = await Promise.all([1, 2, 3, 4].map(() => signUp(emailAddress)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(3)
  })
})

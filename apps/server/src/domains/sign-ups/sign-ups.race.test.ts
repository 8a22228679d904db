import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const path = '/v1/client/sign_ups'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const usersWith = (emailAddress: string) =>
  app.db.selectFrom('email_addresses').select('user_id').where('email_address', '=', emailAddress).execute()

/** An attempt that lacks only its code. */
async function almostDone(emailAddress: string) {
  const browser = createTestBrowser(app)
  const form = { email_address: emailAddress, password: testPassword, strategy: 'email_code' }
  const { id } = (await browser.post(path, form)).body.response
  return { browser, id, code: await codeSentTo(app, emailAddress) }
}

describe('simultaneous sign-ups', () => {
  it('make one user of one proven address; the other is told that it is taken', async () => {
    const emailAddress = newEmail()
    const attempts = [
      await almostDone(emailAddress),
      await almostDone(emailAddress),
      await almostDone(emailAddress),
    ]
    const answers = await Promise.all(
      attempts.map(({ browser, id, code }) =>
        browser.post(`${path}/${id}/attempt_verification`, { strategy: 'email_code', code }),
      ),
    )
    const done = answers.filter(({ status }) => status === 200)
    const refused = answers.filter(({ status }) => status === 422)
    expect([done.length, refused.length]).toEqual([1, 2])
    for (const { body } of refused) {
      expect(body.errors[0]).toMatchObject({
        code: 'form_identifier_exists',
        meta: { param_name: 'email_address' },
      })
    }
    expect(await usersWith(emailAddress)).toHaveLength(1)
    expect(await app.db.selectFrom('sessions').select('id').execute()).toHaveLength(1)
  })

  it('make one user of one code', async () => {
    const emailAddress = newEmail()
    const { browser, id, code } = await almostDone(emailAddress)
    const form = { strategy: 'email_code', code }
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => browser.post(`${path}/${id}/attempt_verification`, form)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await usersWith(emailAddress)).toHaveLength(1)
  })

  it('make one user of one address that nobody has to prove', async () => {
    await app.services.settings.patch(app.scope, { email_address: { verify_at_sign_up: false } })
    const emailAddress = newEmail()
    const form = { email_address: emailAddress, password: testPassword }
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => createTestBrowser(app).post(path, form)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await usersWith(emailAddress)).toHaveLength(1)
  })
})

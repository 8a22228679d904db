import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

/** A sign-up page that leaves its address while it asks for the code, and asks again when it has loaded. */
async function askTwice(emailAddress: string, after = 0) {
  const browser = createTestBrowser(app)
  const begun = await browser.post('/v1/client/sign_ups', {
    email_address: emailAddress,
    password: testPassword,
  })
  const attempt = `/v1/client/sign_ups/${begun.body.response.id}`
  await browser.post(`${attempt}/prepare_verification`, { strategy: 'email_code' })
  const code = await codeSentTo(app, emailAddress)
  app.clock.advance(after)
  const again = await browser.post(`${attempt}/prepare_verification`, { strategy: 'email_code' })
  return { browser, attempt, code, again }
}

describe('a code that is asked for twice', () => {
  it('is sent once when the second request comes at once, and stays right', async () => {
    const emailAddress = newEmail()
    const { browser, attempt, code, again } = await askTwice(emailAddress)
    expect(again.body.response.verifications.email_address.status).toBe('unverified')
    expect(await mailsTo(app, emailAddress)).toHaveLength(1)
    const done = await browser.post(`${attempt}/attempt_verification`, { strategy: 'email_code', code })
    expect(done.body.response.status).toBe('complete')
  })

  it('is a new one when somebody has waited for the first', async () => {
    const emailAddress = newEmail()
    const { browser, attempt, code } = await askTwice(emailAddress, 5_000)
    expect(await mailsTo(app, emailAddress)).toHaveLength(2)
    const old = await browser.post(`${attempt}/attempt_verification`, { strategy: 'email_code', code })
    expect(old.body.errors[0].code).toBe('form_code_incorrect')
  })

  it('is a new one as soon as a wrong one was given', async () => {
    const emailAddress = newEmail()
    const { browser, attempt, code } = await askTwice(emailAddress)
    const wrong = code === '000000' ? '000001' : '000000'
    await browser.post(`${attempt}/attempt_verification`, { strategy: 'email_code', code: wrong })
    await browser.post(`${attempt}/prepare_verification`, { strategy: 'email_code' })
    expect(await mailsTo(app, emailAddress)).toHaveLength(2)
  })

  it('is sent once at sign-in, too', async () => {
    const emailAddress = newEmail()
    await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const begun = await browser.post('/v1/client/sign_ins', { identifier: emailAddress })
    const factor = begun.body.response.supported_first_factors.find(
      ({ strategy }: { strategy: string }) => strategy === 'email_code',
    )
    const prepare = () =>
      browser.post(`/v1/client/sign_ins/${begun.body.response.id}/prepare_first_factor`, {
        strategy: 'email_code',
        email_address_id: factor.email_address_id,
      })
    await prepare()
    await prepare()
    expect(await mailsTo(app, emailAddress)).toHaveLength(1)
  })
})

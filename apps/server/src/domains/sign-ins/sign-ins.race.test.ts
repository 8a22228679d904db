import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const path = '/v1/client/sign_ins'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const sessionsOf = (userId: string) =>
  app.db.selectFrom('sessions').select('id').where('user_id', '=', userId).execute()

/** Many requests of one browser at the same moment: all carry the cookies it has now. */
function together<Result>(count: number, ask: () => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: count }, ask))
}

describe('simultaneous attempts', () => {
  it('make one session of one code', async () => {
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { identifier: emailAddress, strategy: 'email_code' })).body
      .response
    const code = await codeSentTo(app, emailAddress)
    const answers = await together(6, () =>
      browser.post(`${path}/${id}/attempt_first_factor`, { strategy: 'email_code', code }),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })

  it('make one session of one password attempt', async () => {
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress, password: { password: testPassword } })
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { identifier: emailAddress })).body.response
    const form = { strategy: 'password', password: testPassword }
    const answers = await together(4, () => browser.post(`${path}/${id}/attempt_first_factor`, form))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })

  it('make one session of one ticket, whichever browsers show it', async () => {
    const user = await createUser(app)
    const { ticket } = await app.services.signInTokens.create(app.scope, {
      userId: user.id,
      expiresInSeconds: 60,
    })
    const answers = await together(6, () => createTestBrowser(app).post(path, { strategy: 'ticket', ticket }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })

  it('make one session of one link', async () => {
    await app.services.settings.patch(app.scope, { email_address: { sign_in_with_link: true } })
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const form = {
      identifier: emailAddress,
      strategy: 'email_link',
      redirect_url: 'http://localhost:3000/done',
    }
    await browser.post(path, form)
    const [mail] = await app.services.messages.listInbox(app.instance.id, { to: emailAddress })
    const link = new URL(/^http\S+$/m.exec(mail?.text ?? '')?.[0] ?? '')
    const answers = await together(6, () => browser.get(link.pathname + link.search))
    expect(answers.every(({ status }) => status === 303)).toBe(true)
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })
})

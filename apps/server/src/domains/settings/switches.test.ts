/** Each switch of an instance does what it says. */
import { defaultInstanceSettings } from '@keywright/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { linkSentTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, forSession } from '../../testing/test-browser.ts'
import { parseSettings } from '../instances/index.ts'
import { requireWelcomeAddress } from '../verifications/index.ts'

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
afterEach(() => configure({}))

const configure = (settings: object) =>
  app.services.settings.replace(app.scope, { ...settings }, { destructive: true })
const codeOf = ({ status, body }: { status: number; body: { errors?: { code: string }[] } }) => [
  status,
  body.errors?.[0]?.code,
]

describe('maintenance', () => {
  it('lets nobody sign in or up, and says when to come back', async () => {
    const emailAddress = newEmail()
    await createUser(app, { emailAddress, password: { password: testPassword } })
    const [inside, outside] = [createTestBrowser(app), createTestBrowser(app)]
    const { id } = (await inside.post(signIns, { identifier: emailAddress })).body.response
    const begun = (await outside.post(signUps, { email_address: newEmail() })).body.response
    await configure({ maintenance_mode: true })
    const answers = [
      await inside.post(signIns, { identifier: emailAddress, password: testPassword }),
      await inside.post(`${signIns}/${id}/attempt_first_factor`, {
        strategy: 'password',
        password: testPassword,
      }),
      await outside.post(signUps, { email_address: newEmail() }),
      await outside.tunnel('PATCH', `${signUps}/${begun.id}`, { password: testPassword }),
    ]
    expect(answers.map(codeOf)).toEqual(answers.map(() => [503, 'maintenance_mode']))
    expect(answers[0]?.headers.get('retry-after')).toBe('60')
    expect((await inside.get(`${signIns}/${id}`)).status).toBe(200)
    await configure({})
    const form = { strategy: 'password', password: testPassword }
    const after = await inside.post(`${signIns}/${id}/attempt_first_factor`, form)
    expect(after.body.response.status).toBe('complete')
  })

  it('leaves those alone who are in', async () => {
    const browser = createTestBrowser(app)
    const session = await browser.signIn(await createUser(app))
    await configure({ maintenance_mode: true })
    expect((await browser.post(`/v1/client/sessions/${session.id}/tokens`)).status).toBe(200)
    expect((await browser.get(forSession('/v1/me', session.id))).status).toBe(200)
    expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(1)
    expect((await browser.tunnel('DELETE', '/v1/client/sessions')).status).toBe(200)
  })

  it('lets no link in, and does not use it up', async () => {
    const links = { email_address: { sign_in_with_link: true } }
    await configure(links)
    const emailAddress = newEmail()
    await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const form = { strategy: 'email_link', redirect_url: 'http://localhost:3000/done' }
    await browser.post(signIns, { identifier: emailAddress, ...form })
    const link = await linkSentTo(app, emailAddress)
    const open = async () =>
      new URL((await browser.get(link)).headers.get('location') ?? '').searchParams.get('__clerk_status')
    await configure({ ...links, maintenance_mode: true })
    expect(await open()).toBe('failed')
    expect((await browser.get('/v1/client')).body.response.sessions).toEqual([])
    await configure(links)
    expect(await open()).toBe('verified')
  })
})

describe('blocking subaddresses', () => {
  const block = (settings: object = {}) =>
    configure({ restrictions: { block_email_subaddresses: true }, ...settings })

  it.each(['jane+1@example.com', 'Jane+1+2@Example.com'])('takes no %s from a user', async (emailAddress) => {
    await block()
    const browser = createTestBrowser(app)
    expect(codeOf(await browser.post(signUps, { email_address: emailAddress }))).toEqual([
      403,
      'not_allowed_access',
    ])
    const { body } = await browser.post(signUps, { email_address: newEmail() })
    const changed = await browser.tunnel('PATCH', `${signUps}/${body.response.id}`, {
      email_address: emailAddress,
    })
    expect(codeOf(changed)).toEqual([403, 'not_allowed_access'])
    await browser.signIn(await createUser(app))
    expect(codeOf(await browser.post('/v1/me/email_addresses', { email_address: emailAddress }))).toEqual([
      403,
      'not_allowed_access',
    ])
  })

  it.each(['jane=1@example.com', 'jane#1@example.com'])('knows %s for one as well', (emailAddress) => {
    const settings = { ...defaultInstanceSettings, restrictions: { block_email_subaddresses: true } }
    const check = () => requireWelcomeAddress({ settings, environmentType: 'production' }, emailAddress)
    expect(check).toThrow(expect.objectContaining({ code: 'not_allowed_access' }))
  })

  it('takes the address itself, and those of tests where test mode is on', async () => {
    await block()
    const signUp = (email: string) => createTestBrowser(app).post(signUps, { email_address: email })
    expect((await signUp(newEmail())).status).toBe(200)
    expect((await signUp(newEmail('jane+clerk_test'))).status).toBe(200)
    await block({ test_mode: false })
    expect((await signUp(newEmail('jane+clerk_test'))).status).toBe(403)
  })

  it('keeps out nobody who has one already, nor whom a server enters', async () => {
    await block()
    const emailAddress = newEmail('jane+old')
    await createUser(app, { emailAddress, password: { password: testPassword } })
    const answer = await createTestBrowser(app).post(signIns, {
      identifier: emailAddress,
      password: testPassword,
    })
    expect(answer.body.response.status).toBe('complete')
  })
})

it('a document from when there were more switches is read all the same', () => {
  const stored = {
    password: { min_length: 10, refuse_breached: true },
    restrictions: { allowlist: true, blocklist: true, block_email_subaddresses: true },
    sessions: { url_based_syncing: false, lifetime_seconds: 3600 },
    communication: { blocked_country_codes: ['KP'] },
  }
  const { password, restrictions, sessions } = defaultInstanceSettings
  expect(parseSettings(stored)).toEqual({
    ...defaultInstanceSettings,
    password: { ...password, min_length: 10 },
    restrictions: { ...restrictions, block_email_subaddresses: true },
    sessions: { ...sessions, lifetime_seconds: 3600 },
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  createOrganization,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, linkSentTo } from '../../testing/outgoing-mail.ts'
import { createSocialApp, type SocialApp } from '../../testing/social-app.ts'
import type { TestBrowser } from '../../testing/test-browser.ts'

/** Organizations let sessions in by how they began, so each way in has to say. */
let app: SocialApp
beforeAll(async () => {
  app = await createSocialApp(['google'])
  await enableOrganizations(app)
})
afterAll(() => app.close())

const signIns = '/v1/client/sign_ins'

/** How the one session of a browser began. */
async function firstFactorOf(browser: TestBrowser): Promise<string | null> {
  const { body } = await browser.get('/v1/client')
  const [{ id }] = body.response.sessions
  return (await app.services.sessions.get(app.scope, id)).firstFactorStrategy
}

async function someone() {
  const identifier = newEmail()
  await createUser(app, { emailAddress: identifier, password: { password: testPassword } })
  return { identifier, browser: app.browser() }
}

it('a password', async () => {
  const { identifier, browser } = await someone()
  await browser.post(signIns, { identifier, password: testPassword })
  expect(await firstFactorOf(browser)).toBe('password')
})

it('a code', async () => {
  const { identifier, browser } = await someone()
  const { body } = await browser.post(signIns, { identifier, strategy: 'email_code' })
  const form = { strategy: 'email_code', code: await codeSentTo(app, identifier) }
  await browser.post(`${signIns}/${body.response.id}/attempt_first_factor`, form)
  expect(await firstFactorOf(browser)).toBe('email_code')
})

it('a code that replaced a password', async () => {
  const { identifier, browser } = await someone()
  const strategy = 'reset_password_email_code'
  const { body } = await browser.post(signIns, { identifier, strategy })
  const form = { strategy, code: await codeSentTo(app, identifier), password: 'Another-horse-9-battery' }
  await browser.post(`${signIns}/${body.response.id}/attempt_first_factor`, form)
  expect(await firstFactorOf(browser)).toBe(strategy)
})

it('a ticket', async () => {
  const { id: userId } = await createUser(app)
  const { ticket } = await app.services.signInTokens.create(app.scope, { userId, expiresInSeconds: 60 })
  const browser = app.browser()
  await browser.post(signIns, { strategy: 'ticket', ticket })
  expect(await firstFactorOf(browser)).toBe('ticket')
})

it('a provider, for those who come back and for those who come first', async () => {
  const coming = { provider: 'google', identity: { id: 'first-factor', emailAddress: newEmail() } }
  const first = app.browser()
  await app.goThrough(first, 'sign_ups', coming)
  expect(await firstFactorOf(first)).toBe('oauth_google')
  const again = app.browser()
  await app.goThrough(again, 'sign_ins', coming)
  expect(await firstFactorOf(again)).toBe('oauth_google')
})

it('what proved the address, for those who sign up', async () => {
  const emailAddress = newEmail()
  const browser = app.browser()
  const form = { email_address: emailAddress, password: testPassword }
  const { body } = await browser.post('/v1/client/sign_ups', form)
  const path = `/v1/client/sign_ups/${body.response.id}`
  await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' })
  const code = await codeSentTo(app, emailAddress)
  await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code })
  expect(await firstFactorOf(browser)).toBe('email_code')
})

it('the ticket of an invitation, for those who sign up with it', async () => {
  const { organization } = await createOrganization(app)
  const { emailAddress } = await invite(app, organization)
  const link = new URL(await linkSentTo(app, emailAddress), app.publicUrl)
  const browser = app.browser()
  const form = { strategy: 'ticket', ticket: link.searchParams.get('ticket') ?? '', password: testPassword }
  await browser.post('/v1/client/sign_ups', form)
  expect(await firstFactorOf(browser)).toBe('ticket')
})

it('nothing that was proven, for those who sign up with nothing that proves them', async () => {
  await app.services.settings.patch(app.scope, {
    ...{ email_address: { verify_at_sign_up: false }, password: { required: false } },
  })
  const browser = app.browser()
  await browser.post('/v1/client/sign_ups', { email_address: newEmail() })
  expect(await firstFactorOf(browser)).toBeNull()
})

it('nothing, for a session that a server began', async () => {
  const { id } = await createUser(app)
  expect((await app.services.sessions.create(app.scope, id)).firstFactorStrategy).toBeNull()
})

/** Who came back from a provider is kept for those who have more to fill in. What has changed meanwhile counts. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { codeSentTo } from '../../testing/outgoing-mail.ts'
import {
  authorizationUrlOf,
  createSocialApp,
  google,
  newcomer,
  type SocialApp,
} from '../../testing/social-app.ts'
import type { TestBrowser } from '../../testing/test-browser.ts'

let app: SocialApp
let browser: TestBrowser

beforeAll(async () => {
  app = await createSocialApp()
  await app.services.settings.replace(
    app.scope,
    { username: { enabled: true, required: true } },
    { destructive: true },
  )
})
afterAll(() => app.close())
beforeEach(async () => {
  browser = app.browser()
  await configure({ enabled: true, authenticatable: true })
})

const configure = (change: { enabled?: boolean; authenticatable?: boolean }) =>
  app.services.oauthConnections.put(app.scope, 'google', {
    ...{ credentials: 'own', clientId: 'client-of-google', clientSecret: 'secret-of-google', ...change },
  })

const sessionsOf = async (on: TestBrowser) => (await app.clientOf(on))?.sessions ?? []

/** Attack: a provider is switched off because it cannot be trusted any more; what it said before is held ready. */
describe.each([{ enabled: false }, { authenticatable: false }] as const)('a provider with %j', (how) => {
  it('signs nobody up who came back before', async () => {
    const identity = newcomer()
    const { client } = await app.goThrough(browser, 'sign_ups', google(identity))
    expect(client.sign_up.missing_fields).toEqual(['username'])
    await configure(how)
    const path = `/v1/client/sign_ups/${client.sign_up.id}`
    const refused = await browser.tunnel('PATCH', path, { username: `user_${identity.id}` })
    expect(refused.body.errors?.[0].code).toBe('sign_up_outdated_verification')
    expect(await sessionsOf(browser)).toEqual([])
  })

  it('carries nobody over from a sign-in to a sign-up', async () => {
    const { client } = await app.goThrough(browser, 'sign_ins', google(newcomer()))
    expect(client.sign_in.first_factor_verification.status).toBe('transferable')
    await configure(how)
    const refused = await browser.post('/v1/client/sign_ups', { transfer: 'true' })
    expect(refused.body.errors?.[0].code).toBe('account_transfer_invalid')
  })

  it('carries nobody over from a sign-up to a sign-in', async () => {
    const identity = newcomer()
    await createUser(app, { emailAddress: identity.emailAddress })
    const { client } = await app.goThrough(browser, 'sign_ups', google(identity))
    expect(client.sign_up.verifications.external_account.status).toBe('transferable')
    await configure(how)
    const refused = await browser.post('/v1/client/sign_ins', { transfer: 'true' })
    expect(refused.body.errors?.[0].code).toBe('account_transfer_invalid')
    expect(await sessionsOf(browser)).toEqual([])
  })

  it('signs nobody in who is on their way back', async () => {
    const identity = newcomer()
    await createUser(app, { emailAddress: identity.emailAddress })
    const begun = await app.begin(browser, 'sign_ins')
    const answer = app.provider.agree(authorizationUrlOf(begun.body.response), google(identity))
    await configure(how)
    await app.comeBack(browser, answer)
    expect(await sessionsOf(browser)).toEqual([])
  })

  it('has no account connected that waited for its user to prove themselves', async () => {
    const identity = newcomer({ isEmailAddressVerified: false })
    const owner = await createUser(app, { emailAddress: identity.emailAddress })
    const { client } = await app.goThrough(browser, 'sign_ins', google(identity))
    await configure(how)
    const path = `/v1/client/sign_ins/${client.sign_in.id}`
    await browser.post(`${path}/prepare_first_factor`, { strategy: 'email_code' })
    const code = await codeSentTo(app, identity.emailAddress)
    await browser.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code })
    expect(await sessionsOf(browser)).toHaveLength(1)
    expect((await app.services.users.get(app.scope, owner.id)).externalAccounts).toEqual([])
  })
})

describe('whoever comes to a browser after somebody else', () => {
  // Attack: a shared browser. Somebody came back from their provider, and left before the page had signed them in.
  it('is not signed in as them by what they left, after half an hour', async () => {
    const identity = newcomer()
    await createUser(app, { emailAddress: identity.emailAddress })
    const { client } = await app.goThrough(browser, 'sign_ups', google(identity))
    expect(client.sign_up.verifications.external_account.status).toBe('transferable')
    app.clock.advance(31 * 60_000)
    const refused = await browser.post('/v1/client/sign_ins', { transfer: 'true' })
    expect(refused.body.errors?.[0].code).toBe('account_transfer_invalid')
    expect(await sessionsOf(browser)).toEqual([])
  })
})

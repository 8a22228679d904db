/**
 * An account that somebody made with an address they never proved, and what they may still hold of it when its owner comes
 * (“pre-hijacking”, Sudhodanan and Paverd, USENIX Security 2022).
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo, linkSentTo } from '../../testing/outgoing-mail.ts'
import { callbackPage, createSocialApp, google, newcomer, type SocialApp } from '../../testing/social-app.ts'
import type { TestBrowser } from '../../testing/test-browser.ts'

let app: SocialApp
let attacker: TestBrowser
let identity: ReturnType<typeof newcomer>
let username: string
let second: string

beforeAll(async () => {
  app = await createSocialApp()
  await app.services.settings.replace(
    app.scope,
    {
      email_address: { verify_at_sign_up: false, sign_in_with_link: true },
      username: { enabled: true, required: false, used_for_sign_in: true },
    },
    { destructive: true },
  )
})
afterAll(() => app.close())

const factor = (id: string, step: string) => `/v1/client/sign_ins/${id}/${step}`

/** Makes the account, with an address of the attacker's own beside the victim's. */
beforeEach(async () => {
  attacker = app.browser()
  identity = newcomer()
  username = `user${identity.id}`
  second = newEmail('attacker')
  const made = await attacker.post('/v1/client/sign_ups', {
    ...{ email_address: identity.emailAddress, username, password: testPassword },
  })
  expect(made.body.response.status).toBe('complete')
  const added = await attacker.post('/v1/me/email_addresses', { email_address: second })
  const path = `/v1/me/email_addresses/${added.body.response.id}`
  await attacker.post(`${path}/prepare_verification`, { strategy: 'email_code' })
  await attacker.post(`${path}/attempt_verification`, { code: await codeSentTo(app, second) })
})

const ownerComes = async () => {
  const { client } = await app.goThrough(app.browser(), 'sign_ins', google(identity))
  expect(client.sessions).toHaveLength(1)
}

async function begin(on: TestBrowser, identifier: string, strategy: string) {
  const begun = await on.post('/v1/client/sign_ins', { identifier })
  const { id, supported_first_factors: factors } = begun.body.response
  const { email_address_id: emailAddressId } = factors.find(
    (found: { strategy: string; safe_identifier: string }) =>
      found.strategy === strategy && found.safe_identifier?.startsWith('a'),
  )
  await on.post(factor(id, 'prepare_first_factor'), {
    ...{ strategy, email_address_id: emailAddressId },
    ...(strategy === 'email_link' && { redirect_url: callbackPage }),
  })
  return id as string
}

const sessionsOf = async (on: TestBrowser) => (await app.clientOf(on))?.sessions ?? []

describe('who made an account with an address that is not theirs, and has not finished a sign-in', () => {
  // Attack: the attacker stops before the new password; after the owner has come, they choose one.
  it('chooses no password for it after its owner has come', async () => {
    const other = app.browser()
    const id = await begin(other, second, 'reset_password_email_code')
    const proven = await other.post(factor(id, 'attempt_first_factor'), {
      ...{ strategy: 'reset_password_email_code', code: await codeSentTo(app, second) },
    })
    expect(proven.body.response.status).toBe('needs_new_password')
    await ownerComes()
    await other.post(factor(id, 'reset_password'), { password: `${testPassword}-2` })
    expect(await sessionsOf(other)).toEqual([])
  })

  // Attack: a code that went to an address which the account has lost meanwhile.
  it('does not come in by a code that was sent before', async () => {
    const other = app.browser()
    const id = await begin(other, username, 'email_code')
    const code = await codeSentTo(app, second)
    await ownerComes()
    await other.post(factor(id, 'attempt_first_factor'), { strategy: 'email_code', code })
    expect(await sessionsOf(other)).toEqual([])
  })

  it('does not come in by a link that was sent before', async () => {
    const other = app.browser()
    await begin(other, second, 'email_link')
    const link = await linkSentTo(app, second)
    await ownerComes()
    await other.get(link)
    expect(await sessionsOf(other)).toEqual([])
  })

  // Attack: the attacker had the app's server hand them a ticket for "their" account, and keeps it.
  it('does not come in by a ticket that was made before', async () => {
    const userId = (await sessionsOf(attacker))[0].user.id
    const { ticket } = await app.services.signInTokens.create(app.scope, { userId, expiresInSeconds: 3600 })
    await ownerComes()
    const other = app.browser()
    await other.post('/v1/client/sign_ins', { strategy: 'ticket', ticket })
    expect(await sessionsOf(other)).toEqual([])
  })
})

describe('the owner of an address, whose provider does not say that it is theirs', () => {
  // Attack: the same, where the owner proves the address by a code to have their provider's account connected.
  it('shares the account with nobody once they have proven it here', async () => {
    const unproven = { ...identity, isEmailAddressVerified: false }
    const owner = app.browser()
    const { client } = await app.goThrough(owner, 'sign_ins', google(unproven))
    const { id } = client.sign_in
    await owner.post(factor(id, 'prepare_first_factor'), { strategy: 'email_code' })
    const proof = { strategy: 'email_code', code: await codeSentTo(app, identity.emailAddress) }
    const proven = await owner.post(factor(id, 'attempt_first_factor'), proof)
    expect(proven.body.response.status).toBe('complete')
    const [session] = await sessionsOf(owner)
    expect(session.user).toMatchObject({
      password_enabled: false,
      email_addresses: [{ email_address: identity.emailAddress, verification: { status: 'verified' } }],
      external_accounts: [{ provider_user_id: identity.id }],
    })
    expect(await sessionsOf(attacker)).toEqual([])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { linkSentTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await configure({})
  ;[browser, user] = await signIn()
})

async function configure(settings: Record<string, unknown>): Promise<void> {
  await app.services.settings.replace(app.scope, settings, { destructive: true })
}

async function signIn(): Promise<[TestBrowser, User]> {
  const signedIn = await createUser(app)
  const own = createTestBrowser(app)
  await own.signIn(signedIn)
  return [own, signedIn]
}

const path = (id: string, action = '') => `/v1/me/email_addresses/${id}${action}`
const mailTo = async (to: string) => (await app.services.messages.listInbox(app.instance.id, { to }))[0]
const codeSentTo = async (to: string) => /\b\d{6}\b/.exec((await mailTo(to))?.text ?? '')?.[0] ?? ''

/** With the slash at its end that clerk-js sends. */
const add = (emailAddress: string, on = browser) =>
  on.post('/v1/me/email_addresses/', { email_address: emailAddress })

describe('adding an address', () => {
  it('is proven by the code sent to it, and can then be made primary', async () => {
    const emailAddress = newEmail()
    const added = await add(emailAddress)
    const { id } = added.body.response
    expect(added.body.response).toMatchObject({ email_address: emailAddress, verification: null })
    expect(added.body.client.sessions[0].user.email_addresses).toHaveLength(2)

    const prepared = await browser.post(path(id, '/prepare_verification'), { strategy: 'email_code' })
    expect(prepared.body.response.verification).toMatchObject({
      status: 'unverified',
      strategy: 'email_code',
      attempts: 0,
    })
    const wrong = await browser.post(path(id, '/attempt_verification'), { code: '000001' })
    expect(fault(wrong)).toEqual([422, 'form_code_incorrect'])
    expect((await browser.get(path(id))).body.response.verification.attempts).toBe(1)
    const code = await codeSentTo(emailAddress)
    const proven = await browser.post(path(id, '/attempt_verification'), { code })
    expect(proven.body.response.verification).toMatchObject({
      status: 'verified',
      expire_at: expect.any(Number),
    })

    const again = await browser.post(path(id, '/attempt_verification'), { code })
    expect(fault(again)).toEqual([400, 'verification_already_verified'])
    const primary = await browser.tunnel('PATCH', '/v1/me', { primary_email_address_id: id })
    expect(primary.body.response.primary_email_address_id).toBe(id)
  })

  // The verification is forgotten after a day; an address that was proven by nothing else would be anybody’s again.
  it.each(['email_code', 'email_link'])(
    'stays the user’s when the proof is forgotten: %s',
    async (strategy) => {
      await configure({ email_address: { verify_with: [strategy] } })
      const emailAddress = newEmail()
      const { id } = (await add(emailAddress)).body.response
      await browser.post(path(id, '/prepare_verification'), {
        strategy,
        redirect_url: `${browser.origin}/done`,
      })
      const isCode = strategy === 'email_code'
      if (isCode)
        await browser.post(path(id, '/attempt_verification'), { code: await codeSentTo(emailAddress) })
      else await browser.get(await linkSentTo(app, emailAddress))
      expect((await app.services.users.findByIdentifier(app.scope, emailAddress))?.user.id).toBe(user.id)
      await app.db.deleteFrom('verifications').where('owner_id', '=', id).execute()
      const { emailAddresses } = await app.services.users.get(app.scope, user.id)
      const kept = emailAddresses.find((address) => address.id === id)
      expect(kept?.verification).toMatchObject({ status: 'verified', strategy })
    },
  )

  it('is proven by a link, on whatever device it is opened', async () => {
    await configure({ email_address: { verify_with: ['email_link'] } })
    const emailAddress = newEmail()
    const { id } = (await add(emailAddress)).body.response
    const prepare = (redirectUrl: string) =>
      browser.post(path(id, '/prepare_verification'), { strategy: 'email_link', redirect_url: redirectUrl })
    expect(fault(await prepare('https://evil.example'))).toEqual([422, 'prohibited_redirect_url'])
    await prepare(`${browser.origin}/done`)
    const link =
      /https?:\/\/\S+\/v1\/verify\?token=\S+/.exec((await mailTo(emailAddress))?.text ?? '')?.[0] ?? ''
    const opened = await browser.get(link.slice(app.publicUrl.length))
    expect(opened.status).toBe(303)
    expect(opened.headers.get('location')).toBe(`${browser.origin}/done?__clerk_status=verified`)
    expect((await browser.get(path(id))).body.response.verification).toMatchObject({
      status: 'verified',
      strategy: 'email_link',
      object: 'verification_email_link',
    })
  })

  it('refuses a strategy that this instance does not use', async () => {
    const { id } = (await add(newEmail())).body.response
    const link = await browser.post(path(id, '/prepare_verification'), { strategy: 'email_link' })
    expect(fault(link)).toEqual([400, 'verification_strategy_invalid'])
  })

  it('refuses an address that somebody has proven', async () => {
    const other = await createUser(app)
    const answer = await add(other.emailAddresses[0]?.emailAddress ?? '')
    expect(fault(answer)).toEqual([422, 'form_identifier_exists'])
  })

  // The attack: add addresses to learn which of them have accounts.
  it('answers alike for known and unknown addresses where existence is concealed', async () => {
    await configure({ attack_protection: { enumeration_protection: true } })
    const other = await createUser(app)
    const answers = [await add(other.emailAddresses[0]?.emailAddress ?? ''), await add(newEmail())]
    expect(answers.map(({ status, body }) => [status, body.response.verification])).toEqual([
      [200, null],
      [200, null],
    ])
  })
})

describe('two users who prove the same address', () => {
  // The attack: prove an address at the same moment as its owner.
  it('leave it with one of them', async () => {
    const emailAddress = newEmail()
    const rivals = [[browser, user] as const, await signIn()]
    const attempts = []
    for (const [own] of rivals) {
      const { id } = (await add(emailAddress, own)).body.response
      await own.post(path(id, '/prepare_verification'), { strategy: 'email_code' })
      const code = await codeSentTo(emailAddress)
      attempts.push(() => own.post(path(id, '/attempt_verification'), { code }))
    }
    const answers = await Promise.all(attempts.map((attempt) => attempt()))
    expect(answers.map(({ status }) => status === 200).toSorted()).toEqual([false, true])
    expect(await app.services.users.count(app.scope, { emailAddresses: [emailAddress] })).toBe(1)
  })
})

describe('addresses of others', () => {
  it('are as good as none', async () => {
    const other = await createUser(app)
    const { emailAddress } = await app.db
      .transaction()
      .execute((tx) =>
        app.services.users.addEmailAddressIn(tx, app.scope, other.id, { emailAddress: newEmail() }),
      )
    const answers = [
      await browser.get(path(emailAddress.id)),
      await browser.tunnel('DELETE', path(emailAddress.id)),
      await browser.post(path(emailAddress.id, '/prepare_verification'), { strategy: 'email_code' }),
      await browser.post(path(emailAddress.id, '/attempt_verification'), { code: '424242' }),
    ]
    expect(answers.map(fault)).toEqual(Array(4).fill([404, 'resource_not_found']))
    expect(await mailTo(emailAddress.emailAddress)).toBeUndefined()
  })
})

describe('listing and removing', () => {
  it('shows all of one’s own as a plain list', async () => {
    await add(newEmail())
    const { body } = await browser.get('/v1/me/email_addresses')
    expect(body).toHaveLength(2)
    const primary = { object: 'email_address', id: user.primaryEmailAddressId }
    expect(body).toContainEqual(expect.objectContaining(primary))
  })

  it('removes an address, but not the last one', async () => {
    const { id } = (await add(newEmail())).body.response
    const removed = await browser.tunnel('DELETE', path(id))
    expect(removed.body.response).toEqual({ object: 'email_address', id, deleted: true })
    const last = await browser.tunnel('DELETE', path(user.primaryEmailAddressId ?? ''))
    expect(fault(last)).toEqual([400, 'last_required_identification_deletion_failed'])
  })
})

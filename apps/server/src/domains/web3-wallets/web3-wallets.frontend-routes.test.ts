import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { ethereumWallet, solanaWallet, type TestWallet } from '../../testing/test-wallet.ts'
import { createWalletUser, everyWallet, fault, metamask } from '../../testing/web3-flows.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User
let wallet: TestWallet

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await configure({})
  wallet = ethereumWallet()
  ;[browser, user] = await signIn()
})

const configure = (settings: Record<string, unknown>) =>
  app.services.settings.replace(app.scope, { web3: everyWallet, ...settings }, { destructive: true })

async function signIn(): Promise<[TestBrowser, User]> {
  const signedIn = await createUser(app)
  const own = createTestBrowser(app)
  await own.signIn(signedIn)
  return [own, signedIn]
}

const path = (id = '', action = '') => `/v1/me/web3_wallets/${id}${action}`
/** With the slash at its end that clerk-js sends. */
const add = (address: string, on = browser) => on.post(path(), { web3_wallet: address })
const prepare = (id: string, strategy = metamask, on = browser) =>
  on.post(path(id, '/prepare_verification'), { strategy })
const attempt = (id: string, signature: string, on = browser) =>
  on.post(path(id, '/attempt_verification'), { signature, strategy: metamask })

async function prove(own: TestWallet, on = browser) {
  const { id } = (await add(own.address, on)).body.response
  const { message } = (await prepare(id, metamask, on)).body.response.verification
  return { id: id as string, answer: await attempt(id, own.sign(message), on) }
}

describe('a wallet on a profile', () => {
  it('is proven by its signature, and can then be made primary', async () => {
    const added = await add(wallet.address.toUpperCase().replace('0X', '0x'))
    const { id } = added.body.response
    expect(added.body.response).toMatchObject({ web3_wallet: wallet.address, verification: null })
    const prepared = await prepare(id)
    const { message, nonce } = prepared.body.response.verification
    expect(message).toContain(nonce)
    expect(message).toContain('Add this wallet to your account.')
    expect(fault(await attempt(id, '0x00'))).toEqual([422, 'form_incorrect_signature'])
    expect((await browser.get(path(id))).body.response.verification.attempts).toBe(1)
    const proven = await attempt(id, wallet.sign(message))
    expect(proven.body.response.verification).toMatchObject({ status: 'verified', strategy: metamask })
    expect(fault(await attempt(id, wallet.sign(message)))).toEqual([400, 'verification_already_verified'])
    app.clock.advance(1)
    const second = await prove(ethereumWallet())
    const primary = await browser.tunnel('PATCH', '/v1/me', { primary_web3_wallet_id: second.id })
    expect(primary.body.response.primary_web3_wallet_id).toBe(second.id)
    const listed = await browser.get('/v1/me/web3_wallets')
    expect(listed.body.map((one: { id: string }) => one.id)).toEqual([id, second.id])
  })

  it('is the same one when it is added again before it was proven', async () => {
    const first = await add(wallet.address)
    expect((await add(wallet.address)).body.response.id).toBe(first.body.response.id)
  })

  it('cannot be primary before it is proven', async () => {
    const { id } = (await add(wallet.address)).body.response
    const answer = await browser.tunnel('PATCH', '/v1/me', { primary_web3_wallet_id: id })
    expect(fault(answer)).toEqual([422, 'form_verification_needed'])
  })

  it('is gone when it is removed, and another one takes its place', async () => {
    const first = await prove(wallet)
    const second = await prove(ethereumWallet())
    const removed = await browser.tunnel('DELETE', path(first.id))
    expect(removed.body.response).toEqual({ object: 'web3_wallet', id: first.id, deleted: true })
    expect((await browser.get('/v1/me')).body.response.primary_web3_wallet_id).toBe(second.id)
  })

  it('is written into the log', async () => {
    await prove(wallet)
    const events = await app.db.selectFrom('events').select('data').where('entity_id', '=', user.id).execute()
    expect(JSON.stringify(events.at(-1)?.data)).toContain(wallet.address)
  })

  it('is refused where it is none, or none of a chain that is switched on', async () => {
    expect(fault(await add('ada@example.com'))).toEqual([422, 'form_param_format_invalid'])
    await configure({ web3: { metamask: true } })
    expect(fault(await add(solanaWallet().address))).toEqual([422, 'form_param_format_invalid'])
    await configure({ web3: {} })
    expect(fault(await add(wallet.address))).toEqual([422, 'form_param_unknown'])
  })

  it('may wait for its proof beside nine others, and no more', async () => {
    for (let count = 0; count < 10; count++) await add(ethereumWallet().address)
    expect(fault(await add(wallet.address))).toEqual([400, 'too_many_unverified_identifications'])
  })
})

describe('the last way to sign in', () => {
  it('stays', async () => {
    const only = await createWalletUser(app, wallet)
    const own = createTestBrowser(app)
    await own.signIn(only)
    const id = only.primaryWeb3WalletId ?? ''
    expect(fault(await own.tunnel('DELETE', path(id)))).toEqual([400, 'identification_deletion_failed'])
    await prove(ethereumWallet(), own)
    expect((await own.tunnel('DELETE', path(id))).status).toBe(200)
  })

  it('may be a wallet, so that the last address can go', async () => {
    await configure({ email_address: { required: false } })
    const [address] = user.emailAddresses
    const remove = () => browser.tunnel('DELETE', `/v1/me/email_addresses/${address?.id}`)
    expect(fault(await remove())).toEqual([400, 'identification_deletion_failed'])
    await prove(wallet)
    expect((await remove()).status).toBe(200)
  })
})

describe('somebody else’s wallet', () => {
  it('cannot be added', async () => {
    await createWalletUser(app, wallet)
    expect(fault(await add(wallet.address))).toEqual([422, 'form_identifier_exists'])
  })

  it('is told of to its owner only, where existence is concealed', async () => {
    await configure({ attack_protection: { enumeration_protection: true } })
    await createWalletUser(app, wallet)
    const { answer } = await prove(wallet)
    expect(fault(answer)).toEqual([400, 'identification_claimed'])
  })

  it('does not exist on this profile', async () => {
    const [other] = await signIn()
    const { id } = await prove(wallet, other)
    const answers = [
      await browser.get(path(id)),
      await browser.tunnel('DELETE', path(id)),
      await prepare(id),
      await attempt(id, '0x00'),
      await browser.tunnel('PATCH', '/v1/me', { primary_web3_wallet_id: id }),
    ]
    for (const answer of answers) expect(fault(answer)).toEqual([404, 'resource_not_found'])
  })

  // Attack: two users sign with one wallet at the same moment.
  it('is proven by one of two users', async () => {
    const [other] = await signIn()
    const ready = []
    for (const on of [browser, other]) {
      const { id } = (await add(wallet.address, on)).body.response
      const { message } = (await prepare(id, metamask, on)).body.response.verification
      ready.push({ on, id, signature: wallet.sign(message) })
    }
    const answers = await Promise.all(ready.map(({ on, id, signature }) => attempt(id, signature, on)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(answers.map(fault)).toContainEqual([400, 'identification_claimed'])
  })
})

describe('a stolen desk', () => {
  // Attack: an open session adds a wallet, to come back with it later, or removes the owner's.
  it('changes no wallets without a recent proof', async () => {
    await configure({ sessions: { reverification: true } })
    const { id } = await prove(wallet)
    app.clock.advance(11 * 60_000)
    expect(fault(await add(ethereumWallet().address))).toEqual([403, 'session_reverification_required'])
    expect(fault(await browser.tunnel('DELETE', path(id)))).toEqual([403, 'session_reverification_required'])
  })
})

describe('an account that somebody made with the address of another', () => {
  // Attack (pre-hijacking): a wallet is put on it beforehand, to come back by once its owner has taken it over.
  it('loses its wallets when the owner of the address comes in', async () => {
    const [emailAddress, attacker] = [newEmail(), createTestBrowser(app)]
    const web3Wallets = [{ web3Wallet: wallet.address, verifiedBy: metamask }]
    const planted = await createUser(app, { emails: [{ emailAddress, reserved: true }], web3Wallets })
    await app.db
      .transaction()
      .execute((tx) => app.services.users.clearForOwnerIn(tx, app.scope, planted.id, emailAddress))
    const taken = await app.services.users.get(app.scope, planted.id)
    expect([taken.web3Wallets, taken.primaryWeb3WalletId]).toEqual([[], null])
    const answer = await attacker.post('/v1/client/sign_ins', { identifier: wallet.address })
    expect(fault(answer)).toEqual([422, 'form_identifier_not_found'])
  })
})

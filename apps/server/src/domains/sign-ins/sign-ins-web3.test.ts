import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { ethereumWallet, solanaWallet, type TestWallet } from '../../testing/test-wallet.ts'
import {
  attemptSignIn,
  beginSignIn,
  createWalletUser,
  everyWallet,
  fault,
  metamask,
  prepareSignIn,
} from '../../testing/web3-flows.ts'

const path = '/v1/client/sign_ins'

let app: TestApp
let browser: TestBrowser
let wallet: TestWallet

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await configure({})
  browser = createTestBrowser(app)
  wallet = ethereumWallet()
})

const configure = (settings: Record<string, unknown>) =>
  app.services.settings.replace(app.scope, { web3: everyWallet, ...settings }, { destructive: true })
const conceal = (more: Record<string, unknown> = {}) =>
  configure({ attack_protection: { enumeration_protection: true, ...more } })

describe('signing in with a wallet', () => {
  it.each([
    ['MetaMask', metamask, ethereumWallet],
    ['Coinbase', 'web3_coinbase_wallet_signature', ethereumWallet],
    ['OKX', 'web3_okx_wallet_signature', ethereumWallet],
    ['Base', 'web3_base_signature', ethereumWallet],
    ['Solana', 'web3_solana_signature', solanaWallet],
  ])('of %s takes its address and a signature', async (_name, strategy, make) => {
    const own = make()
    const user = await createWalletUser(app, own)
    const begun = await browser.post(path, { identifier: own.address })
    const factor = begun.body.response.supported_first_factors.find(
      (offered: { strategy: string }) => offered.strategy === strategy,
    )
    expect(factor).toEqual({ strategy, web3_wallet_id: user.primaryWeb3WalletId })
    const { id } = begun.body.response
    const prepared = await browser.post(`${path}/${id}/prepare_first_factor`, factor)
    const verification = prepared.body.response.first_factor_verification
    expect(verification).toMatchObject({ object: 'verification_web3', status: 'unverified', strategy })
    expect(verification.message).toContain(`Nonce: ${verification.nonce}\n`)
    expect(verification.message).toMatch(/^http:\/\/localhost:3000 wants you to sign in with your /)
    const done = await attemptSignIn(browser, id, own.sign(verification.message), strategy)
    expect(done.body.response).toMatchObject({ status: 'complete', created_session_id: expect.any(String) })
    expect(done.body.client.sessions[0].user).toMatchObject({
      id: user.id,
      primary_web3_wallet_id: user.primaryWeb3WalletId,
      web3_wallets: [{ object: 'web3_wallet', web3_wallet: user.web3Wallets[0]?.web3Wallet }],
    })
  })

  it('asks in the same call as it names the strategy', async () => {
    await createWalletUser(app, wallet)
    const { body } = await browser.post(path, { identifier: wallet.address, strategy: metamask })
    const { id, first_factor_verification: verification } = body.response
    const done = await attemptSignIn(browser, id, wallet.sign(verification.message))
    expect(done.body.response.status).toBe('complete')
  })

  it('tells the official SDK by its code that a sign-up should follow', async () => {
    expect(fault(await browser.post(path, { identifier: wallet.address }))).toEqual([
      422,
      'form_identifier_not_found',
    ])
  })

  it('takes each spelling of an address for the same wallet', async () => {
    const user = await createWalletUser(app, wallet)
    const upper = `0x${wallet.address.slice(2).toUpperCase()}`
    const { id, message } = await beginSignIn(browser, { ...wallet, address: upper })
    const done = await attemptSignIn(browser, id, wallet.sign(message))
    expect(done.body.client.sessions[0].user.id).toBe(user.id)
  })

  it('is offered only with the wallets that are switched on', async () => {
    await createWalletUser(app, wallet)
    await configure({ web3: { okx_wallet: true } })
    const { body } = await browser.post(path, { identifier: wallet.address })
    expect(body.response.supported_first_factors).toEqual([
      { strategy: 'web3_okx_wallet_signature', web3_wallet_id: expect.any(String) },
    ])
    expect(fault(await prepareSignIn(browser, body.response.id))).toEqual([400, 'strategy_for_user_invalid'])
    await configure({ web3: { solana: true } })
    expect(fault(await browser.post(path, { identifier: wallet.address }))[0]).toBe(422)
  })

  it('asks for a signature where none came', async () => {
    await createWalletUser(app, wallet)
    const { id } = await beginSignIn(browser, wallet)
    expect(fault(await attemptSignIn(browser, id, ''))).toEqual([422, 'form_param_nil'])
  })

  it('says in words that a wallet which is a contract cannot be verified', async () => {
    await createWalletUser(app, wallet)
    const { id } = await beginSignIn(browser, wallet)
    const { body, status } = await attemptSignIn(browser, id, `0x${'ab'.repeat(400)}`)
    expect([status, body.errors[0].code]).toEqual([422, 'form_incorrect_signature'])
    expect(body.errors[0].long_message).toContain('contract')
  })

  it('names no other way to sign in to whoever knows an address', async () => {
    const web3Wallets = [{ web3Wallet: wallet.address, verifiedBy: metamask }]
    await app.services.users.create(app.scope, {
      ...{ profile: {}, web3Wallets, password: { password: testPassword } },
      emails: [{ emailAddress: newEmail(), verifiedBy: 'admin' }],
    })
    const { body } = await browser.post(path, { identifier: wallet.address })
    const offered = body.response.supported_first_factors as { strategy: string }[]
    expect(offered.every(({ strategy }) => strategy.startsWith('web3_'))).toBe(true)
  })
})

describe('a signature', () => {
  // Attack: a signature that was seen once is sent again.
  it('counts once', async () => {
    await createWalletUser(app, wallet)
    const { id, message } = await beginSignIn(browser, wallet)
    const signature = wallet.sign(message)
    expect((await attemptSignIn(browser, id, signature)).body.response.status).toBe('complete')
    expect(fault(await attemptSignIn(browser, id, signature))[0]).toBe(400)
    const thief = createTestBrowser(app)
    const other = await beginSignIn(thief, wallet)
    expect(other.message).not.toBe(message)
    expect(fault(await attemptSignIn(thief, other.id, signature))).toEqual([422, 'form_incorrect_signature'])
  })

  // Attack: of two requests with one signature, sent at the same moment, both sign in.
  it('counts once also for two requests at the same moment', async () => {
    await createWalletUser(app, wallet)
    const { id, message } = await beginSignIn(browser, wallet)
    const signature = wallet.sign(message)
    const answers = await Promise.all([1, 2].map(() => attemptSignIn(browser, id, signature)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  // Attack: the message is asked for by somebody else, who brings its owner to sign it, and finishes there.
  it('counts for the client that asked for the message, and no other', async () => {
    await createWalletUser(app, wallet)
    const { id, message } = await beginSignIn(browser, wallet)
    const thief = createTestBrowser(app)
    await thief.post(path)
    expect(fault(await attemptSignIn(thief, id, wallet.sign(message)))).toEqual([404, 'resource_not_found'])
  })

  // Attack: a message of an older attempt, or an older message of the same one, is signed instead.
  it('counts for the last message of its attempt only', async () => {
    await createWalletUser(app, wallet)
    const old = await beginSignIn(browser, wallet)
    const { id } = await beginSignIn(browser, wallet)
    expect(fault(await attemptSignIn(browser, id, wallet.sign(old.message)))[1]).toBe(
      'form_incorrect_signature',
    )
    const stale = await beginSignIn(browser, wallet)
    app.clock.advance(10_000)
    await prepareSignIn(browser, stale.id)
    expect(fault(await attemptSignIn(browser, stale.id, wallet.sign(stale.message)))[1]).toBe(
      'form_incorrect_signature',
    )
  })

  // Attack: a page of a stranger shows the message of another page, or of another chain.
  it.each([
    ['another page', 'http://localhost:3000', 'http://evil.example'],
    ['another chain', 'Chain ID: 1', 'Chain ID: 137'],
    ['another nonce', /Nonce: \w{8}/, 'Nonce: 00000000'],
    ['another moment', /Expiration Time: 20/, 'Expiration Time: 30'],
  ])('over a message for %s is refused', async (_name, from, to) => {
    await createWalletUser(app, wallet)
    const { id, message } = await beginSignIn(browser, wallet)
    const forged = message.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to)
    expect(forged).not.toBe(message)
    expect(fault(await attemptSignIn(browser, id, wallet.sign(forged)))[1]).toBe('form_incorrect_signature')
  })

  // Attack: the message was made for one page of the app, and its signature is brought in by another one.
  it('counts on the page for which the message was made', async () => {
    await createWalletUser(app, wallet)
    const { id, message } = await beginSignIn(browser, wallet)
    const elsewhere = { form: { strategy: metamask, signature: wallet.sign(message) } }
    const headers = { origin: 'http://localhost:4000' }
    const answer = await browser.send('POST', `${path}/${id}/attempt_first_factor`, { ...elsewhere, headers })
    expect(fault(answer)[1]).toBe('form_incorrect_signature')
  })

  it('comes too late after ten minutes', async () => {
    await createWalletUser(app, wallet)
    const { id, message } = await beginSignIn(browser, wallet)
    app.clock.advance(601_000)
    expect(fault(await attemptSignIn(browser, id, wallet.sign(message)))[1]).toBe('verification_expired')
  })

  // Attack: an own wallet signs the message that was made for the victim's.
  it('of another key is refused', async () => {
    await createWalletUser(app, wallet)
    const other = ethereumWallet()
    await createWalletUser(app, other)
    const { id, message } = await beginSignIn(browser, wallet)
    expect(fault(await attemptSignIn(browser, id, other.sign(message)))[1]).toBe('form_incorrect_signature')
  })

  // Attack: a wallet that was given up, perhaps since its key was stolen, signs a message asked for before.
  it.each([false, true])(
    'of a wallet that was removed meanwhile opens nothing (concealed: %s)',
    async (is) => {
      if (is) await conceal()
      const user = await createWalletUser(app, wallet)
      const { id, message } = await beginSignIn(browser, wallet)
      const own = app.db.deleteFrom('web3_wallets').where('user_id', '=', user.id)
      await own.execute()
      const answer = await attemptSignIn(browser, id, wallet.sign(message))
      expect([400, 422]).toContain(answer.status)
      expect(answer.body.client?.sessions ?? []).toEqual([])
    },
  )

  it('that is wrong three times needs a new message', async () => {
    await createWalletUser(app, wallet)
    const { id, message } = await beginSignIn(browser, wallet)
    for (const code of ['form_incorrect_signature', 'form_incorrect_signature', 'verification_failed'])
      expect(fault(await attemptSignIn(browser, id, '0x00'))[1]).toBe(code)
    expect(fault(await attemptSignIn(browser, id, wallet.sign(message)))[1]).toBe('verification_failed')
  })

  it('that is wrong too often locks the account', async () => {
    await configure({ attack_protection: { user_lockout: { max_attempts: 2 } } })
    await createWalletUser(app, wallet)
    const { id } = await beginSignIn(browser, wallet)
    expect(fault(await attemptSignIn(browser, id, '0x00'))).toEqual([422, 'form_incorrect_signature'])
    expect(fault(await attemptSignIn(browser, id, '0x00'))).toEqual([403, 'user_locked'])
    expect(fault(await browser.post(path, { identifier: wallet.address }))).toEqual([403, 'user_locked'])
  })
})

describe('where existence is concealed', () => {
  /** What an answer says beside what differs from call to call anyway. */
  function comparable(body: object): unknown {
    const hide = /"(id|clerk_trace_id|web3_wallet_id|identifier|nonce|message|[a-z_]+_at)":("[^"]*"|\d+)/g
    return JSON.parse(JSON.stringify(body).replaceAll(hide, '"$1":"…"'))
  }

  // Attack: addresses are public; whoever lists them learns which of them have accounts.
  it('answers alike for known and unknown wallets, until somebody signs', async () => {
    await conceal()
    await createWalletUser(app, wallet)
    const seen = []
    for (const own of [wallet, ethereumWallet()]) {
      const page = createTestBrowser(app)
      const begun = await page.post(path, { identifier: own.address })
      const { id, supported_first_factors: offered } = begun.body.response
      expect(offered[0].web3_wallet_id).toMatch(/^idn_[0-9a-f]{27}$/)
      const prepared = await prepareSignIn(page, id)
      const wrong = await attemptSignIn(page, id, ethereumWallet().sign('anything'))
      seen.push([begun, prepared, wrong].map(({ status, body }) => [status, comparable(body)]))
    }
    expect(seen[0]).toEqual(seen[1])
  })

  it('tells only the owner of a wallet that it has no account', async () => {
    await conceal()
    const { id, message } = await beginSignIn(browser, wallet)
    const answer = await attemptSignIn(browser, id, wallet.sign(message))
    expect(fault(answer)).toEqual([422, 'form_identifier_not_found'])
  })

  it('signs a known wallet in', async () => {
    await conceal()
    const user = await createWalletUser(app, wallet)
    const { id, message } = await beginSignIn(browser, wallet)
    const done = await attemptSignIn(browser, id, wallet.sign(message))
    expect(done.body.client.sessions[0].user.id).toBe(user.id)
  })

  it('tells nobody of a lock, not even with a right signature', async () => {
    await conceal()
    const user = await createWalletUser(app, wallet)
    await app.services.users.lock(app.scope, user.id)
    const { id, message } = await beginSignIn(browser, wallet)
    expect(fault(await attemptSignIn(browser, id, wallet.sign(message)))[1]).toBe('form_incorrect_signature')
  })
})

describe('a stranger who may go on to sign up', () => {
  const begin = () =>
    browser.post(path, { identifier: wallet.address, sign_up_if_missing: 'true', strategy: metamask })

  it('carries the proof over, and signs once only', async () => {
    await configure({ email_address: { required: false } })
    const { id, first_factor_verification: verification } = (await begin()).body.response
    const proven = await attemptSignIn(browser, id, wallet.sign(verification.message))
    expect(proven.body.response.first_factor_verification.status).toBe('transferable')
    const done = await browser.post('/v1/client/sign_ups', { transfer: 'true' })
    expect(done.body.response).toMatchObject({ status: 'complete', web3_wallet: wallet.address })
    expect(done.body.client.sessions[0].user.web3_wallets[0]).toMatchObject({
      web3_wallet: wallet.address,
      verification: { status: 'verified', strategy: metamask },
    })
    expect(fault(await createTestBrowser(app).post('/v1/client/sign_ups', { transfer: 'true' }))[1]).toBe(
      'account_transfer_invalid',
    )
  })

  // Attack: the wallet in the transfer is swapped for one that was never proven.
  it('takes over the proven wallet, whatever else is named', async () => {
    await configure({ email_address: { required: false } })
    const { id, first_factor_verification: verification } = (await begin()).body.response
    await attemptSignIn(browser, id, wallet.sign(verification.message))
    const form = { transfer: 'true', web3_wallet: ethereumWallet().address }
    const done = await browser.post('/v1/client/sign_ups', form)
    expect(done.body.response.web3_wallet).toBe(wallet.address)
  })
})

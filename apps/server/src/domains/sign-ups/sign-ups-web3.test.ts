import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newEmail } from '../../testing/factories/users.factory.ts'
import { codeSentTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { ethereumWallet, solanaWallet, type TestWallet } from '../../testing/test-wallet.ts'
import {
  attemptSignUp,
  beginSignUp,
  createWalletUser,
  everyWallet,
  fault,
  metamask,
} from '../../testing/web3-flows.ts'

const path = '/v1/client/sign_ups'

let app: TestApp
let browser: TestBrowser
let wallet: TestWallet

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await configure({ email_address: { required: false } })
  browser = createTestBrowser(app)
  wallet = ethereumWallet()
})

const configure = (settings: Record<string, unknown>) =>
  app.services.settings.replace(app.scope, { web3: everyWallet, ...settings }, { destructive: true })

describe('signing up with a wallet', () => {
  it.each([
    ['MetaMask', metamask, ethereumWallet],
    ['Solana', 'web3_solana_signature', solanaWallet],
  ])('of %s needs no password', async (_name, strategy, make) => {
    const own = make()
    const { id, message } = await beginSignUp(browser, own, { strategy })
    const open = await browser.get(`${path}/${id}`)
    expect(open.body.response).toMatchObject({
      web3_wallet: own.address,
      unverified_fields: ['web3_wallet'],
      verifications: { web3_wallet: { next_action: 'needs_attempt', status: 'unverified' } },
    })
    const done = await attemptSignUp(browser, id, own.sign(message), strategy)
    expect(done.body.response).toMatchObject({
      status: 'complete',
      verifications: { web3_wallet: { status: 'verified', next_action: '' } },
    })
    const { user } = done.body.client.sessions[0]
    expect(user.web3_wallets[0]).toMatchObject({
      id: user.primary_web3_wallet_id,
      verification: { object: 'verification_web3', status: 'verified', strategy },
    })
    expect(user.web3_wallets[0].verification.message).toBeUndefined()
  })

  it('goes on to what the instance asks for besides', async () => {
    await configure({})
    const { id, message } = await beginSignUp(browser, wallet)
    const proven = await attemptSignUp(browser, id, wallet.sign(message))
    expect(proven.body.response).toMatchObject({
      status: 'missing_requirements',
      missing_fields: ['email_address'],
      unverified_fields: [],
    })
    const emailAddress = newEmail()
    const form = { email_address: emailAddress, strategy: 'email_code' }
    await browser.tunnel('PATCH', `${path}/${id}`, form)
    const code = await codeSentTo(app, emailAddress)
    const done = await browser.post(`${path}/${id}/attempt_verification`, { strategy: 'email_code', code })
    expect(done.body.response).toMatchObject({ status: 'complete', web3_wallet: wallet.address })
    expect(done.body.client.sessions[0].user).toMatchObject({
      web3_wallets: [{ web3_wallet: wallet.address }],
      email_addresses: [{ email_address: emailAddress }],
    })
  })

  it('keeps what was proven when the same wallet is given again, and forgets it for another', async () => {
    await configure({})
    const { id, message } = await beginSignUp(browser, wallet)
    await attemptSignUp(browser, id, wallet.sign(message))
    const give = async (address: string) =>
      (await browser.tunnel('PATCH', `${path}/${id}`, { web3_wallet: address })).body.response
    expect((await give(`0x${wallet.address.slice(2).toUpperCase()}`)).unverified_fields).toEqual([])
    expect((await give(ethereumWallet().address)).unverified_fields).toEqual(['web3_wallet'])
  })

  it('refuses a wallet where none is switched on, and what is no wallet', async () => {
    expect(fault(await browser.post(path, { web3_wallet: 'my wallet' }))).toEqual([
      422,
      'form_param_format_invalid',
    ])
    await configure({ web3: {} })
    expect(fault(await browser.post(path, { web3_wallet: wallet.address }))).toEqual([
      422,
      'form_param_unknown',
    ])
  })

  it('refuses a strategy of another chain', async () => {
    const { id } = (await browser.post(path, { web3_wallet: wallet.address })).body.response
    const strategy = 'web3_solana_signature'
    const answer = await browser.post(`${path}/${id}/prepare_verification`, { strategy })
    expect(fault(answer)).toEqual([400, 'verification_strategy_invalid'])
  })

  // Attack: a message that was signed to sign in is used to sign up, or the other way round.
  it('takes no signature that was made to sign in', async () => {
    await createWalletUser(app, wallet)
    const begun = await browser.post('/v1/client/sign_ins', {
      identifier: wallet.address,
      strategy: metamask,
    })
    const { message } = begun.body.response.first_factor_verification
    const own = ethereumWallet()
    const { id } = await beginSignUp(browser, own)
    expect(fault(await attemptSignUp(browser, id, wallet.sign(message)))[1]).toBe('form_incorrect_signature')
  })

  it('counts a right signature once', async () => {
    await configure({})
    const { id, message } = await beginSignUp(browser, wallet)
    const signature = wallet.sign(message)
    await attemptSignUp(browser, id, signature)
    expect(fault(await attemptSignUp(browser, id, signature))).toEqual([400, 'verification_already_verified'])
  })
})

describe('a wallet that has an account', () => {
  it('cannot be signed up with', async () => {
    await createWalletUser(app, wallet)
    const answer = await browser.post(path, { web3_wallet: wallet.address })
    expect(fault(answer)).toEqual([422, 'form_identifier_exists'])
    expect(answer.body.errors[0].meta.param_name).toBe('web3_wallet')
  })

  // Attack: sign-ups are begun with addresses to learn which of them have accounts.
  it('is told of to its owner only, where existence is concealed', async () => {
    // More is missing than the wallet: its owner learns it before they give the rest.
    await configure({ attack_protection: { enumeration_protection: true } })
    await createWalletUser(app, wallet)
    const { id, message } = await beginSignUp(browser, wallet)
    expect(fault(await attemptSignUp(browser, id, '0x00'))[1]).toBe('form_incorrect_signature')
    const answer = await attemptSignUp(browser, id, wallet.sign(message))
    expect(fault(answer)).toEqual([422, 'form_identifier_exists'])
    expect(answer.body.client?.sessions ?? []).toEqual([])
  })

  // Attack: two sign-ups with one wallet are finished at the same moment.
  it('is made by one of two sign-ups that end at the same moment', async () => {
    const rivals = [browser, createTestBrowser(app)]
    const begun = []
    for (const own of rivals) begun.push({ own, ...(await beginSignUp(own, wallet)) })
    const answers = await Promise.all(
      begun.map(({ own, id, message }) => attemptSignUp(own, id, wallet.sign(message))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    expect(answers.map(fault).filter(([status]) => status === 422)).toEqual([[422, 'form_identifier_exists']])
    const found = await app.services.users.count(app.scope, { web3Wallets: [wallet.address] })
    expect(found).toBe(1)
  })
})

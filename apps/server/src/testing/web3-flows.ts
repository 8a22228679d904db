import type { TestApp } from './test-app.ts'
import type { BrowserAnswer, TestBrowser } from './test-browser.ts'
import type { TestWallet } from './test-wallet.ts'

/** The strategy that tests use for accounts of Ethereum. */
export const metamask = 'web3_metamask_signature'

/** Every wallet of this server. */
export const everyWallet = {
  metamask: true,
  coinbase_wallet: true,
  okx_wallet: true,
  base: true,
  solana: true,
}

/** A user who signs in with one wallet and nothing else. */
export async function createWalletUser(app: TestApp, { address }: TestWallet) {
  const web3Wallets = [{ web3Wallet: address, verifiedBy: metamask }]
  return await app.services.users.create(app.scope, {
    ...{ profile: {}, emails: [], web3Wallets },
    ...{ password: {}, skipPasswordRequirement: true },
  })
}

/** Status and code of a refusal. */
export const fault = ({ status, body }: BrowserAnswer) => [status, body.errors?.[0]?.code]

/** Begins to sign in with a wallet: the attempt's id, and what is to be signed. */
export async function beginSignIn(browser: TestBrowser, { address }: TestWallet, strategy = metamask) {
  const begun = await browser.post('/v1/client/sign_ins', { identifier: address })
  const { id } = begun.body.response
  const prepared = await prepareSignIn(browser, id, strategy)
  return { id: id as string, message: prepared.body.response?.first_factor_verification.message as string }
}

export const prepareSignIn = (browser: TestBrowser, id: string, strategy = metamask) =>
  browser.post(`/v1/client/sign_ins/${id}/prepare_first_factor`, { strategy })

export const attemptSignIn = (browser: TestBrowser, id: string, signature: string, strategy = metamask) =>
  browser.post(`/v1/client/sign_ins/${id}/attempt_first_factor`, { strategy, signature })

/** Begins to sign up with a wallet. */
export async function beginSignUp(
  browser: TestBrowser,
  { address }: TestWallet,
  { strategy = metamask, form = {} }: { strategy?: string; form?: Record<string, string> } = {},
) {
  const begun = await browser.post('/v1/client/sign_ups', { web3_wallet: address, ...form })
  const { id } = begun.body.response
  const prepared = await browser.post(`/v1/client/sign_ups/${id}/prepare_verification`, { strategy })
  return { id: id as string, message: prepared.body.response?.verifications.web3_wallet.message as string }
}

export const attemptSignUp = (browser: TestBrowser, id: string, signature: string, strategy = metamask) =>
  browser.post(`/v1/client/sign_ups/${id}/attempt_verification`, { strategy, signature })

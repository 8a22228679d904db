import type { Web3Strategy } from '@keywright/contract'
import type { SignInResource } from '../resources/sign-in.ts'
import type { SignUpResource } from '../resources/sign-up.ts'
import { findWallets } from './find-wallets.ts'
import type { Wallet } from './wallet.ts'
import { web3Error } from './web3-error.ts'
import type { AuthenticateWithWeb3Params, SignUpWithWeb3Params } from './web3-verbs.ts'

/** An address, and what signs for it. */
interface Signer {
  address: string
  sign(message: string): Promise<string>
}

async function toSigner(strategy: Web3Strategy, params: AuthenticateWithWeb3Params): Promise<Signer> {
  const { identifier, generateSignature, walletName } = params
  if (identifier !== undefined && generateSignature)
    return { address: identifier, sign: (nonce) => generateSignature({ identifier, nonce }) }
  const wallet = await chooseWallet(strategy, walletName)
  const address = await wallet.connect()
  return { address, sign: (message) => wallet.sign(message, address) }
}

async function chooseWallet(strategy: Web3Strategy, name: string | undefined): Promise<Wallet> {
  const { own, others } = await findWallets(strategy)
  const all = [...own, ...others]
  const wallet = name === undefined ? all[0] : all.find((one) => one.name === name)
  if (!wallet) throw web3Error('web3_wallet_not_found')
  return wallet
}

/** Signs in or up with a wallet. Signing in fails with `form_identifier_not_found` where the wallet has no account. */
export async function authenticate<Attempt extends object>(
  attempt: Attempt,
  params: SignUpWithWeb3Params,
): Promise<Attempt> {
  const { strategy = 'web3_metamask_signature' } = params
  const signer = await toSigner(strategy, params)
  const steps: SignInResource | SignUpResource = attempt as never
  await ('prepareFirstFactor' in steps
    ? signIn(steps, strategy, signer)
    : signUp(steps, strategy, signer, params))
  return attempt
}

async function signIn(attempt: SignInResource, strategy: Web3Strategy, signer: Signer): Promise<void> {
  await attempt.create({ identifier: signer.address })
  const factor = attempt.supportedFirstFactors?.find((one) => one.strategy === strategy)
  const { web3WalletId } = factor ?? {}
  await attempt.prepareFirstFactor({ strategy, ...(web3WalletId === undefined ? {} : { web3WalletId }) })
  const signature = await signer.sign(attempt.firstFactorVerification?.message ?? '')
  await attempt.attemptFirstFactor({ strategy, signature })
}

async function signUp(
  attempt: SignUpResource,
  strategy: Web3Strategy,
  signer: Signer,
  { unsafeMetadata, legalAccepted }: SignUpWithWeb3Params,
): Promise<void> {
  await attempt.create({
    web3Wallet: signer.address,
    ...(unsafeMetadata && { unsafeMetadata }),
    ...(legalAccepted !== undefined && { legalAccepted }),
  })
  await attempt.prepareVerification({ strategy })
  const signature = await signer.sign(attempt.verifications?.web3Wallet?.message ?? '')
  await attempt.attemptVerification({ strategy, signature })
}

/** Signing in with a wallet of this page, as the steps of a flow do it. */
import { isKeywrightApiError, KeywrightApiError } from '@keywright/client'
import type { SignInResource } from '@keywright/contract'
import type { z } from 'zod'
import type { FlowApi } from '../flows/flow-api.ts'
import type { WalletChoice } from '../flows/wallets.ts'
import { findWallets } from './find-wallets.ts'
import type { Wallet } from './wallet.ts'

type SignIn = z.output<typeof SignInResource>

export interface UseWalletInput {
  /** Of the wallet whose button was pressed. */
  strategy: string | undefined
  /** The one that was chosen. Absent: the only one that the strategy is named after. */
  id?: string | undefined
  /** Whether a wallet without an account may go on to sign up: its owner then signs once. */
  signUpIfMissing: boolean
}

/** Where a wallet has brought its owner; or among which they have to choose, perhaps among none. */
export type UsedWallet = { signIn: SignIn } | { wallets: readonly WalletChoice[] }

/** Finds a wallet, and proves by it whose it is. */
export async function useWallet(api: FlowApi, input: UseWalletInput): Promise<UsedWallet> {
  const found = await chooseWallet(input)
  return 'wallets' in found ? found : { signIn: await signInWith(found, api, input) }
}

/** The wallet that is meant, or those that could be. */
export async function chooseWallet({
  strategy,
  id,
}: Pick<UseWalletInput, 'strategy' | 'id'>): Promise<Wallet | { wallets: readonly WalletChoice[] }> {
  const { own, others } = await findWallets(strategy)
  const all = [...own, ...others]
  const [only, ...further] = own
  const chosen = id === undefined && further.length === 0 ? only : all.find((wallet) => wallet.id === id)
  return chosen ?? { wallets: all.map((wallet) => ({ id: wallet.id, name: wallet.name, icon: wallet.icon })) }
}

const path = '/v1/client/sign_ins'

async function signInWith(
  wallet: Wallet,
  api: FlowApi,
  { strategy, signUpIfMissing }: UseWalletInput,
): Promise<SignIn> {
  const address = await wallet.connect()
  const post = (below: string, form: Record<string, string | true | undefined>) =>
    api.send<SignIn>({ method: 'POST', path: `${path}${below}`, form })
  try {
    const begin = { identifier: address, strategy, sign_up_if_missing: signUpIfMissing || undefined }
    const { id, first_factor_verification: proof } = await post('', begin)
    const signature = await wallet.sign(proof?.message ?? '', address)
    return await post(`/${id}/attempt_first_factor`, { strategy, signature })
  } catch (thrown) {
    throw isKeywrightApiError(thrown) && thrown.code === 'form_identifier_not_found'
      ? unknownWallet(thrown)
      : thrown
  }
}

/** Nobody typed anything that could be wrong: it is the account that is missing. */
function unknownWallet({ status, message }: KeywrightApiError): KeywrightApiError {
  return new KeywrightApiError({ status, errors: [{ code: 'external_account_not_found', message }] })
}

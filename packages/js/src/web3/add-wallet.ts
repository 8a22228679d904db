/** Adding a wallet of this page to a profile. */
import type { Web3WalletResource } from '@keywright/contract'
import type { z } from 'zod'
import type { FlowApi } from '../flows/flow-api.ts'
import type { WalletChoice } from '../flows/wallets.ts'
import { chooseWallet } from './use-wallet.ts'

type AddedWallet = z.output<typeof Web3WalletResource>

export interface AddWalletInput {
  strategy: string
  id?: string | undefined
}

/** The wallet as it was added; or those among which its owner has to choose, perhaps none. */
export async function addWallet(
  api: FlowApi,
  input: AddWalletInput,
): Promise<{ added: AddedWallet } | { wallets: readonly WalletChoice[] }> {
  const wallet = await chooseWallet(input)
  if ('wallets' in wallet) return wallet
  const address = await wallet.connect()
  const post = (below: string, form: Record<string, string>) =>
    api.send<AddedWallet>({ method: 'POST', path: `/v1/me/web3_wallets${below}`, form })
  const { id } = await post('', { web3_wallet: address })
  const { strategy } = input
  const { verification } = await post(`/${id}/prepare_verification`, { strategy })
  const signature = await wallet.sign(verification?.message ?? '', address)
  return { added: await post(`/${id}/attempt_verification`, { strategy, signature }) }
}

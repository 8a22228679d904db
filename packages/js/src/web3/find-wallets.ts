import { findEthereumWallets } from './ethereum-wallets.ts'
import { findSolanaWallets } from './solana-wallets.ts'
import type { Wallet } from './wallet.ts'

/** By what each strategy knows its own wallets: the reverse domain names that they announce. */
const brands: Record<string, RegExp> = {
  web3_metamask_signature: /^io\.metamask/,
  web3_coinbase_wallet_signature: /^com\.coinbase\./,
  web3_okx_wallet_signature: /^com\.ok[ex]x?\./,
  web3_base_signature: /^(app|org)\.base\b|^com\.coinbase\./,
  web3_solana_signature: /^solana$/,
}

export interface FoundWallets {
  /** Those that the strategy is named after. */
  own: readonly Wallet[]
  /** Others of the same chain: the server asks whose key it is, not whose program. */
  others: readonly Wallet[]
}

/** The wallets of this page that can prove an address by a strategy. */
export async function findWallets(strategy: string | undefined): Promise<FoundWallets> {
  const all = strategy === 'web3_solana_signature' ? await findSolanaWallets() : await findEthereumWallets()
  const known = brands[strategy ?? '']
  const own = all.filter(({ brand }) => known?.test(brand))
  return { own, others: all.filter((wallet) => !own.includes(wallet)) }
}

/** Going by way of a wallet: which ones an instance knows. What asks them is loaded with the first that is chosen. */
import type { EnvironmentWire } from '@keywright/contract'
import type { SocialProvider } from './social.ts'

/** A wallet of this page, as somebody chooses it. */
export interface WalletChoice {
  id: string
  name: string
  /** A picture as `data:` URL, for an `<img>` and nothing else. */
  icon: string | undefined
}

const names: Record<string, string> = {
  metamask: 'MetaMask',
  coinbase_wallet: 'Coinbase Wallet',
  okx_wallet: 'OKX Wallet',
  base: 'Base',
  solana: 'Solana',
}

/** Those that are switched on, in the form of providers: they stand in the same row of buttons. */
export const readWallets = ({ user_settings: { attributes } }: EnvironmentWire): SocialProvider[] =>
  attributes.web3_wallet.first_factors.map((strategy) => ({
    strategy,
    logo_url: null,
    name: names[strategy.slice('web3_'.length, -'_signature'.length)] ?? strategy,
  }))

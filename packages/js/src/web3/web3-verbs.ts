import type { Web3Strategy } from '@keywright/contract'

/** How a page proves that a wallet is somebody's. Without `identifier` and `generateSignature` it asks a wallet by itself. */
export interface AuthenticateWithWeb3Params {
  strategy?: Web3Strategy
  /** The address, if the page has asked for it. */
  identifier?: string
  /** `nonce` is the text to sign, as official SDKs call it. */
  generateSignature?: (params: { identifier: string; nonce: string }) => Promise<string>
  /** Of several wallets, the one of this name. */
  walletName?: string
}

export interface SignUpWithWeb3Params extends AuthenticateWithWeb3Params {
  unsafeMetadata?: Record<string, unknown>
  legalAccepted?: boolean
}

/** Ways to ask a wallet, as official SDKs name them; `Web3` is told its strategy. */
type Web3Name = 'Web3' | 'Metamask' | 'CoinbaseWallet' | 'OKXWallet' | 'Base' | 'Solana'

/** `authenticateWithWeb3`, `authenticateWithMetamask` and so on. */
export type Web3Verbs<Params extends AuthenticateWithWeb3Params, Resource> = {
  [Name in Web3Name as `authenticateWith${Name}`]: (params?: Params) => Promise<Resource>
}

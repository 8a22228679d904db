export {
  isWeb3Strategy,
  normalizeWeb3Wallet,
  web3IdentifierOf,
  web3Strategies,
  web3StrategiesFor,
} from './web3-address.policy.ts'
export type { Web3Proofs } from './web3-proofs.service.ts'
export { isVerifiedWallet, type Web3Wallet } from './web3-wallet.entity.ts'
export {
  deleteWeb3Wallet,
  findWeb3Holder,
  findWeb3Wallet,
  insertWeb3Wallet,
  lockWeb3Claims,
  markWeb3WalletVerified,
  toWeb3Wallets,
  walletsOfUser,
} from './web3-wallets.repository.ts'
export { toWeb3WalletResource } from './web3-wallets.resource.ts'

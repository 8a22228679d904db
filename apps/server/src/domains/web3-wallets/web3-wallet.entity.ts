import type { IdentificationId, UserId, Web3Strategy } from '@keywright/contract'

/** How a wallet was proven, or how far the proof has come. */
export interface Web3WalletVerification {
  status: 'unverified' | 'verified' | 'failed' | 'expired' | 'transferable'
  strategy: Web3Strategy | 'admin'
  attempts: number | null
  expireAt: Date | null
  /** What is to be signed; `null` once it was, or where nothing is. */
  message: string | null
}

/** A wallet of a user. It counts once somebody has signed with it. */
export interface Web3Wallet {
  id: IdentificationId
  userId: UserId
  /** The address, in the one form in which it is stored and compared. */
  web3Wallet: string
  verification: Web3WalletVerification | null
  /** The verification last made for it. */
  verificationId: string | null
  createdAt: Date
  updatedAt: Date
}

export function isVerifiedWallet({ verification }: Web3Wallet): boolean {
  return verification?.status === 'verified'
}

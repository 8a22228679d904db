import {
  type ClientId,
  type IdentificationId,
  type SessionId,
  type UserId,
  Web3Strategy,
} from '@keywright/contract'
import type { ExternalStrategy } from '../verifications/index.ts'
import type { SignInStatus } from './sign-in.machine.ts'

/** One attempt to sign in, made by one client. */
export interface SignIn {
  id: string
  clientId: ClientId
  status: SignInStatus
  identifier: string | null
  /** `null` for a stranger. */
  userId: UserId | null
  firstFactorVerificationId: string | null
  /** A provider’s account with this user’s address in it, to be connected once they have proven themselves. */
  externalVerificationId: string | null
  /** A stranger who proves the address may go on to sign up with it. */
  signUpIfMissing: boolean
  createdSessionId: SessionId | null
  abandonAt: Date
  createdAt: Date
}

export const firstFactorNames = [
  'password',
  'email_code',
  'email_link',
  'reset_password_email_code',
  'ticket',
  ...Web3Strategy.options,
] as const

export type FirstFactorName = (typeof firstFactorNames)[number] | ExternalStrategy

/** A way to go on that an attempt offers. */
export interface OfferedFactor {
  strategy: FirstFactorName
  /** Strategies that send something: the id the browser names the address by. */
  emailAddressId?: IdentificationId
  /** Strategies that send something: where it would go. */
  emailAddress?: string
  isPrimary?: boolean
  /** Wallets: the id the browser names it by, and its address. */
  web3WalletId?: IdentificationId
  web3Wallet?: string
  /** False for what is only said to exist, so that nobody learns whether it does. Nothing is sent to it. */
  isReal: boolean
}

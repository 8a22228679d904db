import {
  type ClientId,
  type IdentificationId,
  type SessionId,
  type UserId,
  Web3Strategy,
} from '@keywright/contract'
import type { StoredPassword } from '../passwords/index.ts'
import type { ExternalStrategy } from '../verifications/index.ts'
import type { SignInStatus } from './sign-in.machine.ts'

/** A checked and hashed new password. */
export interface Replacement {
  stored: StoredPassword
  signOutOfOtherSessions: boolean
}

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
  secondFactorVerificationId: string | null
  /** The organization that a ticket led to, for when the second factor is proven. */
  organizationId: string | null
  /** Takes the place of the password when the second factor is proven. */
  newPassword: Replacement | null
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

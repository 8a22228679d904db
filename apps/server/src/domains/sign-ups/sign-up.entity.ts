import type { ClientId, SessionId, UserId } from '@keywright/contract'
import type { StoredPassword } from '../passwords/index.ts'
import type { Metadata } from '../users/index.ts'
import type { SignUpStatus } from './sign-up.machine.ts'

/** What somebody has told of themselves so far. */
export interface SignUpData {
  emailAddress: string | null
  /** Somebody has the address already, and only they are told, by mail: this attempt cannot end well. */
  emailAddressTaken: boolean
  emailVerificationId: string | null
  emailVerifiedAt: Date | null
  emailVerifiedBy: string | null
  /** The way to a provider that is under way, or was gone last. */
  externalVerificationId: string | null
  /** Since when the provider’s account is the new user’s to be. */
  externalVerifiedAt: Date | null
  web3Wallet: string | null
  web3VerificationId: string | null
  web3VerifiedAt: Date | null
  web3VerifiedBy: string | null
  username: string | null
  firstName: string | null
  lastName: string | null
  locale: string | null
  password: StoredPassword | null
  /** Also once the password has gone over to the user. */
  hasPassword: boolean
  unsafeMetadata: Metadata
  legalAcceptedAt: Date | null
  /** Set by the app's server; the user to come gets it. */
  externalId: string | null
  /** The invitation that is accepted with the end of this: it proved the address. */
  organizationInvitationId: string | null
  customAction: boolean
}

/** One attempt to sign up, made by one client. */
export interface SignUp extends SignUpData {
  id: string
  clientId: ClientId
  status: SignUpStatus
  createdSessionId: SessionId | null
  createdUserId: UserId | null
  abandonAt: Date
  createdAt: Date
}

export const emptySignUpData: SignUpData = {
  emailAddress: null,
  emailAddressTaken: false,
  emailVerificationId: null,
  emailVerifiedAt: null,
  emailVerifiedBy: null,
  externalVerificationId: null,
  externalVerifiedAt: null,
  web3Wallet: null,
  web3VerificationId: null,
  web3VerifiedAt: null,
  web3VerifiedBy: null,
  username: null,
  firstName: null,
  lastName: null,
  locale: null,
  password: null,
  hasPassword: false,
  unsafeMetadata: {},
  legalAcceptedAt: null,
  externalId: null,
  organizationInvitationId: null,
  customAction: false,
}

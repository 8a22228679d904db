import type {
  SecondFactorStrategy,
  VerificationError as VerificationErrorSchema,
  Web3Strategy,
} from '@keywright/contract'
import type { z } from 'zod'

/** How something is proven. `password` and `ticket` are over the moment they begin; the others wait for an answer. */
export type VerificationStrategy =
  | 'email_code'
  | 'email_link'
  | 'reset_password_email_code'
  | 'password'
  | 'ticket'
  | SecondFactorStrategy
  | ExternalStrategy
  | Web3Strategy

/** Proven by a provider: on its pages, or by what its script gave the page. */
export type ExternalStrategy = `oauth_${string}` | 'google_one_tap'

/** Why a provider did not prove anything, as the page is told that asked for it. */
export type VerificationError = z.output<typeof VerificationErrorSchema>

export type VerificationStatus = 'unverified' | 'verified' | 'failed' | 'expired' | 'transferable'

/** What a proof is part of; together with the owner's id it decides where a code or link counts. */
export type VerificationPurpose =
  | 'sign_in'
  | 'sign_up'
  | 'email_address'
  | 'external_account'
  | 'web3_wallet'
  | 'reverification'
  | 'organization_domain'

/** One proof under way or made. The code or link token behind it is kept as a hash and never part of this. */
export interface Verification {
  id: string
  strategy: VerificationStrategy
  /** As it is now: what has run out of time is `expired`. */
  status: VerificationStatus
  purpose: VerificationPurpose
  ownerId: string
  /** The address the code or link was sent to, or that of the wallet. */
  target: string | null
  /** Wallets only: what is to be signed. */
  message: string | null
  redirectUrl: string | null
  clientId: string | null
  attempts: number
  expireAt: Date
  verifiedAt: Date | null
  /** Providers: where the browser was sent. */
  externalRedirectUrl: string | null
  error: VerificationError | null
  createdAt: Date
}

import type { IdentificationId, UserId } from '@keywright/contract'

export type IdentifierVerificationStatus = 'unverified' | 'verified' | 'failed' | 'expired' | 'transferable'

/** How an address was proven, or how far the proof has come. */
export interface IdentifierVerification {
  status: IdentifierVerificationStatus
  strategy: string
  attempts: number | null
  expireAt: Date | null
}

/** An email address of a user. Addresses are kept in lower case. */
export interface EmailAddress {
  id: IdentificationId
  userId: UserId
  emailAddress: string
  verification: IdentifierVerification | null
  /** The verification last made for it. */
  verificationId: string | null
  /** Kept for the user without proof: they can sign in with it, and nobody else can claim it. */
  reserved: boolean
  createdAt: Date
  updatedAt: Date
}

export function isVerified(address: EmailAddress): boolean {
  return address.verification?.status === 'verified'
}

/** Whether the address belongs to its user alone, by proof or because it is kept for them. */
export function isClaimed(address: EmailAddress): boolean {
  return address.reserved || isVerified(address)
}

/** The one form in which addresses are stored and compared. */
export function normalizeEmailAddress(text: string): string {
  return text.trim().normalize('NFC').toLowerCase()
}

import type {
  AddressVerification,
  EmailAddressResource,
  IdentifierVerification as WireVerification,
} from '@keywright/contract'
import type { z } from 'zod'
import { toMillis } from '../../platform/clock.ts'
import type { Verification } from '../verifications/index.ts'
import type { EmailAddress, IdentifierVerification } from './email-address.entity.ts'

export function toEmailAddressResource(address: EmailAddress): z.input<typeof EmailAddressResource> {
  return {
    id: address.id,
    object: 'email_address',
    email_address: address.emailAddress,
    reserved: address.reserved,
    verification: address.verification && toVerificationResource(address.verification),
    linked_to: [],
    matches_sso_connection: false,
    created_at: toMillis(address.createdAt),
    updated_at: toMillis(address.updatedAt),
  }
}

const objectByStrategy: Record<string, z.input<typeof WireVerification>['object']> = {
  email_link: 'verification_email_link',
  admin: 'verification_admin',
  ticket: 'verification_ticket',
}

function toVerificationResource(verification: IdentifierVerification): z.input<typeof WireVerification> {
  return {
    object: objectByStrategy[verification.strategy] ?? objectOf(verification.strategy),
    status: verification.status,
    strategy: verification.strategy,
    attempts: verification.attempts,
    expire_at: toMillis(verification.expireAt),
  }
}

function objectOf(strategy: string): z.input<typeof WireVerification>['object'] {
  return strategy.startsWith('from_oauth_') ? 'verification_from_oauth' : 'verification_otp'
}

/** What an administrator says about an address: proven, kept for the user, or neither. */
export function toClaim(status: 'verified' | 'reserved' | 'unverified'): {
  verifiedBy?: string
  reserved?: boolean
} {
  if (status === 'verified') return { verifiedBy: 'admin' }
  return status === 'reserved' ? { reserved: true } : {}
}

/** A verification as the server that asked for it sees it. */
export function toAddressVerification({
  id,
  status,
  attempts,
  expireAt,
}: Verification): z.input<typeof AddressVerification> {
  return {
    object: 'verification_otp',
    id,
    // Nothing is ever carried over into a sign-up from here.
    status: status === 'transferable' ? 'verified' : status,
    strategy: 'email_code',
    attempts,
    expire_at: expireAt.getTime(),
    channel: null,
  }
}

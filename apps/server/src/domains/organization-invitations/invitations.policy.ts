import { type ErrorCode, InvitedAddress } from '@keywright/contract'
import { isVerified } from '../email-addresses/index.ts'
import type { User } from '../users/index.ts'
import type { Invitation, InvitationStatus } from './invitation.entity.ts'

/** The status at a moment: what nobody answered in time has run out, whatever is stored. */
export function statusAt(
  { status, expireAt }: Pick<Invitation, 'status' | 'expireAt'>,
  now: Date,
): InvitationStatus {
  return status === 'pending' && expireAt !== null && expireAt <= now ? 'expired' : status
}

/** Why an invitation cannot be accepted any more; `undefined` when it can. `expired` names how its caller says that. */
export function acceptanceFault(
  invitation: Pick<Invitation, 'status' | 'expireAt'>,
  now: Date,
  expired: ErrorCode,
): ErrorCode | undefined {
  const faults = {
    pending: undefined,
    accepted: 'organization_invitation_already_accepted',
    revoked: 'organization_invitation_revoked_code',
    expired,
  } as const
  return faults[statusAt(invitation, now)]
}

/**
 * Sent again, an invitation is valid for as long as it was when it was sent first. One without an end keeps none.
 */
export function expiryAnew({ expireAt, updatedAt }: Invitation, now: Date): Date | null {
  return expireAt && new Date(now.getTime() + expireAt.getTime() - updatedAt.getTime())
}

export const isEmailAddress = (text: string): boolean => InvitedAddress.safeParse(text).success

/** The addresses that stand there more than once. */
export function repeated(emailAddresses: readonly string[]): string[] {
  const seen = new Set<string>()
  return [...new Set(emailAddresses.filter((one) => seen.has(one) || !seen.add(one)))]
}

/**
 * Who is said to invite: their name, or else the address that they have proven to be theirs; `undefined` where neither can
 * be written.
 */
export function inviterNameOf(
  inviter: Pick<User, 'firstName' | 'lastName' | 'emailAddresses' | 'primaryEmailAddressId'>,
): string | undefined {
  const own = inviter.emailAddresses.find(({ id }) => id === inviter.primaryEmailAddressId)
  const address = own && isVerified(own) && own.emailAddress.length <= nameMax ? own.emailAddress : undefined
  return spokenName(inviter) ?? address
}

const nameMax = 100

/**
 * A name to be written into a mail to a stranger; `undefined` for one that a mail program would make a link of: everybody
 * chooses their own name, and the mail carries ours.
 */
export function spokenName({
  firstName,
  lastName,
}: {
  firstName: string | null
  lastName: string | null
}): string | undefined {
  const name = [firstName, lastName].filter(Boolean).join(' ').trim()
  const isHarmless = name !== '' && name.length <= nameMax && !/\S\.\p{L}|[/@<>:]|www\./iu.test(name)
  return isHarmless ? name : undefined
}

import type { ErrorCode, IdentificationId } from '@keywright/contract'
import { type EmailAddress, isClaimed } from '../email-addresses/index.ts'
import type { Instance } from '../instances/index.ts'
import type { User } from './user.entity.ts'
import { type Belongings, canSignIn } from './ways-to-sign-in.policy.ts'

/** Unproven addresses a user may hold: each can be sent codes, and none of them is known to be theirs. */
export const unverifiedAddressesMax = 10

/** Why an address must stay: without it the user could not sign in any more, or would lack what the instance requires. */
export function removalFault(
  owner: Belongings,
  address: EmailAddress,
  instance: Pick<Instance, 'settings' | 'oauthConnections' | 'environmentType'>,
): ErrorCode | undefined {
  const others = owner.emailAddresses.filter(({ id }) => id !== address.id)
  const isLast = !others.some((other) => isClaimed(other) || !isClaimed(address))
  if (instance.settings.email_address.required && isLast)
    return 'last_required_identification_deletion_failed'
  if (!isClaimed(address) || others.some(isClaimed)) return undefined
  return canSignIn({ ...owner, emailAddresses: others }, instance)
    ? undefined
    : 'identification_deletion_failed'
}

/** The primary address once one is gone: the oldest that is the user's own, never one that may be a stranger's. */
export function primaryWithout(
  owner: Pick<User, 'emailAddresses' | 'primaryEmailAddressId'>,
  removedId: string,
): IdentificationId | null {
  if (owner.primaryEmailAddressId !== removedId) return owner.primaryEmailAddressId
  return owner.emailAddresses.find((address) => address.id !== removedId && isClaimed(address))?.id ?? null
}

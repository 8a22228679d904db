import type { InstanceSettings } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import { isVerified } from '../email-addresses/index.ts'
import type { User } from '../users/index.ts'

/** What users may write about themselves. Everything else is for servers. */
export interface OwnProfile {
  username?: string | null
  firstName?: string | null
  lastName?: string | null
  primaryEmailAddressId?: string
}

/** Refuses attributes that this instance's users do not have, and the removal of those they must have. */
export function requireEditable(profile: OwnProfile, settings: InstanceSettings): void {
  const attributes = [
    ['username', profile.username, settings.username],
    ['first_name', profile.firstName, settings.name],
    ['last_name', profile.lastName, settings.name],
  ] as const
  for (const [param, value, { enabled, required }] of attributes) {
    if (value === undefined) continue
    if (!enabled) throw new DomainError('form_param_unknown', { param })
    if (required && value === null) throw new DomainError('form_param_nil', { param })
  }
}

/** Whether a user could still sign in without a password. */
export function canSignInWithoutPassword(user: User, { email_address: email }: InstanceSettings): boolean {
  const byMail =
    email.enabled && email.used_for_sign_in && (email.sign_in_with_code || email.sign_in_with_link)
  return byMail && user.emailAddresses.some(isVerified)
}

/** An identifier is the first thing that is tried as a password. */
export function isIdentifierOf(user: User, password: string): boolean {
  const text = password.toLowerCase()
  const addresses = user.emailAddresses.map(({ emailAddress }) => emailAddress)
  return [...addresses, user.username?.toLowerCase()].includes(text)
}

import type { InstanceSettings } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import type { User } from '../users/index.ts'

/** What users may write about themselves. Everything else is for servers. */
export interface OwnProfile {
  username?: string | null
  firstName?: string | null
  lastName?: string | null
  primaryEmailAddressId?: string
  primaryWeb3WalletId?: string
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

/** An identifier is the first thing that is tried as a password. */
export function isIdentifierOf(user: User, password: string): boolean {
  const text = password.toLowerCase()
  const addresses = user.emailAddresses.map(({ emailAddress }) => emailAddress)
  const wallets = user.web3Wallets.map(({ web3Wallet }) => web3Wallet.toLowerCase())
  return [...addresses, ...wallets, user.username?.toLowerCase()].includes(text)
}

import { DomainError } from '../../platform/domain-error.ts'
import type { Instance } from '../instances/index.ts'
import { isTestAddress, isTestMode } from './verifications.policy.ts'

type Rules = Pick<Instance, 'settings' | 'environmentType'>

/**
 * Whether users of this instance may give an address: one mailbox has as many subaddresses (RFC 5233 §1) as anybody likes
 * to invent. Servers may still enter them; test addresses are subaddresses, and count where test mode is on.
 */
export function isWelcomeAddress(instance: Rules, emailAddress: string): boolean {
  if (!instance.settings.restrictions.block_email_subaddresses) return true
  const [local = ''] = emailAddress.split('@')
  return !/[+=#]/.test(local) || (isTestMode(instance) && isTestAddress(emailAddress))
}

/** Refuses an address that users may not give. */
export function requireWelcomeAddress(instance: Rules, emailAddress: string): void {
  if (!isWelcomeAddress(instance, emailAddress))
    throw new DomainError('not_allowed_access', { param: 'email_address' })
}

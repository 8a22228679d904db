import { DomainError } from '../../platform/domain-error.ts'
import type { Instance } from '../instances/index.ts'
import { isTestAddress, isTestMode } from './verifications.policy.ts'

/**
 * Refuses an address that users of this instance may not give: one mailbox has as many subaddresses (RFC 5233 §1) as
 * anybody likes to invent. Servers may still enter them; test addresses are subaddresses, and count where test mode is on.
 */
export function requireWelcomeAddress(
  instance: Pick<Instance, 'settings' | 'environmentType'>,
  emailAddress: string,
): void {
  if (!instance.settings.restrictions.block_email_subaddresses) return
  const [local = ''] = emailAddress.split('@')
  if (!/[+=#]/.test(local) || (isTestMode(instance) && isTestAddress(emailAddress))) return
  throw new DomainError('not_allowed_access', { param: 'email_address' })
}

import { type IpRange, isWithin, readIpRange } from '../../platform/ip-ranges.policy.ts'
import type { Instance } from '../instances/index.ts'
import { findEnabledConnection } from '../oauth-connections/index.ts'
import { web3Strategies } from '../web3-wallets/index.ts'
import type { OrganizationPolicy } from './organization-policy.entity.ts'

export type PolicyInstance = Pick<Instance, 'settings' | 'oauthConnections' | 'environmentType'>

/** What counts for an organization. `null`: what the instance asks of every session is all. */
export interface EffectivePolicy {
  mfaRequired: boolean
  signInMethods: readonly string[] | null
  sessionLifetimeSeconds: number | null
  /** In each of these lists the address has to be. */
  ipRanges: readonly (readonly string[])[]
}

/** The first factors that an instance offers, as policies name them. Its servers can always make tickets. */
function offeredMethods(instance: PolicyInstance): string[] {
  const { email_address: email, password } = instance.settings
  return [
    ...(password.enabled ? ['password'] : []),
    ...(email.enabled && email.sign_in_with_code ? ['email_code'] : []),
    ...(email.enabled && email.sign_in_with_link ? ['email_link'] : []),
    ...instance.oauthConnections
      .map(({ provider }) => `oauth_${provider}`)
      .filter((strategy) => findEnabledConnection(instance, strategy)?.authenticatable === true),
    ...web3Strategies(instance.settings),
    'ticket',
  ]
}

/** What the instance asks for: no organization asks for less. */
export function inheritedPolicy(instance: PolicyInstance) {
  const { sessions, organizations } = instance.settings
  return {
    mfaRequired: organizations.policy.mfa_required,
    signInMethods: offeredMethods(instance),
    sessionLifetimeSeconds: sessions.lifetime_seconds,
    ipRanges: organizations.policy.ip_ranges,
  }
}

/** The stricter of what organization and instance say, for each rule: the instance may have become stricter since. */
export function effectivePolicy(policy: OrganizationPolicy, instance: PolicyInstance): EffectivePolicy {
  const { organizations, sessions } = instance.settings
  const { signInMethods, sessionLifetimeSeconds: seconds } = policy
  return {
    mfaRequired: organizations.policy.mfa_required || policy.mfaRequired === true,
    signInMethods: signInMethods && commonTo(signInMethods, offeredMethods(instance)),
    sessionLifetimeSeconds: seconds && Math.min(seconds, sessions.lifetime_seconds),
    ipRanges: [organizations.policy.ip_ranges, policy.ipRanges ?? []].filter(({ length }) => length > 0),
  }
}

const commonTo = (some: readonly string[], others: readonly string[]) =>
  some.filter((one) => others.includes(one))

/**
 * The networks that are in each of these lists; `null`: there is no list. Of two networks one is in the other, or they are
 * apart: so what lists have in common is made of networks of theirs.
 */
export function commonRanges(lists: EffectivePolicy['ipRanges']): readonly string[] | null {
  const [first, second = first] = lists
  if (!first || !second) return null
  return [...new Set([...rangesWithin(first, second), ...rangesWithin(second, first)])]
}

/** Those of some networks that are each in a network of a list. */
export function rangesWithin(some: readonly string[], list: readonly string[]): string[] {
  const outer = toRanges(list)
  return some.filter((one) => outer.some((range) => isWithin(readIpRange(one), range)))
}

const parsed = new WeakMap<readonly string[], IpRange[]>()

/** Read once for each list: most are asked for with every token. */
export function toRanges(texts: readonly string[]): IpRange[] {
  const known = parsed.get(texts) ?? texts.map(readIpRange)
  parsed.set(texts, known)
  return known
}

import type { RequestInfo } from '../../platform/http/request-info.ts'
import type { Instance } from './instance.entity.ts'
import { isHostOf } from './instance-lookup.policy.ts'
import { isLoopbackHost } from './loopback.policy.ts'

/**
 * `Strict-Transport-Security` (RFC 6797 §6.1): browsers that have seen it ask this host by https alone, for a year. Said by
 * production instances of their own hosts only: what comes through an app's proxy has the app's host, and a development
 * host is shared with whatever else somebody runs on their machine.
 */
export function transportSecurity(
  instance: Instance,
  { publicUrl, secure, proxied }: Pick<RequestInfo, 'publicUrl' | 'secure' | 'proxied'>,
): string | undefined {
  if (instance.environmentType !== 'production' || !secure || proxied) return undefined
  const { host } = new URL(publicUrl)
  return isHostOf(instance, host) && !isLoopbackHost(host) ? 'max-age=31536000' : undefined
}

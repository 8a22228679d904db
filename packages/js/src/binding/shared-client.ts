import type { Keywright, KeywrightOptions } from '../interface.ts'
import { createKeywright } from '../keywright.ts'

const shared = new Map<string, Keywright>()

/** The client for these options. Two apps on a page with the same key share one. */
export function clientFor(options: KeywrightOptions): Keywright {
  // A server draws for many visitors: nothing is kept there.
  if (typeof window === 'undefined') return createKeywright(options)
  const name = [options.publishableKey, options.url, options.proxyUrl].join(' ')
  const client = shared.get(name) ?? createKeywright(options)
  shared.set(name, client)
  return client
}

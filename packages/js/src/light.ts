import { createClient } from './create-client.ts'
import type { Keywright, KeywrightOptions } from './interface.ts'
import { createBrowserPlatform } from './platform/browser-platform.ts'

export type { Keywright, KeywrightOptions } from './interface.ts'

/** The same client for pages that may have nobody signed in: what sessions need is loaded with the first one. */
export function createKeywright(options: KeywrightOptions): Keywright {
  return createClient(options, {
    platform: createBrowserPlatform(),
    loadSignedIn: async () => (await import('./signed-in.ts')).createSignedIn,
  })
}

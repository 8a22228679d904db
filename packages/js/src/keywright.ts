import { createClient } from './create-client.ts'
import type { Keywright, KeywrightOptions } from './interface.ts'
import { createBrowserPlatform } from './platform/browser-platform.ts'
import type { Platform } from './platform/platform.ts'
import { createSignedIn } from './signed-in.ts'

/** Makes the client of a page. `platform` is the browser; tests put their own there. */
export function createKeywright(
  options: KeywrightOptions,
  platform: Platform = createBrowserPlatform(),
): Keywright {
  return createClient(options, { platform, loadSignedIn: async () => createSignedIn })
}

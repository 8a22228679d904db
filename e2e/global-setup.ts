/** Run once before all browser tests: finds the browser, and fails where there is none. A missing browser is never skipped. */

import { ensureChromium } from '../tools/browsers.ts'
import { buildUiIfStale } from '../tools/build-ui.ts'

/** Builds the components, and tells the tests where the browser is. */
export async function setup(): Promise<void> {
  await buildUiIfStale()
  process.env.KEYWRIGHT_CHROMIUM = ensureChromium()
  // Official SDKs would send statistics to their maker.
  process.env.CLERK_TELEMETRY_DISABLED = '1'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
}

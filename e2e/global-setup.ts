/** Run once before all browser tests: finds the browser, and fails where there is none. A missing browser is never skipped. */
import { ensureChromium } from '../tools/chromium.ts'

/** Tells the tests where the browser is. */
export function setup(): void {
  process.env.KEYWRIGHT_CHROMIUM = ensureChromium()
  // Official SDKs would send statistics to their maker.
  process.env.CLERK_TELEMETRY_DISABLED = '1'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
}

/** The names that public tutorials use for what this package has under its own. */
import { KeywrightDegraded, KeywrightFailed, KeywrightLoaded, KeywrightLoading } from './controls.ts'
import { type KeywrightPluginOptions, keywrightPlugin, updateKeywrightOptions } from './plugin.ts'
import { useKeywright } from './use-keywright.ts'

export type PluginOptions = KeywrightPluginOptions
export {
  KeywrightDegraded as ClerkDegraded,
  KeywrightFailed as ClerkFailed,
  KeywrightLoaded as ClerkLoaded,
  KeywrightLoading as ClerkLoading,
  keywrightPlugin as clerkPlugin,
  updateKeywrightOptions as updateClerkOptions,
  useKeywright as useClerk,
}

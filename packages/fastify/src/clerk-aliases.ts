/** The names that public tutorials use for what this package has under its own. */
import { keywrightClient } from './keywright-client.ts'
import { type KeywrightFastifyOptions, keywrightPlugin } from './plugin.ts'

export type ClerkFastifyOptions = KeywrightFastifyOptions
export { keywrightClient as clerkClient, keywrightPlugin as clerkPlugin }

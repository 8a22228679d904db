/** The names that public tutorials use for what this package has under its own. */
import { createBackendClient } from './backend-client.ts'

export { createBackendClient as createClerkClient }

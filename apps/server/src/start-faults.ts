import { ConfigError } from './config/load-config.ts'
import { isConnectionError } from './platform/db/database.ts'
import { EmbeddedPostgresError } from './platform/db/embedded/embedded-postgres-error.ts'
import { MigrationError } from './platform/db/migrate.ts'
import { ListenError } from './platform/http/http-server.ts'
import { MasterKeyError } from './platform/secrets/master-key.ts'

const inWords = [ConfigError, EmbeddedPostgresError, ListenError, MasterKeyError, MigrationError]

/** What PostgreSQL says to a start that can never succeed, by SQLSTATE. Its own text follows; it holds no password. */
const databaseFaults: Record<string, string> = {
  '28P01': 'The database refused the password in DATABASE_URL.',
  '28000': 'The database refused the user in DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist. Create it first.',
  '42501': 'The user in DATABASE_URL may not do what is needed. It must own its database.',
}

/** Why the server cannot start, in words; `undefined` for a fault that only a developer can explain. */
export function explainStartFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (inWords.some((kind) => error instanceof kind)) return withName(error.message)
  const code = 'code' in error ? String(error.code) : ''
  const fault = databaseFaults[code]
  if (fault !== undefined) return withName(`${fault} (${error.message})`)
  if (!isConnectionError(error)) return undefined
  return withName(
    `The database cannot be reached (${reasonOf(error)}). Is it running, and does DATABASE_URL say where?`,
  )
}

function withName(message: string): string {
  return message.startsWith('Keywright: ') ? message : `Keywright: ${message}`
}

/** Connecting to a name with several addresses fails with one error for each. */
function reasonOf(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message
}

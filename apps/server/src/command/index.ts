/** What the `keywright` command needs of the server: its configuration, its database and its services, without a port. */
export type { Config } from '../config/config.schema.ts'
export { loadConfig } from '../config/load-config.ts'
export type { EnvironmentType, Instance, OAuthConnection } from '../domains/instances/index.ts'
export { listProviders as socialProviders } from '../domains/oauth-providers/index.ts'
export { BackupError } from '../platform/db/backup/backup-format.ts'
export { backupDatabase, restoreDatabase } from '../platform/db/backup.ts'
export { migrate } from '../platform/db/migrate.ts'
export { openPool } from '../platform/db/open-postgres.ts'
export { DomainError, DomainErrors } from '../platform/domain-error.ts'
export { createLog, type Log } from '../platform/log/log.ts'
export { explainStartFault } from '../start-faults.ts'
export {
  migrationsDirectory,
  type OpenDatabase,
  openConfiguredDatabase,
  type StartedServices,
  startServices,
} from '../start-server.ts'

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type HttpBindings, serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { compose, type Services } from './compose.ts'
import type { Config } from './config/config.schema.ts'
import { systemClock } from './platform/clock.ts'
import { createDatabase } from './platform/db/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/db/embedded-postgres.ts'
import { migrate } from './platform/db/migrate.ts'
import { openPool, type PostgresTarget } from './platform/db/open-postgres.ts'
import type { Log } from './platform/log/log.ts'
import { loadMasterKey } from './platform/secrets/master-key.ts'
import { createVault } from './platform/secrets/seal.ts'

export const migrationsDirectory = fileURLToPath(new URL('../migrations', import.meta.url))

export interface OpenDatabase {
  target: PostgresTarget
  close(): Promise<void>
}

/** The configured database, or the embedded server of the data folder. */
export async function openConfiguredDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  if (config.DATABASE_URL !== '')
    return { target: { connectionString: config.DATABASE_URL }, close: async () => {} }
  const embedded: EmbeddedPostgres = await startEmbeddedPostgres({
    dataDirectory: config.KEYWRIGHT_DATA_DIR,
    log,
  })
  return { target: embedded.connection, close: () => embedded.stop() }
}

/** Everything above the socket: database opened and migrated, services built. */
export async function startServices(config: Config, log: Log) {
  const masterKey = await loadMasterKey(config.KEYWRIGHT_MASTER_KEY, config.KEYWRIGHT_DATA_DIR)
  const database = await openConfiguredDatabase(config, log)
  const pool = openPool(database.target, {
    max: config.KEYWRIGHT_DATABASE_POOL,
    log,
    namedStatements: config.KEYWRIGHT_NAMED_STATEMENTS,
  })
  await migrate(pool, { directory: migrationsDirectory, log })
  const db = createDatabase(pool)
  const publicUrl = config.KEYWRIGHT_PUBLIC_URL || `http://localhost:${config.PORT}`
  const deps = {
    config,
    db,
    pool,
    target: database.target,
    clock: systemClock,
    log,
    vault: createVault(masterKey),
    publicUrl,
  }
  const services = await compose(deps)
  return {
    deps,
    services,
    async close() {
      await pool.end()
      await database.close()
    },
  }
}

export interface RunningServer {
  services: Services
  url: string
  close(): Promise<void>
}

/** Opens the port. It is taken before anything else is done, so that a taken port is found out at once. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const started = await startServices(config, log)
  const app = createApp(started.services, started.deps)
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const listening = serve(
      {
        fetch: (request, env) => app.fetch(request, connectionOf((env as HttpBindings).incoming)),
        port: config.PORT,
        hostname: config.KEYWRIGHT_HOST,
      },
      () => resolve(listening),
    )
    listening.once('error', reject)
  })
  return {
    services: started.services,
    url: started.deps.publicUrl,
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await started.close()
    },
  }
}

function connectionOf(incoming: IncomingMessage): { remoteAddress: string; encrypted: boolean } {
  const socket: Socket & { encrypted?: boolean } = incoming.socket
  return { remoteAddress: socket.remoteAddress ?? '', encrypted: socket.encrypted === true }
}

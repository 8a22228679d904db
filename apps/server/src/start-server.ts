import { fileURLToPath } from 'node:url'
import { createApp } from './app.ts'
import { type ComposeDeps, compose, type Services } from './compose.ts'
import type { Config } from './config/config.schema.ts'
import { continueEventLog } from './domains/events/index.ts'
import type { FirstInstance } from './domains/instances/index.ts'
import type { PasswordHashingOptions } from './domains/passwords/index.ts'
import { type HttpsListener, openHttpsListener } from './https/https-listener.ts'
import { healthWhileStarting } from './pages/health.page.ts'
import { systemClock } from './platform/clock.ts'
import { createDatabase } from './platform/db/database.ts'
import { writingTo } from './platform/db/embedded/embedded-postgres-error.ts'
import { startEmbeddedPostgres } from './platform/db/embedded-postgres.ts'
import { migrate } from './platform/db/migrate.ts'
import { openPool, type PostgresTarget } from './platform/db/open-postgres.ts'
import { startingResponse } from './platform/http/http-server.ts'
import { openLocalServer } from './platform/http/local-server.ts'
import type { Log } from './platform/log/log.ts'
import { loadMasterKey } from './platform/secrets/master-key.ts'
import { createVault } from './platform/secrets/seal.ts'
import { startWarnings } from './start-warnings.ts'

export const migrationsDirectory = fileURLToPath(new URL('../migrations', import.meta.url))

export interface OpenDatabase {
  target: PostgresTarget
  close(): Promise<void>
}

/** The configured database, or the embedded server of the data folder. */
export async function openConfiguredDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  const schema = config.KEYWRIGHT_DATABASE_SCHEMA || undefined
  if (config.DATABASE_URL !== '')
    return { target: { connectionString: config.DATABASE_URL, schema }, close: async () => {} }
  const embedded = await startEmbeddedPostgres({ dataDirectory: config.KEYWRIGHT_DATA_DIR, log })
  return { target: { ...embedded.connection, schema }, close: () => embedded.stop() }
}

/** Everything above the socket. */
export interface StartedServices {
  deps: ComposeDeps
  services: Services
  /** Lets background work finish, then leaves the database. */
  close(): Promise<void>
}

/** What a server that is part of an app has from it. */
export interface HostDeps {
  database?: OpenDatabase
  passwordHashing?: PasswordHashingOptions
  firstInstance?: FirstInstance
}

/** Opens and migrates the database and builds the services. When one of these fails, none is left open. */
export async function startServices(
  config: Config,
  log: Log,
  { database: given, ...host }: HostDeps = {},
): Promise<StartedServices> {
  const folder = config.KEYWRIGHT_DATA_DIR
  const masterKey = await writingTo(folder, () => loadMasterKey(config.KEYWRIGHT_MASTER_KEY, folder))
  const database = given ?? (await openConfiguredDatabase(config, log))
  const pool = openPool(database.target, {
    max: config.KEYWRIGHT_DATABASE_POOL,
    log,
    namedStatements: config.KEYWRIGHT_NAMED_STATEMENTS,
  })
  const closeDatabase = async () => {
    await endWithin(poolMillisecondsMax, pool.end())
    await database.close()
  }
  try {
    await migrate(pool, { directory: migrationsDirectory, log })
    const deps: ComposeDeps = {
      ...{ config, log, pool, target: database.target, clock: systemClock, vault: createVault(masterKey) },
      db: createDatabase(pool),
      publicUrl: config.KEYWRIGHT_PUBLIC_URL || `http://localhost:${config.PORT}`,
      ...host,
    }
    await continueEventLog(deps.db)
    const services = await compose(deps)
    return {
      deps,
      services,
      async close() {
        await services.background.stop()
        await closeDatabase()
      },
    }
  } catch (error) {
    await closeDatabase()
    throw error
  }
}

const poolMillisecondsMax = 5_000

/** A connection that is lent out for ever, by a request that was cut off, must not hold up the end of the process. */
async function endWithin(milliseconds: number, ending: Promise<void>): Promise<void> {
  const { promise: deadline, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  await Promise.race([ending, deadline])
  clearTimeout(timer)
}

export interface RunningServer {
  services: Services
  url: string
  /** The certificate of the https listener's authority, where there is one. */
  certificateFile: string | undefined
  /** Answers what is under way, writes down what is in memory, and leaves the database. */
  close(): Promise<void>
}

/** Starts to serve. The port is taken before anything else is done, so that a taken port is found out at once. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const http = await openLocalServer({ hostname: config.KEYWRIGHT_HOST, port: config.PORT, log })
  http.answerWith(async (request) => healthWhileStarting(request) ?? startingResponse())
  const started = await startServices(config, log).catch(async (error: unknown) => {
    await http.close()
    throw error
  })
  const { services, deps } = started
  const app = createApp(services, deps)
  const https = await openHttps(config, services, log).catch(async (error: unknown) => {
    await http.close()
    await started.close()
    throw error
  })
  for (const listener of [http, https])
    listener?.answerWith((request, connection) => app.fetch(request, connection))
  services.background.start()
  for (const warning of startWarnings(config, services.directory.all())) log.warn({}, warning)
  return {
    services,
    url: deps.publicUrl,
    certificateFile: https?.certificateFile,
    async close() {
      app.endStreams()
      await Promise.all([http.close(), https?.close()])
      await started.close()
    },
  }
}

/** The second listener, if it is asked for. It comes last: its names are those of the instances. */
async function openHttps(
  config: Config,
  { directory }: Services,
  log: Log,
): Promise<HttpsListener | undefined> {
  if (!config.KEYWRIGHT_HTTPS) return undefined
  return await openHttpsListener({
    hostname: config.KEYWRIGHT_HOST,
    port: config.KEYWRIGHT_HTTPS_PORT,
    dataDirectory: config.KEYWRIGHT_DATA_DIR,
    appUrl: config.APP_URL,
    hasDomain: (domain) =>
      directory.all().some(({ frontendHost }) => frontendHost.replace(/:\d+$/, '') === `clerk.${domain}`),
    log,
  })
}

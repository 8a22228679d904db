/** One server inside an app's process: started when it is first needed, ended once. */
import { type App, createApp } from '../app.ts'
import type { Services } from '../compose.ts'
import type { FirstInstance, Instance } from '../domains/instances/index.ts'
import { isConnectionError } from '../platform/db/database.ts'
import { createLog, type Log } from '../platform/log/log.ts'
import { explainStartFault } from '../start-faults.ts'
import { type StartedServices, startServices } from '../start-server.ts'
import { startWarnings } from '../start-warnings.ts'
import { EmbeddingError } from './embedding-error.ts'
import { createKeysReader } from './keys-reader.ts'
import type { KeywrightKeys } from './keywright-keys.ts'
import type { EmbeddedSettings } from './options.ts'

export interface RunningEmbedded extends StartedServices {
  fetch: App['fetch']
  keys(): Promise<KeywrightKeys>
}

export interface EmbeddedServer {
  readonly settings: EmbeddedSettings
  readonly log: Log
  readonly isClosed: boolean
  /** Starts it, unless that was done; everybody who asks meanwhile waits for the same start. */
  start(): Promise<RunningEmbedded>
  close(): Promise<void>
}

/** A start that failed is not tried again for this long: every waiting request would knock at a database that is down. */
const retryAfterMilliseconds = 1_000

export function createEmbeddedServer(settings: EmbeddedSettings): EmbeddedServer {
  const log = createLog({ level: settings.config.KEYWRIGHT_LOG_LEVEL })
  let starting: Promise<RunningEmbedded> | undefined
  let isClosed = false

  function start(): Promise<RunningEmbedded> {
    if (isClosed)
      return Promise.reject(
        new EmbeddingError('server_closed', 'the server was closed. createKeywright makes another one.'),
      )
    starting ??= run(settings, log).catch((error: unknown) => {
      setTimeout(() => {
        starting = undefined
      }, retryAfterMilliseconds).unref()
      const fault = explain(error)
      log.error(fault instanceof EmbeddingError ? {} : { err: fault }, `keywright could not start: ${fault}`)
      throw fault
    })
    return starting
  }

  return {
    settings,
    log,
    get isClosed() {
      return isClosed
    },
    start,
    async close() {
      if (isClosed) return
      isClosed = true
      const running = await starting?.catch(() => undefined)
      await running?.close()
    },
  }
}

function firstInstanceOf({ environment, publicUrl }: EmbeddedSettings): FirstInstance {
  if (environment === 'development') return { environmentType: environment }
  return { environmentType: environment, frontendHost: new URL(publicUrl).host }
}

/** A database that began with an instance of another kind, or at another address, keeps it. */
function requireInstance({ environment, publicUrl }: EmbeddedSettings, instance: Instance): void {
  const { host } = new URL(publicUrl)
  if (
    environment === 'development' ||
    (instance.environmentType === environment && instance.frontendHost === host)
  )
    return
  throw new EmbeddingError(
    'environment_mismatch',
    `createKeywright is asked for production at ${host}, and the database has a ${instance.environmentType} instance at ${instance.frontendHost}. Give another database or schema, or the address it was made for.`,
  )
}

/** Secrets that another key sealed would come to light one by one, each as a fault of its own. */
async function requireSecret({ instances, directory }: Services): Promise<void> {
  try {
    await instances.revealSecretKey(directory.default().id)
  } catch (error) {
    if (isConnectionError(error)) throw error
    throw new EmbeddingError(
      'secret_wrong',
      'the secret does not open what this database holds: that was sealed with another one. Give the one it began with.',
      { cause: error },
    )
  }
}

function explain(error: unknown): unknown {
  const words = error instanceof EmbeddingError ? undefined : explainStartFault(error)
  return words === undefined ? error : new EmbeddingError('start_failed', words, { cause: error })
}

async function run(settings: EmbeddedSettings, log: Log): Promise<RunningEmbedded> {
  const { config, target, basePath, missing } = settings
  if (missing) throw missing
  const started = await startServices(config, log, {
    database: { target, close: async () => {} },
    // The app's own work shares the few threads that hashing takes.
    passwordHashing: { concurrency: 1 },
    firstInstance: firstInstanceOf(settings),
  })
  const { services, deps } = started
  try {
    requireInstance(settings, services.directory.default())
    await requireSecret(services)
  } catch (error) {
    await started.close()
    throw error
  }
  const app = createApp(services, { ...deps, basePath })
  services.background.start()
  for (const warning of startWarnings(config, services.directory.all())) log.warn({}, warning)
  return { ...started, ...createEndingFetch(app, started), keys: createKeysReader(services, deps.publicUrl) }
}

const answerMillisecondsMax = 10_000

/** Answers requests until it is closed; then what is under way, before the database goes. */
function createEndingFetch(app: App, started: StartedServices): Pick<RunningEmbedded, 'fetch' | 'close'> {
  const underWay = new Set<Promise<Response>>()
  return {
    fetch(request, connection) {
      const answer = app.fetch(request, connection)
      underWay.add(answer)
      const forget = () => void underWay.delete(answer)
      answer.then(forget, forget)
      return answer
    },
    async close() {
      app.endStreams()
      const { promise: deadline, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, answerMillisecondsMax)
      await Promise.race([Promise.allSettled(underWay), deadline])
      clearTimeout(timer)
      await started.close()
    },
  }
}

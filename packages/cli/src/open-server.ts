import {
  type Config,
  createLog,
  type Instance,
  type Log,
  loadConfig,
  type OpenDatabase,
  openConfiguredDatabase,
  type StartedServices,
  startServices,
} from '@keywright/server/command'
import { CommandError, type Context } from './command.ts'

/** Reads the configuration as the server does. The log goes to standard error, and says only what is wrong. */
export function readConfig({ environment }: Context): { config: Config; log: Log } {
  const config = loadConfig({ KEYWRIGHT_LOG_LEVEL: 'warn', ...withoutEmpty(environment) })
  return { config, log: createLog({ level: config.KEYWRIGHT_LOG_LEVEL, destination: process.stderr }) }
}

function withoutEmpty(environment: Context['environment']): Context['environment'] {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}

/** Opens the database of a server, whether that runs or not, and everything above it but the port. */
export async function withServices<Result>(
  context: Context,
  work: (started: StartedServices) => Promise<Result>,
): Promise<Result> {
  const { config, log } = readConfig(context)
  const started = await startServices(config, log)
  try {
    return await work(started)
  } finally {
    await started.close()
  }
}

/** Opens the database alone, as it is. */
export async function withDatabase<Result>(
  context: Context,
  work: (database: OpenDatabase, log: Log) => Promise<Result>,
): Promise<Result> {
  const { config, log } = readConfig(context)
  const database = await openConfiguredDatabase(config, log)
  try {
    return await work(database, log)
  } finally {
    await database.close()
  }
}

/** The instance an operator names by slug, id or publishable key; the default one if they name none. */
export function pickInstance({ services }: StartedServices, name: string | undefined): Instance {
  const { directory } = services
  if (name === undefined) return directory.default()
  const found = directory.bySlug(name) ?? directory.byId(name) ?? directory.byPublishableKey(name)
  if (found) return found
  const known = directory.all().map((instance) => instance.slug)
  throw new CommandError(`There is no instance "${name}". There are: ${known.join(', ')}.`)
}

/** In whose name the command line acts: nobody's request. */
export function operatorScope(instance: Instance) {
  return { instance, request: { ip: '', userAgent: 'keywright' } }
}

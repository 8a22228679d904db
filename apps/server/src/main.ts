import { inspect } from 'node:util'
import type { Config } from './config/config.schema.ts'
import { loadConfig } from './config/load-config.ts'
import { trustInstructions } from './https/trust-instructions.ts'
import { createLog, type Log } from './platform/log/log.ts'
import { startBanner } from './start-banner.ts'
import { explainStartFault } from './start-faults.ts'
import { type RunningServer, startServer } from './start-server.ts'
import { stopOnSignals } from './stop-on-signals.ts'

// Losing the reader of our output is no reason to stop serving.
process.stdout.on('error', () => undefined)

try {
  const config = loadConfig({ ...process.env, ...fromArguments(process.argv.slice(2)) })
  const log = createLog({ level: config.KEYWRIGHT_LOG_LEVEL })
  const starting = startServer(config, log)
  stopOnSignals(() => starting.then((server) => server.close()), log)
  await announce(await starting, config, log)
} catch (error) {
  process.stderr.write(`${explainStartFault(error) ?? inspect(error)}\n`)
  process.exit(1)
}

/** `--https` is a setting that is easier to type. */
function fromArguments(args: readonly string[]): Record<string, string> {
  return args.includes('--https') ? { KEYWRIGHT_HTTPS: 'true' } : {}
}

async function announce(
  { services, url, certificateFile }: RunningServer,
  config: Config,
  log: Log,
): Promise<void> {
  const instance = services.directory.default()
  log.info({ url, publishable_key: instance.publishableKey }, 'keywright is ready')
  if (config.KEYWRIGHT_LOG_LEVEL === 'silent') return
  const secretKey = await services.instances.revealSecretKey(instance.id)
  process.stdout.write(startBanner({ url, instance, secretKey, isTerminal: process.stdout.isTTY === true }))
  if (certificateFile === undefined) return
  const domain = instance.frontendHost.replace(/^clerk\.|:\d+$/g, '')
  process.stdout.write(
    trustInstructions({ certificateFile, domain, port: config.KEYWRIGHT_HTTPS_PORT, appUrl: config.APP_URL }),
  )
}

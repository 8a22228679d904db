import { inspect } from 'node:util'
import type { Config } from './config/config.schema.ts'
import { loadConfig } from './config/load-config.ts'
import { createLog, type Log } from './platform/log/log.ts'
import { startBanner } from './start-banner.ts'
import { explainStartFault } from './start-faults.ts'
import { type RunningServer, startServer } from './start-server.ts'
import { stopOnSignals } from './stop-on-signals.ts'

// Losing the reader of our output is no reason to stop serving.
process.stdout.on('error', () => undefined)

try {
  const config = loadConfig(process.env)
  const log = createLog({ level: config.KEYWRIGHT_LOG_LEVEL })
  const starting = startServer(config, log)
  stopOnSignals(() => starting.then((server) => server.close()), log)
  await announce(await starting, config, log)
} catch (error) {
  process.stderr.write(`${explainStartFault(error) ?? inspect(error)}\n`)
  process.exit(1)
}

async function announce({ services, url }: RunningServer, config: Config, log: Log): Promise<void> {
  const instance = services.directory.default()
  log.info({ url, publishable_key: instance.publishableKey }, 'keywright is ready')
  if (config.KEYWRIGHT_LOG_LEVEL === 'silent') return
  const secretKey = await services.instances.revealSecretKey(instance.id)
  process.stdout.write(startBanner({ url, instance, secretKey, isTerminal: process.stdout.isTTY === true }))
}

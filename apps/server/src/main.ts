import { inspect } from 'node:util'
import { ConfigError, loadConfig } from './config/load-config.ts'
import { createLog } from './platform/log/log.ts'
import { startServer } from './start-server.ts'

try {
  const config = loadConfig(process.env)
  const log = createLog({ level: config.KEYWRIGHT_LOG_LEVEL })
  const server = await startServer(config, log)
  log.info({ url: server.url }, 'keywright is ready')
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : inspect(error)}\n`)
  process.exit(1)
}

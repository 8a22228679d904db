/**
 * A process that uses the embedded server, for tests that kill it: `node embedded-host.fixture.ts <folder> [write]`.
 * Prints one JSON object a line: `{ready}` or `{failed}`, then `{acknowledged: n}` for each row it has committed.
 */
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../platform/db/embedded-postgres.ts'
import { openPool } from '../platform/db/open-postgres.ts'
import { silentLog } from '../platform/log/log.ts'

const [folder = '', mode] = process.argv.slice(2)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

async function main(): Promise<void> {
  const server = await startEmbeddedPostgres({
    dataDirectory: join(folder, 'data'),
    serviceDirectory: join(folder, 'service'),
    log: silentLog,
  })
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
  say({ ready: true, adopted: server.adopted, host: server.connection.host })
  if (mode !== 'write') return
  const pool = openPool(server.connection, { max: 1, log: silentLog })
  await pool.query('create table if not exists written (n int8 primary key)')
  for (let n = 1; ; n += 1) {
    await pool.query('insert into written values ($1)', [n])
    say({ acknowledged: n })
  }
}

await main().catch((error: unknown) => {
  say({ failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) })
  process.exit(1)
})

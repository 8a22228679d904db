/**
 * A server to throw away, for tests and tools: in a temporary folder, without the waits that make writes durable. What
 * a killed run left behind is stopped and removed by the next one.
 */
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../log/log.ts'
import { isPostmasterOf, readPidFile } from './embedded/postmaster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

const prefix = 'keywright-scratch-'

const hasty = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '300',
}

/** Starts a server in a new temporary folder. Stopping it removes the folder. */
export async function startScratchPostgres(): Promise<EmbeddedPostgres> {
  await removeAbandoned()
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  // As root the server runs as another user, who has to pass through.
  await chmod(folder, 0o711)
  const remove = () => rm(folder, { recursive: true, force: true })
  const server = await startIn(folder).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  return {
    ...server,
    async stop() {
      await server.stop()
      await remove()
    },
  }
}

function startIn(folder: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDirectory: join(folder, 'data'),
    serviceDirectory: join(folder, 'service'),
    settings: hasty,
    log: silentLog,
  })
}

async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : undefined)
    if (Number.isInteger(owner) && !isAlive(owner))
      await removeFolder(join(tmpdir(), name)).catch(() => undefined)
  }
}

async function removeFolder(folder: string): Promise<void> {
  for (const data of await findDataFolders(folder)) {
    const file = await readPidFile(data)
    if (file && (await isPostmasterOf(file.pid, data))) process.kill(file.pid, 'SIGQUIT')
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function findDataFolders(folder: string): Promise<string[]> {
  const plain = join(folder, 'data', 'postgres', 'cluster', 'data')
  const service = join(folder, 'service')
  const served = await readdir(service).catch(() => [])
  const all = [plain, ...served.map((name) => join(service, name, 'cluster', 'data'))]
  const found = await Promise.all(
    all.map((data) =>
      readFile(join(data, 'PG_VERSION')).then(
        () => [data],
        () => [],
      ),
    ),
  )
  return found.flat()
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

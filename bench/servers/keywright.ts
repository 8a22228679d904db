/** Our server, started as `npm start` starts it, on data folders to throw away. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findFreePort, type ServerProcess, startServerProcess } from './server-process.ts'

const launcher = join(import.meta.dirname, '../../apps/server/dist/launcher.mjs')
/** Below this, a server that runs as root keeps its database. */
const serviceDirectory = '/var/lib/keywright'

/** A data folder of its own, with an empty cache of compiled code beside it. */
export interface DataFolder {
  data: string
  environment: Readonly<Record<string, string>>
  remove(): Promise<void>
}

export async function makeDataFolder(): Promise<DataFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'keywright-bench-'))
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  return {
    data,
    environment: { KEYWRIGHT_DATA_DIR: data, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    async remove() {
      const cluster = await findServiceFolder(data)
      if (cluster) await rm(cluster, { recursive: true, force: true })
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Where the database of this data folder is when it is not inside. */
async function findServiceFolder(data: string): Promise<string | undefined> {
  const note = await readFile(join(data, 'postgres-location.json'), 'utf8').catch(() => undefined)
  if (note === undefined) return undefined
  const { cluster } = JSON.parse(note) as { cluster: string }
  return join(serviceDirectory, basename(cluster))
}

/** Starts the server. The launcher becomes the server process itself, so the process id is the server's. */
export async function startKeywright(folder: DataFolder): Promise<ServerProcess> {
  const port = await findFreePort()
  return await startServerProcess({
    file: launcher,
    environment: { ...folder.environment, PORT: String(port) },
    port,
    probePath: '/.well-known/jwks.json',
  })
}

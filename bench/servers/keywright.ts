/** Our server, started as `npm start` starts it, on data folders to throw away. */
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findFreePort, type ServerProcess, startServerProcess } from './server-process.ts'

const repository = join(import.meta.dirname, '../..')
/** Below this, a server that runs as root keeps its database. */
const serviceDirectory = '/var/lib/keywright'

/** The built server, apart from the one in the repository: whoever builds there meanwhile would take it away from us. */
export interface ServerCopy {
  launcher: string
  remove(): Promise<void>
}

/** Copies the built server into a folder of its own, where it finds its dependencies as it did before. */
export async function copyServer(): Promise<ServerCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'keywright-bench-'))
  const source = join(repository, 'apps/server')
  const server = join(folder, 'apps/server')
  for (const part of ['package.json', 'assets', 'dist', 'migrations'])
    await cp(join(source, part), join(server, part), { recursive: true })
  await symlink(join(source, 'node_modules'), join(server, 'node_modules'))
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'))
  return {
    launcher: join(server, 'dist/launcher.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

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
export async function startKeywright({ launcher }: ServerCopy, folder: DataFolder): Promise<ServerProcess> {
  const port = await findFreePort()
  return await startServerProcess({
    file: launcher,
    environment: { ...folder.environment, PORT: String(port) },
    port,
    probePath: '/.well-known/jwks.json',
  })
}

/** Getting to a running server of a folder: the one that is there, or one that is started now. */
import { realpath } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type pg from 'pg'
import type { Log } from '../../log/log.ts'
import { isConnectionError } from '../database.ts'
import { openClient, type PostgresConnection } from '../open-postgres.ts'
import type { ClusterFolder } from './cluster-folder.ts'
import { roleName } from './create-cluster.ts'
import { codeOf, EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import {
  isPostmasterOf,
  type PidFile,
  pause,
  readPidFile,
  removeStalePidFile,
  type StartedPostmaster,
  spawnPostmaster,
} from './postmaster.ts'

/** Held shared by every process that uses the server, for its lifetime, and alone by the one that stops it. */
export const usersLock = 0x6b77_0002

const unixPort = 5432
const startMillisecondsMax = 300_000
const busyMillisecondsMax = 30_000

/** All that is needed to start or reach a server. */
export interface Cluster {
  folder: ClusterFolder
  binaries: PostgresBinaries
  password: string
  settings: Readonly<Record<string, string>>
  log: Log
}

/** A server that is ready, and the connection that counts this process among its users. */
export interface Joined {
  keeper: pg.Client
  connection: PostgresConnection
  adopted: boolean
}

/** Tries in turn to reach the server and to start it, until one succeeds or it is clear that neither can. */
export async function joinServer(cluster: Cluster): Promise<Joined> {
  const begin = Date.now()
  let started: StartedPostmaster | undefined
  for (;;) {
    const joined = await tryJoin(cluster)
    if (joined) return { ...joined, adopted: started === undefined || started.hasExited() }
    const waited = Date.now() - begin
    const holder = await findHolder(cluster)
    // A server that another process started is on its way up or down, and is only waited for.
    if (holder?.owns !== true && (started === undefined || started.hasExited())) {
      if (started) await explainExit(cluster, started, holder, waited)
      started = await startServer(cluster)
    }
    if (waited > startMillisecondsMax) {
      throw new EmbeddedPostgresError(
        `PostgreSQL (process ${holder?.pid}) did not get ready. ${seeLog(cluster)}`,
      )
    }
    await pause(Math.min(4 + waited / 50, 100))
  }
}

interface Holder extends PidFile {
  /** Whether that process is the server of our folder; unknown where the system does not say. */
  owns: boolean | undefined
}

async function findHolder({ folder }: Cluster): Promise<Holder | undefined> {
  const file = await readPidFile(folder.data)
  return file && { ...file, owns: await isPostmasterOf(file.pid, folder.data) }
}

async function startServer({ folder, binaries, settings }: Cluster): Promise<StartedPostmaster> {
  const port = folder.socket === '' ? await findFreePort() : unixPort
  return spawnPostmaster(folder, binaries, { port, settings })
}

/** One attempt to reach a server that answers for our folder and to be counted among its users. */
async function tryJoin(cluster: Cluster): Promise<Omit<Joined, 'adopted'> | undefined> {
  const file = await readPidFile(cluster.folder.data)
  if (!file?.ready) return undefined
  const connection = connectionTo(cluster, file.port)
  let keeper: pg.Client | undefined
  try {
    keeper = await openClient(connection, cluster.log)
    await refuseForeignServer(cluster, keeper)
    // Waits while another process is stopping the server; the connection then ends, and the next attempt starts it anew.
    await keeper.query('select pg_advisory_lock_shared($1)', [usersLock])
    return { keeper, connection }
  } catch (error) {
    await keeper?.end().catch(() => undefined)
    if (isConnectionError(error)) return undefined
    if (codeOf(error) !== '28P01') throw error
    throw new EmbeddedPostgresError(
      `The server of ${cluster.folder.base} does not accept the password in its folder. Was that file replaced? Restore it.`,
      { cause: error },
    )
  }
}

function connectionTo({ folder, password }: Cluster, port: number): PostgresConnection {
  const address = folder.socket === '' ? { host: '127.0.0.1', port } : { host: folder.socket, port: unixPort }
  return { ...address, user: roleName, password, database: roleName }
}

async function refuseForeignServer({ folder }: Cluster, keeper: pg.Client): Promise<void> {
  const { rows } = await keeper.query<{ data_directory: string }>('show data_directory')
  const reported = rows[0]?.data_directory ?? ''
  const [ours, theirs] = await Promise.all([realpath(folder.data), realpath(reported).catch(() => reported)])
  if (ours === theirs) return
  throw new EmbeddedPostgresError(
    `A PostgreSQL answers at ${folder.socket} that works on ${reported}, not on ${folder.data}. Stop it and start again.`,
  )
}

/** A server that ended at once met the traces of another one, which will be gone soon; anything else is final. */
async function explainExit(
  cluster: Cluster,
  started: StartedPostmaster,
  holder: Holder | undefined,
  waited: number,
): Promise<void> {
  const { data } = cluster.folder
  const output = await started.readOutput()
  const busy = /lock file ".*" already exists|pre-existing shared memory block|lock file ".*" is empty/.test(
    output,
  )
  if (!busy) throw new EmbeddedPostgresError(`${explainOutput(output)} ${seeLog(cluster)}`)
  if (holder?.owns === false) await removeStalePidFile(data, holder)
  if (waited < busyMillisecondsMax) return
  throw new EmbeddedPostgresError(
    `Process ${holder?.pid ?? 'unknown'} holds the database in ${data} and does not answer. End it and start again. ` +
      `If there is no such process, remove ${join(data, 'postmaster.pid')}.`,
  )
}

function explainOutput(output: string): string {
  if (/No space left on device/.test(output))
    return 'PostgreSQL could not start: the disk is full. Make room and start again.'
  const fault = output.split('\n').filter((line) => /FATAL|PANIC|ERROR/.test(line))
  const text = (fault.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(
    /^.*?(?:FATAL|PANIC|ERROR):\s*/,
    '',
  )
  return `PostgreSQL could not start: ${text || 'it ended without a word'}.`
}

function seeLog({ folder }: Cluster): string {
  return `(Data: ${folder.data}; log: ${folder.log})`
}

/** Only for Windows, where the server has no socket file. */
async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string')
    throw new EmbeddedPostgresError('No free port was found on 127.0.0.1.')
  return address.port
}

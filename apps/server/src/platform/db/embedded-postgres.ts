/**
 * The PostgreSQL that Keywright brings along, one server to a data folder. Whichever process comes first starts it, the
 * others join it, and the last one to leave stops it. A process that is killed leaves it running; the next one joins it.
 */

import { realpath } from 'node:fs/promises'
import { createServer } from 'node:net'
import type pg from 'pg'
import type { Log } from '../log/log.ts'
import { isConnectionError } from './database.ts'
import { type ClusterFolder, locateCluster } from './embedded/cluster-folder.ts'
import { ensureCluster, readPassword, roleName } from './embedded/create-cluster.ts'
import { codeOf, EmbeddedPostgresError } from './embedded/embedded-postgres-error.ts'
import { findBinaries, makeReachable, type PostgresBinaries } from './embedded/postgres-binaries.ts'
import {
  isPostmasterOf,
  pause,
  readPidFile,
  removeStalePidFile,
  type StartedPostmaster,
  spawnPostmaster,
  stopPostmaster,
  trimLog,
} from './embedded/postmaster.ts'
import { ensureServiceUser } from './embedded/service-user.ts'
import { openClient, type PostgresConnection } from './open-postgres.ts'

export type { PostgresConnection } from './open-postgres.ts'

export interface StartEmbeddedPostgresOptions {
  dataDirectory: string
  log: Log
  /** Where clusters live when this process runs as root; elsewhere only in tests. */
  serviceDirectory?: string
  /** Settings for this start only. Tests switch off here what makes writes durable. */
  settings?: Readonly<Record<string, string>>
}

/** A running embedded server, as seen by one process. */
export interface EmbeddedPostgres {
  connection: PostgresConnection
  /** Whether the server was running already. */
  adopted: boolean
  /** Leaves the server, and stops it when no other Keywright process uses it. */
  stop(): Promise<void>
}

/** Held shared by every process that uses the server, for its lifetime, and alone by the one that stops it. */
const usersLock = 0x6b77_0002

const unixPort = 5432
const startMillisecondsMax = 300_000
const busyMillisecondsMax = 30_000

interface Cluster {
  folder: ClusterFolder
  binaries: PostgresBinaries
  password: string
  settings: Readonly<Record<string, string>>
  log: Log
}

/** Starts or joins the server of a data folder, making its database first if there is none. */
export async function startEmbeddedPostgres(
  options: StartEmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log, serviceDirectory = '/var/lib/keywright' } = options
  const user = await ensureServiceUser()
  const folder = await locateCluster({ dataDirectory: options.dataDirectory, serviceDirectory, user, log })
  const found = await findBinaries()
  const binaries = user ? await makeReachable(found, serviceDirectory) : found
  await ensureCluster(folder, binaries, log)
  const password = await readPassword(folder)
  const cluster: Cluster = { folder, binaries, password, settings: options.settings ?? {}, log }
  const { keeper, connection, adopted } = await joinServer(cluster)
  log.info({ folder: folder.base, adopted }, 'embedded postgres is ready')
  const membership = keepMembership(cluster, keeper)
  return { connection, adopted, stop: () => membership.leave() }
}

interface Joined {
  keeper: pg.Client
  connection: PostgresConnection
  adopted: boolean
}

/** Tries in turn to reach the server and to start it, until one succeeds or it is clear that neither can. */
async function joinServer(cluster: Cluster): Promise<Joined> {
  const begin = Date.now()
  let started: StartedPostmaster | undefined
  for (;;) {
    const joined = await tryJoin(cluster)
    if (joined) return { ...joined, adopted: started === undefined || started.hasExited() }
    const waited = Date.now() - begin
    if (started === undefined || started.hasExited()) {
      if (started) await explainExit(cluster, started, waited)
      started = await spawnPostmaster(cluster.folder, cluster.binaries, {
        port: cluster.folder.socket === '' ? await findFreePort() : unixPort,
        settings: cluster.settings,
      })
    }
    if (waited > startMillisecondsMax)
      throw new EmbeddedPostgresError(`PostgreSQL did not get ready. ${seeLog(cluster)}`)
    await pause(4)
  }
}

/** One attempt to reach a server that answers for our folder and to be counted among its users. */
async function tryJoin(cluster: Cluster): Promise<Omit<Joined, 'adopted'> | undefined> {
  const file = await readPidFile(cluster.folder.data)
  if (!file) return undefined
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

/** A server that ended at once met another one, which is about to be ready or to end; anything else is final. */
async function explainExit(cluster: Cluster, started: StartedPostmaster, waited: number): Promise<void> {
  const output = await started.readOutput()
  const busy = /lock file ".*" already exists|pre-existing shared memory block|lock file ".*" is empty/.test(
    output,
  )
  if (!busy) throw new EmbeddedPostgresError(`${explainOutput(output)} ${seeLog(cluster)}`)
  const file = await readPidFile(cluster.folder.data)
  const owned = file ? await isPostmasterOf(file.pid, cluster.folder.data) : undefined
  if (file && owned === false) await removeStalePidFile(cluster.folder.data, file)
  if (waited > busyMillisecondsMax) {
    throw new EmbeddedPostgresError(
      `Process ${file?.pid ?? 'unknown'} holds the database in ${cluster.folder.data} and does not answer. End it and start again. ` +
        `If there is no such process, remove ${cluster.folder.data}/postmaster.pid.`,
    )
  }
  await pause(30)
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

/**
 * Keeps this process counted among the server's users. When the server dies or is restarted under us the count is lost
 * with the connection, so the server is joined, or started, once more; pools then reconnect by themselves.
 */
function keepMembership(cluster: Cluster, first: pg.Client): { leave(): Promise<void> } {
  let left = false
  let joining: Promise<pg.Client | undefined> = Promise.resolve(watch(first))
  const trimming = setInterval(() => void trimLog(cluster.folder.log).catch(() => undefined), 600_000)
  trimming.unref()

  function watch(keeper: pg.Client): pg.Client {
    keeper.once('end', () => {
      if (!left) joining = rejoin()
    })
    return keeper
  }

  async function rejoin(): Promise<pg.Client | undefined> {
    for (let wait = 100; !left; wait = Math.min(wait * 2, 5_000)) {
      try {
        const { keeper } = await joinServer(cluster)
        cluster.log.warn({ folder: cluster.folder.base }, 'embedded postgres was lost and joined again')
        return watch(keeper)
      } catch (error) {
        cluster.log.error({ err: error }, 'embedded postgres cannot be joined')
        await pause(wait)
      }
    }
    return undefined
  }

  return {
    async leave() {
      if (left) return
      left = true
      clearInterval(trimming)
      const keeper = await joining
      if (keeper) await leaveServer(cluster, keeper)
    },
  }
}

/** Gives up our share, then tries to hold the lock alone: that succeeds only for the last user, and keeps newcomers waiting. */
async function leaveServer({ folder, binaries, log }: Cluster, keeper: pg.Client): Promise<void> {
  try {
    await keeper.query('select pg_advisory_unlock_shared($1)', [usersLock])
    const { rows } = await keeper.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
      usersLock,
    ])
    if (rows[0]?.alone === true) {
      const stopped = await stopPostmaster(folder, binaries)
      log.info({ folder: folder.base, stopped }, 'embedded postgres left by its last user')
    }
  } catch (error) {
    if (!isConnectionError(error)) throw error
  } finally {
    await keeper.end().catch(() => undefined)
  }
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

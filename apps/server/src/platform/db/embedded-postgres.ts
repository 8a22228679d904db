/**
 * The PostgreSQL that Keywright brings along, one server to a data folder. Whichever process comes first starts it, the
 * others join it, and the last one to leave stops it. A process that is killed leaves it running; the next one joins it.
 */
import type pg from 'pg'
import type { Log } from '../log/log.ts'
import { isConnectionError } from './database.ts'
import { locateCluster } from './embedded/cluster-folder.ts'
import { ensureCluster, readPassword } from './embedded/create-cluster.ts'
import { type Cluster, joinServer, usersLock } from './embedded/join-server.ts'
import { findBinaries, makeReachable } from './embedded/postgres-binaries.ts'
import { pause, stopPostmaster, trimLog } from './embedded/postmaster.ts'
import { ensureServiceUser } from './embedded/service-user.ts'
import type { PostgresConnection } from './open-postgres.ts'

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

/**
 * Keeps this process counted among the server's users. When the server dies or is restarted under us the count is lost
 * with the connection, so the server is joined, or started, once more; pools then reconnect by themselves.
 */
function keepMembership(cluster: Cluster, first: pg.Client): { leave(): Promise<void> } {
  let left = false
  let keeper: pg.Client | undefined
  let rejoining: Promise<void> = Promise.resolve()
  const trimming = setInterval(() => void trimLog(cluster.folder.log).catch(() => undefined), 600_000)
  trimming.unref()
  watch(first)

  function watch(client: pg.Client): void {
    keeper = client
    client.once('end', () => {
      keeper = undefined
      if (!left) rejoining = rejoin()
    })
  }

  async function rejoin(): Promise<void> {
    for (let wait = 100; !left; wait = Math.min(wait * 2, 5_000)) {
      try {
        const joined = await joinServer(cluster)
        cluster.log.warn({ folder: cluster.folder.base }, 'embedded postgres was lost and joined again')
        return left ? await leaveServer(cluster, joined.keeper) : watch(joined.keeper)
      } catch (error) {
        cluster.log.error({ err: error }, 'embedded postgres cannot be joined')
        await pause(wait)
      }
    }
  }

  return {
    async leave() {
      if (left) return
      left = true
      clearInterval(trimming)
      if (keeper) await leaveServer(cluster, keeper)
      else await Promise.race([rejoining, pause(5_000)])
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

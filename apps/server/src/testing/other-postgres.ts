/** A PostgreSQL of the system's, of another major version than the embedded one, where there is one (Debian's layout). */
import { execFile, spawn } from 'node:child_process'
import { chmod, chown, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { spawnOptions } from '../platform/db/embedded/create-cluster.ts'
import { ensureServiceUser } from '../platform/db/embedded/service-user.ts'
import { openClient, type PostgresConnection } from '../platform/db/open-postgres.ts'
import { silentLog } from '../platform/log/log.ts'

/** An installed PostgreSQL. */
export interface OtherPostgres {
  version: string
  programs: string
}

const run = promisify(execFile)
const debianRoot = '/usr/lib/postgresql'

/** The newest installed version that is not 18. */
export async function findOtherPostgres(): Promise<OtherPostgres | undefined> {
  const versions = (await readdir(debianRoot).catch(() => [])).filter(
    (name) => /^\d+$/.test(name) && name !== '18',
  )
  const version = versions.sort((a, b) => Number(b) - Number(a))[0]
  return version === undefined ? undefined : { version, programs: join(debianRoot, version, 'bin') }
}

/** Starts a throw-away server of that version in a folder. */
export async function startOtherPostgres(
  folder: string,
  postgres: OtherPostgres | undefined,
): Promise<{ connection: PostgresConnection; stop(): Promise<void> }> {
  if (!postgres) throw new Error('no other PostgreSQL is installed')
  const user = await ensureServiceUser()
  const data = join(folder, 'data')
  await mkdir(data, { recursive: true, mode: 0o700 })
  if (user) {
    await chmod(dirname(folder), 0o711)
    await Promise.all([folder, data].map((path) => chown(path, user.uid, user.gid)))
  }
  const { env, ...identity } = spawnOptions(user)
  const options = { ...identity, env: env ?? {} }
  await run(
    join(postgres.programs, 'initdb'),
    ['-D', data, '-U', 'keywright', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'],
    options,
  )
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'].flatMap(
    (setting) => ['-c', setting],
  )
  const child = spawn(join(postgres.programs, 'postgres'), ['-D', data, ...settings], {
    ...options,
    stdio: 'ignore',
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const connection = { host: folder, user: 'keywright', password: '', database: 'postgres' }
  await waitUntilReady(connection)
  return {
    connection,
    async stop() {
      child.kill('SIGINT')
      await exited
    },
  }
}

async function waitUntilReady(connection: PostgresConnection): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const client = await openClient(connection, silentLog).catch(() => undefined)
    if (client) return client.end()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the other PostgreSQL did not get ready')
}

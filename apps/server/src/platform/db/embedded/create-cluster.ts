/** Makes the data of an embedded server, once: initdb, the role we work as and its database. */
import { type SpawnOptions, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, lstat, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Log } from '../../log/log.ts'
import type { ClusterFolder } from './cluster-folder.ts'
import { codeOf, EmbeddedPostgresError, writingTo } from './embedded-postgres-error.ts'
import { type PostgresBinaries, programPath } from './postgres-binaries.ts'
import type { ServiceUser } from './service-user.ts'

/** The role and the database we work as and in. The role owns its database and is no superuser. */
export const roleName = 'keywright'

/** Written into `postgresql.conf` once, so that the operator can change them there. */
const settings = {
  shared_buffers: '64MB',
  max_connections: '100',
  max_wal_size: '512MB',
  jit: 'off',
  // A young table grows tenfold within the minute that is usual.
  autovacuum_naptime: '15s',
  // Without its worker processes the idle server is a third smaller, and our reads come from memory.
  io_method: 'sync',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Details and statements hold addresses and names, which belong in no log.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/** Makes the cluster unless it is there, and refuses one that another major version made. */
export async function ensureCluster(
  folder: ClusterFolder,
  binaries: PostgresBinaries,
  log: Log,
): Promise<void> {
  if (!(await exists(folder.cluster))) {
    const start = performance.now()
    await writingTo(folder.base, () => createCluster(folder, binaries))
    log.info({ folder: folder.base, milliseconds: Math.round(performance.now() - start) }, 'database created')
  }
  await refuseOtherMajor(folder, binaries)
}

/** The password of our role. */
export async function readPassword({ cluster }: ClusterFolder): Promise<string> {
  const path = join(cluster, 'password')
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The database's password cannot be read from ${path}. Restore that file.`,
      { cause },
    )
  }
}

/** All is made in a folder of another name and then renamed: a start that was cut short leaves nothing that looks whole. */
async function createCluster(folder: ClusterFolder, binaries: PostgresBinaries): Promise<void> {
  await removeUnfinished(folder.base)
  const unfinished = join(folder.base, `cluster.${process.pid}.${randomBytes(3).toString('hex')}.new`)
  try {
    await mkdir(unfinished, { mode: 0o750 })
    await mkdir(join(unfinished, 'data'), { mode: 0o700 })
    if (folder.user) {
      await chown(unfinished, 0, folder.user.gid)
      await chown(join(unfinished, 'data'), folder.user.uid, folder.user.gid)
    }
    await initialize(unfinished, folder, binaries)
    await syncFolder(unfinished)
    await rename(unfinished, folder.cluster).catch((error: unknown) => {
      // Another process started at the same time and was first; its cluster is as good as ours.
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
    })
    await syncFolder(folder.base)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

async function initialize(
  unfinished: string,
  { user }: ClusterFolder,
  binaries: PostgresBinaries,
): Promise<void> {
  const data = join(unfinished, 'data')
  const password = randomBytes(24).toString('base64url')
  const superuserPassword = randomBytes(24).toString('base64url')
  await writeSynced(join(unfinished, 'password'), password)
  const passwordFile = join(unfinished, 'superuser-password')
  await writeSynced(passwordFile, superuserPassword)
  if (user) await chown(passwordFile, user.uid, user.gid)
  const flags = Object.entries(settings).map(([name, value]) => `--set=${name}=${value}`)
  await runProgram(programPath(binaries, 'initdb'), { user, input: '' }, [
    ...[`--pgdata=${data}`, '--username=postgres', `--pwfile=${passwordFile}`],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions'],
    // PostgreSQL's own locale: sorting that never changes with the system's libraries under existing indexes.
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...flags,
  ])
  if (user) await chown(passwordFile, 0, 0)
  const statements = [
    `create role ${roleName} login createdb password '${password}' in role pg_monitor`,
    `create database ${roleName} owner ${roleName}`,
  ]
  // Single-user mode: the server needs no address yet, and the cluster is complete before anyone can see it.
  await runProgram(
    programPath(binaries, 'postgres'),
    { user, input: statements.map((line) => `${line};\n`).join('') },
    [...['--single', '-D', data, '-c', 'listen_addresses=', '-c', 'log_min_messages=error', 'postgres']],
  )
}

/** The environment of PostgreSQL's programs: nothing of ours, so that no `PG…` variable of the operator's leaks in. */
const programEnvironment = {
  PATH: process.env.PATH ?? '',
  LC_ALL: 'C',
  TZ: 'UTC',
  ...windowsEnvironment(),
}

function windowsEnvironment(): Record<string, string> {
  const names = ['SystemRoot', 'TEMP', 'TMP', 'USERPROFILE', 'APPDATA']
  return process.platform === 'win32'
    ? Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']))
    : {}
}

/** Options to start a program as the service user. */
export function spawnOptions(user: ServiceUser | undefined): SpawnOptions {
  // The working directory of the caller may be one that the service user cannot enter.
  const identity = user ? { uid: user.uid, gid: user.gid, cwd: '/' } : {}
  return { ...identity, env: programEnvironment, windowsHide: true }
}

async function runProgram(
  program: string,
  { user, input }: { user: ServiceUser | undefined; input: string },
  args: string[],
): Promise<void> {
  const child = spawn(program, args, { ...spawnOptions(user), stdio: 'pipe' })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => reject(explainSpawn(program, error)))
    child.on('close', resolve)
  })
  if (code !== 0 || /^.*(?:ERROR|FATAL|PANIC):/m.test(output)) throw explainOutput(dirname(program), output)
}

/** Why a program could not be started at all. */
export function explainSpawn(program: string, error: Error): EmbeddedPostgresError {
  const words =
    codeOf(error) === 'ENOENT'
      ? 'It is missing, or made for another C library (Alpine and other musl systems need DATABASE_URL).'
      : 'If this system does not allow it, set DATABASE_URL to a PostgreSQL of your own.'
  return new EmbeddedPostgresError(`${program} cannot be run: ${error.message}. ${words}`, { cause: error })
}

function explainOutput(program: string, output: string): Error {
  const code = [
    ['No space left on device', 'ENOSPC'],
    ['Disk quota exceeded', 'EDQUOT'],
    ['Read-only file system', 'EROFS'],
    ['Permission denied', 'EACCES'],
  ].find(([text = '']) => output.includes(text))?.[1]
  const lines = output.trim().split('\n').slice(-4).join(' ')
  const failure = new EmbeddedPostgresError(`PostgreSQL (${program}) could not make its data: ${lines}`)
  // With a code it is said like any other failure to write there.
  return code === undefined ? failure : Object.assign(new Error(failure.message), { code })
}

async function refuseOtherMajor(
  { data, dataDirectory }: ClusterFolder,
  { major }: PostgresBinaries,
): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (found === major) return
  if (found === '') {
    throw new EmbeddedPostgresError(
      `${data} is not a PostgreSQL data folder (no PG_VERSION). Restore it from a backup.`,
    )
  }
  throw new EmbeddedPostgresError(
    `The database of ${dataDirectory} was made by PostgreSQL ${found}, and this Keywright carries PostgreSQL ${major}. Nothing ` +
      'was changed. With the Keywright that made it run "keywright backup FILE"; then start this one on a new data folder ' +
      'and run "keywright restore FILE".',
  )
}

async function removeUnfinished(base: string): Promise<void> {
  const left = (await readdir(base)).filter((name) => name.startsWith('cluster.') && name.endsWith('.new'))
  for (const name of left) {
    const found = await lstat(join(base, name)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > 600_000)
      await rm(join(base, name), { recursive: true, force: true })
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  await writeFile(path, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true })
}

/** A renamed folder is only safe from a power cut when the folder above it is written too. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined
}

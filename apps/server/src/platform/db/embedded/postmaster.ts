/** The server process: starting it, recognising it, ending it. */
import { execFile, spawn } from 'node:child_process'
import { open, readFile, readlink, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ClusterFolder } from './cluster-folder.ts'
import { explainSpawn, spawnOptions } from './create-cluster.ts'
import { codeOf } from './embedded-postgres-error.ts'
import { type PostgresBinaries, programPath } from './postgres-binaries.ts'

/** What `postmaster.pid` says. It proves nothing by itself: the process may be long gone, or another one. */
export interface PidFile {
  pid: number
  port: number
  /** Whether the server, if it still lives, said that it takes connections. */
  ready: boolean
}

/** A server that was started here and may not be ready yet. */
export interface StartedPostmaster {
  hasExited(): boolean
  /** What it wrote to its log since it was started. */
  readOutput(): Promise<string>
}

const run = promisify(execFile)
const logBytesMax = 16 * 1024 * 1024

/** Reads the pid file of a data folder, if there is one. */
export async function readPidFile(data: string): Promise<PidFile | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0
    ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
    : undefined
}

/** Starts a server. It lives on when this process dies, so its log is a file and it has a process group of its own. */
export async function spawnPostmaster(
  { data, socket, log, user }: ClusterFolder,
  binaries: PostgresBinaries,
  options: { port: number; settings: Readonly<Record<string, string>> },
): Promise<StartedPostmaster> {
  await trimLog(log)
  const address = socket === '' ? '127.0.0.1' : ''
  const flags = {
    listen_addresses: address,
    unix_socket_directories: socket === '' ? '' : `"${socket.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: String(options.port),
    logging_collector: 'off',
    ...options.settings,
  }
  const args = Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const handle = await open(log, 'a', 0o600)
  const { size } = await handle.stat()
  const [program, allArgs] = launcher(binaries, data, log, args)
  const child = spawn(program, allArgs, {
    ...spawnOptions(user),
    detached: true,
    stdio: ['ignore', handle.fd, handle.fd],
  })
  let exited = false
  let failure: Error | undefined
  // On Windows the launcher ends at once and the server goes on, so only a failed launcher counts as an exit.
  child.on('exit', (code) => (exited = process.platform !== 'win32' || code !== 0))
  child.on('error', (error) => {
    failure = explainSpawn(program, error)
    exited = true
  })
  child.unref()
  await handle.close()
  return {
    hasExited() {
      if (failure) throw failure
      return exited
    },
    readOutput: () => readFrom(log, size),
  }
}

/** On Windows `pg_ctl` starts the server, since it lays down the administrator's rights that `postgres` refuses. */
function launcher(binaries: PostgresBinaries, data: string, log: string, args: string[]): [string, string[]] {
  if (process.platform !== 'win32') return [programPath(binaries, 'postgres'), ['-D', data, ...args]]
  const quoted = args.map((arg) => (arg === '-c' ? arg : `"${arg.replaceAll('"', '\\"')}"`)).join(' ')
  return [programPath(binaries, 'pg_ctl'), ['start', '--no-wait', '-D', data, '-l', log, '-o', quoted]]
}

async function readFrom(path: string, position: number): Promise<string> {
  return (await readFile(path)).subarray(position).toString('utf8')
}

/** Cuts the log when it has grown large. It is only appended to, so a running server goes on at its new end. */
export async function trimLog(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  )
  if (size <= logBytesMax) return
  const handle = await open(log, 'r+')
  await handle.truncate(0).finally(() => handle.close())
}

/** Whether a process is the server of a data folder. Process ids are used again, in containers at once. */
export async function isPostmasterOf(pid: number, data: string): Promise<boolean | undefined> {
  if (process.platform === 'linux') return isLinuxPostmaster(pid, data)
  if (process.platform === 'win32') return undefined
  try {
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout.includes(data)
  } catch {
    return false
  }
}

async function isLinuxPostmaster(pid: number, data: string): Promise<boolean | undefined> {
  try {
    // PostgreSQL makes its data folder its working directory.
    return (await readlink(`/proc/${pid}/cwd`)) === data
  } catch (error) {
    return codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH' ? false : undefined
  }
}

/**
 * Takes away a pid file that names a process which is not the server. PostgreSQL itself keeps such a file when the
 * process belongs to the same user, and would refuse to start for ever.
 */
export async function removeStalePidFile(data: string, { pid }: PidFile): Promise<void> {
  const path = join(data, 'postmaster.pid')
  const taken = `${path}.stale`
  // Moved before it is judged again: another process may have put a living server's file in its place.
  await rename(path, taken).catch(() => undefined)
  const found = Number((await readFile(taken, 'utf8').catch(() => '')).split('\n')[0])
  if (found === pid) await rm(taken, { force: true })
  else if (found > 0) await rename(taken, path)
}

/** Asks the server to end its sessions and stop (a fast shutdown), and waits until it is gone. */
export async function stopPostmaster({ data }: ClusterFolder, binaries: PostgresBinaries): Promise<boolean> {
  const file = await readPidFile(data)
  if (!file) return true
  if (process.platform === 'win32') {
    await run(programPath(binaries, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w'])
    return true
  }
  if ((await isPostmasterOf(file.pid, data)) === false) return false
  process.kill(file.pid, 'SIGINT')
  while ((await isPostmasterOf(file.pid, data)) !== false && isAlive(file.pid)) await pause(5)
  return true
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

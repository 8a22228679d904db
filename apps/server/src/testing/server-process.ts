/** The real server as a process of its own, for tests of what happens to processes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isPostmasterOf, readPidFile } from '../platform/db/embedded/postmaster.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const readyMillisecondsMax = 60_000

/** One line of the log. */
export type LogLine = Record<string, unknown> & { msg?: string }

export interface ServerProcessOptions {
  dataDirectory: string
  port?: number
  environment?: Record<string, string>
  /** Another user to run as, where the tests run as root. */
  uid?: number
}

/** How a process ended, and all it wrote. */
export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export type ServerProcess = Awaited<ReturnType<typeof startServerProcess>>

const running = new Set<ChildProcess>()
const clusters = new Set<string>()
const folders: string[] = []

/** A new folder for data. What is in it goes with `endServerProcesses`. */
export async function makeDataFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'keywright-process-')))
  await chmod(folder, 0o711)
  folders.push(folder)
  return join(folder, 'data')
}

/** Ends what a test file started and removes its files; between the two, the test may undo what it did to folders. */
export async function endServerProcesses(beforeRemoval: () => Promise<void> = async () => {}): Promise<void> {
  for (const child of running) child.kill('SIGKILL')
  for (const base of clusters) {
    const data = join(base, 'cluster', 'data')
    const file = await readPidFile(data)
    if (file && (await isPostmasterOf(file.pid, data))) process.kill(file.pid, 'SIGQUIT')
  }
  await beforeRemoval()
  for (const folder of [...clusters, ...folders]) {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** A port that was free a moment ago. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Starts a server and gathers what it says, whether it gets ready or not. */
export async function spawnServer(options: ServerProcessOptions) {
  const port = options.port ?? (await findFreePort())
  const child = spawn(process.execPath, ['--conditions=keywright-source', main], {
    cwd: tmpdir(),
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      KEYWRIGHT_DATA_DIR: options.dataDirectory,
      KEYWRIGHT_RATE_LIMITS: 'false',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  running.add(child)
  const log: LogLine[] = []
  const written = { stdout: '', stderr: '' }
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    written.stdout += `${line}\n`
    if (!line.startsWith('{')) return
    const parsed = JSON.parse(line) as LogLine
    log.push(parsed)
    if (parsed.msg === 'embedded postgres is ready') clusters.add(String(parsed.folder))
  })
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve({ code, signal, ...written })
    })
  })
  return { child, port, url: `http://127.0.0.1:${port}`, log, written, ended }
}

/** Starts a server and waits until it serves. */
export async function startServerProcess(options: ServerProcessOptions) {
  const server = await spawnServer(options)
  const early = server.ended.then(({ stdout, stderr }) => {
    throw new Error(`the server ended before it was ready: ${stderr || stdout}`)
  })
  await Promise.race([
    waitUntil(() => /^ +Keys again/m.test(server.written.stdout), readyMillisecondsMax),
    early,
  ])
  early.catch(() => undefined)
  const secretKey = /^ +Secret key +(\S+)/m.exec(server.written.stdout)?.[1] ?? ''
  return {
    ...server,
    secretKey,
    /** The folder of its PostgreSQL. */
    cluster: String(server.log.find(({ msg }) => msg === 'embedded postgres is ready')?.folder),
    /** Sends a signal and waits for the end. */
    end(signal: NodeJS.Signals): Promise<Ending> {
      server.child.kill(signal)
      return server.ended
    },
    /** A Backend API call. It throws where the server cannot be reached. */
    call: (method: string, path: string, body?: object): Promise<Response> =>
      fetch(`${server.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}

/** Waits for something to become true. */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  millisecondsMax = 60_000,
): Promise<void> {
  const begin = performance.now()
  while (!(await isTrue())) {
    if (performance.now() - begin > millisecondsMax) throw new Error(`waited ${millisecondsMax} ms in vain`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

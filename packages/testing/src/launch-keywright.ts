/** A server as a process of its own, with a database of its own, and the command beside it. */
import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createDevInbox, type DevInbox } from './dev-inbox.ts'
import { findFreePort } from './free-port.ts'
import { createMovableClock, type MovableClock, type TestClock } from './movable-clock.ts'
import { removeDataFolder } from './scratch-folder.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { TestingError } from './testing-error.ts'

/** Where server and command are, as arguments of Node. */
export interface Installation {
  server: readonly string[]
  command: readonly string[]
  cwd: string
}

export interface StartKeywrightOptions {
  port?: number
  httpsPort?: number
  /** A folder that outlives `stop`; absent: a new one that does not. */
  dataDirectory?: string
  /** Settings of the server: docs/reference/configuration.md. */
  env?: Record<string, string>
  /** Arguments of the server, such as `--https`. */
  args?: readonly string[]
  /** Off where time is measured: a clock that can be moved is a little slower. */
  movableClock?: boolean
}

/** The keys of the default instance, as the `keywright` command prints them. */
export interface KeywrightKeys {
  publishableKey: string
  secretKey: string
}

export interface RunningKeywright extends KeywrightKeys {
  /** `http://localhost:<port>`, where browsers go. */
  url: string
  /** The same by address, where servers go. */
  apiUrl: string
  httpsPort: number
  dataDirectory: string
  inbox: DevInbox
  /** Moves for every instance of this server, and for its process alone. */
  clock: TestClock
  output(): string
  /** The `keywright` command on this server's data folder; returns what it prints. */
  command(...args: string[]): Promise<string>
  /** Starts the process again on the same port and data, after `stop({ keepData: true })` or `kill`. */
  restart(): Promise<void>
  stop(options?: { keepData?: boolean }): Promise<void>
  kill(): Promise<void>
}

/** Starts a server on a free port and waits until it is ready. */
export async function launchKeywright(
  installation: Installation,
  options: StartKeywrightOptions = {},
): Promise<RunningKeywright> {
  const port = options.port ?? (await findFreePort())
  const httpsPort = options.httpsPort ?? (await findFreePort())
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'keywright-e2e-')))
  const clock = options.movableClock ? await createMovableClock() : fixedClock
  const env = {
    ...{ PORT: String(port), KEYWRIGHT_HTTPS_PORT: String(httpsPort), KEYWRIGHT_DATA_DIR: dataDirectory },
    ...options.env,
  }
  const launch = () => launchServer(installation, { env, clock, args: options.args ?? [], port })
  const isScratch = options.dataDirectory === undefined
  const remove = async (keepData: boolean) => {
    await clock.remove()
    if (!keepData) await removeDataFolder(dataDirectory)
  }
  const command = (...args: string[]) => runCommand(installation, args, env)
  let server = await launch().catch(async (error: unknown) => {
    await remove(!isScratch)
    throw error
  })
  const keys = await readKeys(command)
  const url = `http://localhost:${port}`
  return {
    ...{ ...keys, url, apiUrl: `http://127.0.0.1:${port}`, httpsPort, dataDirectory, clock, command },
    inbox: createDevInbox(url),
    output: () => server.output(),
    async restart() {
      server = await launch()
    },
    async stop({ keepData = !isScratch } = {}) {
      await server.stop()
      if (!keepData) await remove(false)
    },
    kill: () => server.kill(),
  }
}

const fixedClock: MovableClock = {
  environment: {},
  advance: () =>
    Promise.reject(
      new TestingError('clock_not_movable', 'this server was started with a clock that nobody can move.'),
    ),
  remove: async () => {},
}

interface Launch {
  env: Record<string, string>
  clock: MovableClock
  args: readonly string[]
  port: number
}

function launchServer(
  { server, cwd }: Installation,
  { env, clock, args, port }: Launch,
): Promise<ServerProcess> {
  return startServerProcess({
    command: process.execPath,
    args: [...server, ...args],
    cwd,
    env: { KEYWRIGHT_LOG_LEVEL: 'warn', ...clock.environment, ...env },
    readyUrl: `http://127.0.0.1:${port}/ready`,
  })
}

async function runCommand(
  { command, cwd }: Installation,
  args: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...command, ...args], {
    cwd,
    env: { ...process.env, ...env },
  })
  return stdout
}

async function readKeys(command: RunningKeywright['command']): Promise<KeywrightKeys> {
  const printed = JSON.parse(await command('keys', '--json')) as {
    publishable_key: string
    secret_key: string
  }
  return { publishableKey: printed.publishable_key, secretKey: printed.secret_key }
}

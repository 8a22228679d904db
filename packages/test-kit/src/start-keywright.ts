/** The real server as a process of its own, with a database of its own, for tests that trust nothing less. */
import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createDevInbox, type DevInbox } from './dev-inbox.ts'
import { findFreePort } from './free-port.ts'
import { removeDataFolder } from './scratch-folder.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

export const repositoryRoot = join(import.meta.dirname, '../../..')
const fromSource = '--conditions=keywright-source'

export interface StartKeywrightOptions {
  port?: number
  httpsPort?: number
  /** A folder that outlives `stop`; absent: a new one that does not. */
  dataDirectory?: string
  env?: Record<string, string>
  /** Arguments of the server, such as `--https`. */
  args?: readonly string[]
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
  output(): string
  /** The `keywright` command on this server's data folder; returns what it prints. */
  command(...args: string[]): Promise<string>
  /** Starts the process again on the same port and data, after `stop({ keepData: true })` or `kill`. */
  restart(): Promise<void>
  stop(options?: { keepData?: boolean }): Promise<void>
  kill(): Promise<void>
}

/** Starts a server on a free port and waits until it is ready. */
export async function startKeywright(options: StartKeywrightOptions = {}): Promise<RunningKeywright> {
  const port = options.port ?? (await findFreePort())
  const httpsPort = options.httpsPort ?? (await findFreePort())
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'keywright-e2e-')))
  const env = {
    ...{ PORT: String(port), KEYWRIGHT_HTTPS_PORT: String(httpsPort), KEYWRIGHT_DATA_DIR: dataDirectory },
    ...options.env,
  }
  const launch = () => launchServer(env, options.args ?? [], `http://127.0.0.1:${port}/ready`)
  const isScratch = options.dataDirectory === undefined
  const command = (...args: string[]) => runCommand(args, env)
  let server = await launch().catch(async (error: unknown) => {
    if (isScratch) await removeDataFolder(dataDirectory)
    throw error
  })
  const keys = await readKeys(command)
  const url = `http://localhost:${port}`
  return {
    ...keys,
    url,
    apiUrl: `http://127.0.0.1:${port}`,
    httpsPort,
    dataDirectory,
    inbox: createDevInbox(url),
    command,
    output: () => server.output(),
    async restart() {
      server = await launch()
    },
    async stop({ keepData = !isScratch } = {}) {
      await server.stop()
      if (!keepData) await removeDataFolder(dataDirectory)
    },
    kill: () => server.kill(),
  }
}

function launchServer(
  env: Record<string, string>,
  args: readonly string[],
  readyUrl: string,
): Promise<ServerProcess> {
  return startServerProcess({
    command: process.execPath,
    args: [fromSource, 'apps/server/src/launcher.ts', ...args],
    cwd: repositoryRoot,
    env: { KEYWRIGHT_LOG_LEVEL: 'warn', ...env },
    readyUrl,
  })
}

async function runCommand(args: readonly string[], env: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fromSource, 'packages/cli/bin/keywright.mjs', ...args],
    { cwd: repositoryRoot, env: { ...process.env, ...env } },
  )
  return stdout
}

async function readKeys(command: RunningKeywright['command']): Promise<KeywrightKeys> {
  const printed = JSON.parse(await command('keys', '--json')) as {
    publishable_key: string
    secret_key: string
  }
  return { publishableKey: printed.publishable_key, secretKey: printed.secret_key }
}

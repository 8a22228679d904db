/** An app outside of this repository, with our packages as they are published. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort, type ServerProcess, startServerProcess } from '@keywright/test-kit'
import { inject } from 'vitest'
import { publishedFolders, readManifest } from '../../tools/build-packages.ts'

type Environment = Record<string, string>

export interface OutsideApp {
  folder: string
  /** Runs a command line in the app's folder, as its shell would, and gives back what it printed. */
  run(commandLine: string, env?: Environment): Promise<string>
  /** Installs packages by name, ours from their packed files. */
  install(packages: readonly string[]): Promise<void>
  /** Starts a server on a free port, or the one given, and waits for its first page. */
  serve(commandLine: string, env: Environment, port?: number): Promise<RunningApp>
  remove(): Promise<void>
}

export interface RunningApp extends ServerProcess {
  url: string
}

export async function createOutsideApp(name: string): Promise<OutsideApp> {
  const folder = await mkdtemp(join(tmpdir(), `keywright-${name}-`))
  const env = environmentOf(folder)

  async function run(commandLine: string, more: Environment = {}): Promise<string> {
    const options = { cwd: folder, env: { ...env, ...more }, timeout: 600_000, maxBuffer: 32 * 1024 * 1024 }
    try {
      return (await promisify(execFile)('sh', ['-ec', commandLine], options)).stdout
    } catch (error) {
      // Build tools tell what is wrong on either.
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
      throw new Error(`${commandLine}\n${stdout}\n${stderr}`, { cause: error })
    }
  }

  return {
    folder,
    run,
    async install(packages) {
      const files = packedFilesFor(packages)
      const others = packages.filter((name) => !isOurs(name))
      await run(
        `npm install --no-audit --no-fund --loglevel=error ${[...files, ...others].map(quote).join(' ')}`,
      )
    },
    async serve(commandLine, more, port) {
      const own = port ?? (await findFreePort())
      const url = `http://localhost:${own}`
      const server = await startServerProcess({
        // So that what is stopped is the server, not a shell around it.
        ...{ command: 'sh', args: ['-c', `exec ${commandLine}`], cwd: folder },
        env: { ...env, ...more, PORT: String(own) },
        readyUrl: url,
        readyWithinMilliseconds: 120_000,
      })
      return { ...server, url }
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

const quote = (word: string) => `'${word}'`
const isOurs = (name: string) => name.startsWith('@keywright/')

/** The app's own programs first, and no help from this repository. */
function environmentOf(folder: string): NodeJS.ProcessEnv {
  const path = [join(folder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH]
  // Named, so that nobody who adds to it inherits them after all. Astro serves no page where VITEST is set.
  const absent = {
    NODE_OPTIONS: undefined,
    NODE_ENV: undefined,
    VITEST: undefined,
    npm_config_prefix: undefined,
  }
  return { ...process.env, ...absent, PATH: path.join(delimiter) }
}

/** Ours among the packages, and those that they stand on: the registry may not have them. */
function packedFilesFor(packages: readonly string[]): string[] {
  const packed = inject('packed')
  const dependencies = new Map(
    publishedFolders
      .map(readManifest)
      .map(({ name, dependencies = {} }) => [name, Object.keys(dependencies)]),
  )
  const needed = new Set<string>()
  const visit = (name: string): void => {
    if (!isOurs(name) || needed.has(name)) return
    needed.add(name)
    dependencies.get(name)?.forEach(visit)
  }
  packages.forEach(visit)
  return [...needed].map((name) => {
    const file = packed[name]
    if (!file) throw new Error(`${name} is not among the packages that are published.`)
    return file
  })
}

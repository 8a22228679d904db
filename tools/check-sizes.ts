/**
 * Builds what browsers fetch and holds its bytes, compressed, against the budgets: what a component needs before its first
 * step can be used (the client, everything its modules import, and the first stylesheet), and every piece after it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'
import { makeEnvironment } from '../packages/ui/src/testing/environment.ts'
import { browserBundle, buildUi } from './build-ui.ts'
import { repositoryRoot } from './repository-files.ts'

/** A measured piece, in bytes after gzip. */
export interface Measured {
  name: string
  bytes: number
  limit: number
}

/**
 * Limits in bytes. `SignIn` and `SignUp` count all that a page of the script tag fetches, its stylesheet included, `UserProfile`
 * the same with the client as an app bundles it, `UserButton` client and modules alone: its picture is there before them.
 */
const limits = {
  core: 12_000,
  signIn: 28_000,
  signUp: 30_000,
  userButton: 18_000,
  userProfile: 40_000,
  firstPiece: 12_500,
  piece: 12_000,
  stylesheet: 9_000,
  language: 16_000,
}

/** The file names a module imports before it runs; what is imported later is not among them. */
export function staticImportsOf(code: string): string[] {
  return [...code.matchAll(/(?:^|[;}\s])(?:import|export)\b[^;'"`(]*?["'`]\.\/([\w.-]+)["'`]/g)].map(
    ([, file = '']) => file,
  )
}

/** A module with everything it stands on. */
export function closureOf(files: ReadonlyMap<string, string>, entries: readonly string[]): string[] {
  const found = new Set<string>()
  const visit = (name: string): void => {
    const code = files.get(name)
    if (code === undefined) throw new Error(`${name} was not built.`)
    if (found.has(name)) return
    found.add(name)
    for (const file of staticImportsOf(code)) visit(file)
  }
  for (const entry of entries) visit(entry)
  return [...found]
}

const zipped = (text: string): number => gzipSync(text, { level: 9 }).length

function readFolder(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name))
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** What a server renders with is fetched by nobody. */
const isPiece = (name: string): boolean => name.endsWith('.js') && name !== 'server.js'

/** All rows of the table, from built files. */
export function measure(
  files: ReadonlyMap<string, string>,
  core: string,
  languages: ReadonlyMap<string, string>,
): Measured[] {
  const bytesOf = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + zipped(files.get(name) ?? ''), 0)
  const first = (entry: string) => closureOf(files, ['keywright.js', 'index.js', entry])
  const coreBytes = zipped(core)
  const styles = bytesOf(['styles.css'])
  const early = new Set([...first('sign-in.app.js'), ...first('sign-up.app.js')])
  return [
    { name: 'client core', bytes: coreBytes, limit: limits.core },
    {
      name: 'SignIn, first interactive',
      bytes: styles + bytesOf(first('sign-in.app.js')),
      limit: limits.signIn,
    },
    {
      name: 'SignUp, first interactive',
      bytes: styles + bytesOf(first('sign-up.app.js')),
      limit: limits.signUp,
    },
    {
      name: 'UserButton, menu usable',
      bytes: coreBytes + bytesOf(closureOf(files, ['user.js'])),
      limit: limits.userButton,
    },
    {
      name: 'UserProfile, first page',
      bytes: coreBytes + styles + bytesOf(closureOf(files, ['user.js', 'user-user-profile.mount.js'])),
      limit: limits.userProfile,
    },
    { name: 'first stylesheet', bytes: styles, limit: limits.stylesheet },
    { name: 'stylesheet of UserButton', bytes: bytesOf(['user-styles.css']), limit: limits.stylesheet },
    ...[...files.keys()].filter(isPiece).map((name) => ({
      name: `${early.has(name) ? 'first' : 'later'}: ${name}`,
      bytes: bytesOf([name]),
      limit: early.has(name) ? limits.firstPiece : limits.piece,
    })),
    ...[...languages].map(([name, code]) => ({
      name: `language: ${name}`,
      bytes: zipped(code),
      limit: limits.language,
    })),
  ]
}

/** The client as an app bundles it, but for what hardly any page ever asks for. */
async function bundleCore(): Promise<string> {
  const folder = join(repositoryRoot, 'node_modules/.cache/client-core')
  await build(browserBundle({ core: join(repositoryRoot, 'packages/js/src/index.ts') }, folder))
  const files = readFolder(folder)
  return closureOf(files, ['core.js'])
    .map((name) => files.get(name))
    .join('')
}

async function main(): Promise<void> {
  const folder = join(repositoryRoot, 'packages/ui/dist')
  await buildUi(folder)
  const core = await bundleCore()
  const languages = readFolder(join(folder, 'localization'))
  const rows = measure(readFolder(folder), core, languages)
  for (const { name, bytes, limit } of rows)
    console.log(
      `${bytes > limit ? 'OVER ' : '     '}${(bytes / 1000).toFixed(2).padStart(6)} of ${limit / 1000} KB  ${name}`,
    )
  const forgotten = await findForgotten(folder)
  for (const name of forgotten) console.error(`${name} is needed at once, and servers do not preload it`)
  const over = rows.filter(({ bytes, limit }) => bytes > limit)
  console.log(`${rows.length - over.length} within budget, ${over.length} over`)
  if (over.length + forgotten.length > 0) process.exitCode = 1
}

/** What a first step needs and the built server entry does not name; whoever serves the page names the client. */
async function findForgotten(folder: string): Promise<string[]> {
  const server: typeof import('@keywright/ui/server') = await import(join(folder, 'server.js'))
  const environment = makeEnvironment()
  const files = readFolder(folder)
  const missing = (entry: string, { preload }: { preload: readonly string[] }) =>
    closureOf(files, ['index.js', entry]).filter((name) => !preload.includes(name))
  return [
    ...missing('sign-in.app.js', server.renderSignIn(environment)),
    ...missing('sign-up.app.js', server.renderSignUp(environment)),
  ]
}

if (import.meta.main) await main()

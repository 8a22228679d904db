/**
 * Builds the packages that apps install, each into its own `dist`: plain modules file by file, so that an app's bundler drops what
 * the app does not use, with their types beside them. What `package.json` exports is built, and what that needs.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type InlineConfig } from 'tsdown'
import { buildServer, buildServerLibraries } from './build-server.ts'
import { buildUi } from './build-ui.ts'
import { repositoryRoot } from './repository-files.ts'

/** In the order in which they stand on each other. */
const libraries = [
  ...['contract', 'tokens', 'client', 'backend', 'js', 'react', 'vue'],
  ...['adapter-core', 'express', 'fastify', 'hono', 'clerk-sdk-node', 'nextjs'],
  ...['react-router', 'remix', 'tanstack-react-start', 'expo'],
  ...['astro', 'nuxt'],
  ...['clerk-react', 'clerk-js', 'testing'],
]

/** Folders of everything that is published. */
export const publishedFolders: readonly string[] = [
  ...libraries.map((name) => `packages/${name}`),
  ...['packages/ui', 'apps/server', 'packages/cli'],
]

export interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
  exports?: unknown
  imports?: unknown
  files?: string[]
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(repositoryRoot, folder, 'package.json'), 'utf8')) as Manifest
}

/** The sources that `exports` and `imports` name, under what they become: `./src/a/b.ts` is `a/b`. */
export function entriesOf({
  exports,
  imports,
}: Pick<Manifest, 'exports' | 'imports'>): Record<string, string> {
  const entries: Record<string, string> = {}
  const visit = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
    const source = typeof value === 'string' ? /^\.\/src\/([^*]+)\.tsx?$/.exec(value) : null
    if (source?.[1]) entries[source[1]] = source[0]
  }
  visit(exports)
  visit(imports)
  return entries
}

function optionsFor(folder: string): InlineConfig {
  return {
    ...{ cwd: join(repositoryRoot, folder), config: false, outDir: 'dist', logLevel: 'error' },
    ...{ format: 'esm', target: 'es2022' },
    deps: { skipNodeModulesBundle: true },
  }
}

async function buildLibrary(name: string): Promise<void> {
  const folder = `packages/${name}`
  await build({
    ...optionsFor(folder),
    ...{
      entry: entriesOf(readManifest(folder)),
      platform: 'neutral',
      unbundle: true,
      dts: true,
      clean: true,
    },
    outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  })
}

/** The components are built as browsers fetch them, without types; those come here. */
async function buildUiTypes(): Promise<void> {
  const entries = entriesOf(readManifest('packages/ui'))
  const languages = ['de', 'ar'].map((name) => [
    `localization/${name}`,
    `./src/localization/${name}/index.ts`,
  ])
  await build({
    ...optionsFor('packages/ui'),
    ...{ entry: { ...entries, ...Object.fromEntries(languages) }, platform: 'browser', clean: false },
    ...{ dts: { emitDtsOnly: true }, outExtensions: () => ({ dts: '.d.ts' }) },
  })
}

async function buildCommand(): Promise<void> {
  await build({
    ...optionsFor('packages/cli'),
    ...{ entry: { main: 'src/main.ts' }, platform: 'node', clean: true, dts: false },
  })
}

export async function buildPackages(): Promise<void> {
  for (const name of libraries) await buildLibrary(name)
  await buildUi()
  await buildUiTypes()
  await buildServer()
  await buildServerLibraries()
  await buildCommand()
}

/** Throws for a file that `exports` promises and the build did not make. */
export function requireExports(folder: string): void {
  const manifest = readManifest(folder)
  const promised = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
    if (typeof value === 'string' && value.startsWith('./dist/') && !value.includes('*')) promised.add(value)
  }
  visit(manifest.exports)
  visit(manifest.imports)
  const missing = [...promised].filter((file) => !existsSync(join(repositoryRoot, folder, file)))
  if (missing.length > 0) throw new Error(`${manifest.name} was built without ${missing.join(', ')}`)
}

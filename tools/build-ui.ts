/**
 * Builds `packages/ui` as browsers fetch it: one entry per way in, a chunk per flow, one stylesheet. Names carry no hash, so that
 * a server can name what to preload; whoever serves the folder puts a version into its path.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from 'lightningcss'
import { build, type InlineConfig } from 'tsdown'
import { repositoryRoot } from './repository-files.ts'

const version = (major: number, minor = 0) => (major << 16) | (minor << 8)

/** The first that have `light-dark()`, `@starting-style` and container queries: they are written as they are. */
const targets = { chrome: version(123), firefox: version(129), safari: version(17, 5) }

const ui = join(repositoryRoot, 'packages/ui')

/** What all bundles for browsers have in common. */
export function browserBundle(entry: Record<string, string>, outDir: string): InlineConfig {
  return {
    ...{ entry, outDir, config: false, cwd: ui, format: 'esm', platform: 'browser', target: 'es2022' },
    ...{ dts: false, clean: true, minify: true, logLevel: 'error', hash: false },
    inputOptions: {
      resolve: { conditionNames: ['keywright-source', 'browser', 'module', 'import', 'default'] },
    },
    outputOptions: { chunkFileNames: '[name].js', entryFileNames: '[name].js' },
    deps: { alwaysBundle: [/.*/] },
  }
}

/** The stylesheet in one piece. */
export function buildStyles(): Uint8Array {
  const filename = join(ui, 'src/styles/index.css')
  return bundle({ filename, minify: true, targets }).code
}

export async function buildUi(outDir: string = join(ui, 'dist')): Promise<void> {
  const entry = { index: 'src/index.ts', elements: 'src/elements.ts' }
  await build(browserBundle(entry, outDir))
  await build({
    ...browserBundle({ server: 'src/server.ts' }, outDir),
    ...{ platform: 'neutral', clean: false },
  })
  mkdirSync(outDir, { recursive: true })
  writeFileSync(join(outDir, 'styles.css'), buildStyles())
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildUi()
  console.log(`styles.css ${readFileSync(join(ui, 'dist/styles.css')).length} bytes`)
}

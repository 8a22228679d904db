/**
 * `npm run pack [folder]`: builds every package and packs it as it would be published, by default into `packed/`. What is packed
 * is the build alone: the condition under which this repository reads sources is taken out of `exports` and `imports`.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import {
  buildPackages,
  type Manifest,
  publishedFolders,
  readManifest,
  requireExports,
} from './build-packages.ts'
import { repositoryRoot } from './repository-files.ts'

/** The condition is taken out wherever it stands. */
export function withoutSources(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const kept = Object.entries(value).filter(([condition]) => condition !== 'keywright-source')
  return Object.fromEntries(kept.map(([condition, inner]) => [condition, withoutSources(inner)]))
}

function stage(folder: string, staging: string): string {
  const source = join(repositoryRoot, folder)
  const manifest = readManifest(folder)
  const target = join(staging, manifest.name)
  mkdirSync(target, { recursive: true })
  // What a manifest takes out again is left out by npm.
  const parts = (manifest.files ?? []).filter((part) => !part.startsWith('!'))
  for (const part of parts) cpSync(join(source, part), join(target, part), { recursive: true })
  for (const part of ['README.md', 'LICENSE']) {
    const own = join(source, part)
    const found = existsSync(own) ? own : join(repositoryRoot, part)
    if (part === 'LICENSE' || found === own) cpSync(found, join(target, part))
  }
  writeFileSync(
    join(target, 'package.json'),
    `${JSON.stringify(publishedManifest(manifest), undefined, 2)}\n`,
  )
  return target
}

function publishedManifest(manifest: Manifest): object {
  const { devDependencies: _, ...published } = withoutSources(manifest) as Manifest & {
    devDependencies?: unknown
  }
  return published
}

/** Builds and packs everything, and gives the files back by package. Throws for what publint calls an error or a warning. */
export async function packAll(outDir: string): Promise<Record<string, string>> {
  await buildPackages()
  publishedFolders.forEach(requireExports)
  const staging = join(outDir, 'staging')
  rmSync(outDir, { recursive: true, force: true })
  const packed: Record<string, string> = {}
  for (const folder of publishedFolders) {
    const target = stage(folder, staging)
    await requireSound(target)
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', outDir]
    const output = execFileSync('npm', args, {
      cwd: target,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [{ filename } = { filename: '' }] = JSON.parse(output) as { filename: string }[]
    packed[readManifest(folder).name] = join(outDir, filename)
  }
  rmSync(staging, { recursive: true })
  return packed
}

async function requireSound(folder: string): Promise<void> {
  const { messages, pkg } = await publint({ pkgDir: folder, pack: false, level: 'warning' })
  if (messages.length === 0) return
  const faults = messages.map((message) => formatMessage(message, pkg)).join('\n  ')
  throw new Error(`${String(pkg.name)} cannot be published as it is:\n  ${faults}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const packed = Object.values(await packAll(resolve(process.argv[2] ?? join(repositoryRoot, 'packed'))))
  process.stdout.write(`${packed.join('\n')}\n${packed.length} packages packed.\n`)
}

/** What becomes of one file, whatever it is. */
import { basename, extname } from 'node:path'
import { lineAt } from './edits.ts'
import { migrateConfig, migrateManifest } from './migrate-manifest.ts'
import { type Migrated, migrateSource } from './migrate-source.ts'
import { mentionsOfficial } from './package-names.ts'
import { sourceExtensions } from './source-parts.ts'

const noticed = new Set(['.json', '.yaml', '.yml', '.html', '.toml'])
const lockFile = /^(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/

/** `undefined`: there is nothing in it for us. */
export function migrateFile(file: string, source: string, version: string): Migrated | undefined {
  const name = basename(file)
  if (lockFile.test(name)) return undefined
  const migrated = migrateKind(name, file, source, version)
  return migrated && (migrated.count > 0 || migrated.remarks.length > 0) ? migrated : undefined
}

function migrateKind(name: string, file: string, source: string, version: string): Migrated | undefined {
  // What was migrated before may still lack an `await`.
  if (sourceExtensions.has(extname(file)))
    return /@(clerk|keywright)\//.test(source) ? migrateSource(file, source) : undefined
  if (!mentionsOfficial(source)) return undefined
  if (name === 'package.json') {
    const migrated = migrateManifest(source, version) ?? unchanged(source)
    return { ...migrated, remarks: [...migrated.remarks, ...leftOver(source, migrated)] }
  }
  if (/^[tj]sconfig.*\.json$/.test(name)) return migrateConfig(source)
  return noticed.has(extname(file)) ? { ...unchanged(source), remarks: leftOver(source) } : undefined
}

const unchanged = (text: string): Migrated => ({ text, count: 0, remarks: [] })

/** Names that stand where only a person knows what they mean: overrides, catalogs, scripts. */
function leftOver(source: string, { text, remarks }: Migrated = unchanged(source)): Migrated['remarks'] {
  const known = new Set(remarks.map(({ line }) => line))
  return [...text.matchAll(/@clerk\/[a-z0-9-]+/g)]
    .map((found) => ({
      line: lineAt(text, found.index),
      text: `${found[0]} is named here, and was left as it is.`,
    }))
    .filter(({ line }) => !known.has(line))
}

/**
 * Holds the sources against `.dependency-cruiser.cjs`. A layer check that reads no files passes, so every source file
 * on disk must be among the modules that were read.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

type Violation = { rule: { name: string }; from: string; to: string; comment?: string }
type CruiseReport = { modules: { source: string }[]; summary: { violations: Violation[] } }

const root = join(import.meta.dirname, '..')

/** Source folders that exist: the server and every package. */
function sourceFolders(): string[] {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(parent, entry.name, 'src')),
  )
  return folders.filter((folder) => listSources(folder).length > 0)
}

function listSources(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.d)\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
  } catch {
    return []
  }
}

function cruise(folders: string[]): CruiseReport {
  const script = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [script, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders]
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  })
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no report:\n${stdout}${stderr}`)
  return JSON.parse(stdout)
}

function main(): void {
  const folders = sourceFolders()
  const expected = folders.flatMap(listSources)
  const { modules, summary } = cruise(folders)
  const read = new Set(modules.map((module) => module.source))
  const unread = expected.filter((file) => !read.has(file))
  for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`)
  for (const file of unread) console.error(`not read: ${file}`)
  console.log(
    `${expected.length} modules, ${summary.violations.length} violations, ${unread.length} not read`,
  )
  if (expected.length === 0) console.error('no source file was found')
  if (expected.length === 0 || unread.length > 0 || summary.violations.length > 0) process.exitCode = 1
}

main()

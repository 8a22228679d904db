import { readFile, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, CommandError, type Context } from '../command.ts'
import { migrateFile } from '../migrate-imports/migrate-file.ts'
import type { Migrated } from '../migrate-imports/migrate-source.ts'
import { findProjectFiles, type ProjectFiles } from '../migrate-imports/project-files.ts'
import { ownVersion } from '../own-version.ts'

/** Turns an app that imports the official packages into one that imports ours. */
export const migrateImportsCommand: Command = {
  usage: '[paths] [--dry-run] [--force]',
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false }, force: { type: 'boolean', default: false } },
    })
    const folder = process.cwd()
    const found = await findProjectFiles(folder, positionals)
    const isDry = values['dry-run']
    if (!isDry && !values.force) requireWayBack(found)
    const version = await ownVersion()
    let changed = 0
    for (const file of found.files) {
      const migrated = await migrate(file, version, isDry)
      if (!migrated) continue
      if (migrated.count > 0) changed += 1
      tell(context, relative(folder, file), migrated)
    }
    context.note(summary(changed, isDry))
  },
}

function requireWayBack({ git }: ProjectFiles): void {
  if (git === 'changed')
    throw new CommandError(
      'there are changes here that are not committed, and they would be mixed with those of this command. Commit or stash them, look first with --dry-run, or say --force.',
    )
  if (git === 'none')
    throw new CommandError(
      'this is no git repository, so there would be no way back. Look first with --dry-run, or say --force.',
    )
}

/** A file that is no text is left alone. */
async function migrate(file: string, version: string, isDry: boolean): Promise<Migrated | undefined> {
  const bytes = await readFile(file)
  const source = bytes.toString('utf8')
  if (!Buffer.from(source, 'utf8').equals(bytes)) return undefined
  const migrated = migrateFile(file, source, version)
  if (migrated && migrated.text !== source && !isDry) await writeFile(file, migrated.text)
  return migrated
}

function tell({ out }: Context, file: string, { count, remarks }: Migrated): void {
  if (count > 0) out(`${file}: ${count} ${count === 1 ? 'change' : 'changes'}\n`)
  for (const { line, text } of remarks) out(`${file}:${line}: ${text}\n`)
}

function summary(changed: number, isDry: boolean): string {
  if (changed === 0) return 'Nothing to change.\n'
  const files = changed === 1 ? '1 file' : `${changed} files`
  if (isDry) return `${files} would change. Nothing was written.\n`
  return `${files} changed. Look at them with git diff, then install the packages and set the keys: keywright keys --env.\n`
}

import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The version of this command, and so of every package that is released with it. */
export async function ownVersion(): Promise<string> {
  // Sources and the built file lie at different depths below the manifest.
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}')
    const manifest = JSON.parse(text) as { name?: string; version?: string }
    if (manifest.name === '@keywright/cli' && manifest.version) return manifest.version
    if (dirname(folder) === folder) throw new RangeError('the command is part of a package')
  }
}

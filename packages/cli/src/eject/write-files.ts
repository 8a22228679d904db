import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface Written {
  written: string[]
  /** Files that were there already, word for word. */
  kept: string[]
}

/** Files of the folder that say something else than what would be written. */
export async function findChanged(folder: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const changed: string[] = []
  for (const [path, text] of files) {
    const there = await readIfThere(join(folder, path))
    if (there !== undefined && there !== text) changed.push(path)
  }
  return changed
}

export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<Written> {
  const result: Written = { written: [], kept: [] }
  for (const [path, text] of files) {
    const target = join(folder, path)
    const isSame = (await readIfThere(target)) === text
    result[isSame ? 'kept' : 'written'].push(path)
    if (isSame) continue
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text)
  }
  return result
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Why the master key cannot be used, in words for the operator. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError'
}

/** The installation's key: as configured, else from a file that the first start makes (mode 0600). */
export async function loadMasterKey(configured: string, dataDirectory: string): Promise<Buffer> {
  if (configured !== '') return parseKey(configured, 'KEYWRIGHT_MASTER_KEY')
  const file = join(dataDirectory, 'master.key')
  const existing = await readIfPresent(file)
  if (existing !== undefined) return parseKey(existing.trim(), file)
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const draft = join(dataDirectory, `master.key.${process.pid}`)
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  // Linking fails if another process was first; then that one's key counts.
  await link(draft, file).catch(() => undefined)
  await rm(draft, { force: true })
  return parseKey((await readFile(file, 'utf8')).trim(), file)
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function parseKey(text: string, source: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new MasterKeyError(`${source} must hold 64 hex digits.`)
  return Buffer.from(text, 'hex')
}

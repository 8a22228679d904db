/**
 * The file of a backup: gzip over records of `type (1 byte), length (4 bytes, big-endian), payload`. The first record
 * is the header, the last a SHA-256 of all bytes before it, so that a file that was cut or damaged is never taken for whole.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { AppliedMigration } from '../migrate.ts'

/** Why a backup cannot be made or restored, in words for the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

/** What a backup says about itself. */
export interface BackupHeader {
  format: 'keywright-backup'
  version: 1
  created_at: string
  postgres: string
  /** The migrations of the database when it was saved; restoring begins by bringing the target to exactly these. */
  migrations: AppliedMigration[]
  tables: string[]
}

/** Where a sequence stood. `last` is null when nothing was taken from it. */
export interface SequencePosition {
  name: string
  last: string | null
}

/** One record of the file. */
export type BackupRecord =
  | { type: 'header'; header: BackupHeader }
  | { type: 'table'; name: string; columns: string[] }
  | { type: 'data'; bytes: Buffer }
  | { type: 'end'; rows: number }
  | { type: 'sequences'; sequences: SequencePosition[] }

const letters = { header: 'H', table: 'T', data: 'D', end: 'E', sequences: 'S', checksum: 'Z' } as const
const types = Object.fromEntries(Object.entries(letters).map(([type, letter]) => [letter, type]))
const payloadBytesMax = 4 * 1024 * 1024
const chunkBytes = 256 * 1024

/** The bytes of a sequence of records, closed by their checksum. */
export async function* encodeRecords(records: AsyncIterable<BackupRecord>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const record of records) {
    for (const part of encodeRecord(record)) {
      hash.update(part)
      yield part
    }
  }
  yield frame(letters.checksum, hash.digest())
}

function encodeRecord(record: BackupRecord): Buffer[] {
  if (record.type !== 'data') return [frame(letters[record.type], Buffer.from(JSON.stringify(record)))]
  const parts: Buffer[] = []
  for (let at = 0; at < record.bytes.length; at += chunkBytes) {
    parts.push(frame(letters.data, record.bytes.subarray(at, at + chunkBytes)))
  }
  return parts
}

function frame(letter: string, payload: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(letter, 'latin1')
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}

/** Reads a backup. Ends without an error only when the file is whole; what came before is then proven too. */
export async function* readRecords(file: string): AsyncGenerator<BackupRecord> {
  const hash = createHash('sha256')
  let whole = false
  let first = true
  for await (const { letter, payload, raw } of readFrames(file)) {
    if (letter === letters.checksum) {
      whole = hash.digest().equals(payload)
      break
    }
    hash.update(raw)
    const record = decodeRecord(file, letter, payload)
    if (first && record.type !== 'header') throw notABackup(file)
    first = false
    yield record
  }
  if (!whole) throw damaged(file)
}

interface Frame {
  letter: string
  payload: Buffer
  raw: Buffer
}

async function* readFrames(file: string): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0)
  for await (const chunk of readUnpacked(file)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length >= 5) {
      const length = rest.readUInt32BE(1)
      const letter = rest.toString('latin1', 0, 1)
      if (!(letter in types) || length > payloadBytesMax) throw notABackup(file)
      if (rest.length < 5 + length) break
      yield { letter, payload: rest.subarray(5, 5 + length), raw: rest.subarray(0, 5 + length) }
      rest = rest.subarray(5 + length)
    }
  }
}

async function* readUnpacked(file: string): AsyncGenerator<Buffer<ArrayBuffer>> {
  const source = createReadStream(file)
  const unpacked = createGunzip({ chunkSize: chunkBytes })
  pipeline(source, unpacked, () => undefined)
  try {
    for await (const chunk of unpacked) yield chunk
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT') throw new BackupError(`There is no file ${file}.`, { cause: error })
    if (code === 'Z_DATA_ERROR') throw notABackup(file, error)
    if (code.startsWith('Z_')) throw damaged(file, error)
    throw new BackupError(`${file} cannot be read (${code}).`, { cause: error })
  }
}

function decodeRecord(file: string, letter: string, payload: Buffer): BackupRecord {
  if (letter === letters.data) return { type: 'data', bytes: payload }
  const record = parseRecord(file, payload)
  if (record.type !== types[letter]) throw notABackup(file)
  if (record.type === 'header' && record.header.format !== 'keywright-backup') throw notABackup(file)
  if (record.type === 'header' && record.header.version !== 1) {
    throw new BackupError(
      `${file} was made by a newer Keywright (format ${record.header.version}). Restore it with that one.`,
    )
  }
  return record
}

function parseRecord(file: string, payload: Buffer): BackupRecord {
  try {
    return JSON.parse(payload.toString('utf8')) as BackupRecord
  } catch (cause) {
    throw notABackup(file, cause)
  }
}

function notABackup(file: string, cause?: unknown): BackupError {
  return new BackupError(
    `${file} is not a backup made by Keywright, or it is damaged. Nothing was restored.`,
    { cause },
  )
}

function damaged(file: string, cause?: unknown): BackupError {
  return new BackupError(`${file} is damaged or was cut short. Nothing was restored.`, { cause })
}

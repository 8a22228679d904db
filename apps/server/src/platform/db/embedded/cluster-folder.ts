/**
 * Where the files of the embedded server are. For a plain user: in the data folder. For root: below a folder that the
 * service user can enter, since it cannot enter a closed home; the data folder then holds a note saying where.
 */
import { createHash, randomBytes } from 'node:crypto'
import { chmod, chown, link, lstat, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Log } from '../../log/log.ts'
import { codeOf, EmbeddedPostgresError, writingTo } from './embedded-postgres-error.ts'
import type { ServiceUser } from './service-user.ts'

/** The folder of one embedded server. */
export interface ClusterFolder {
  /** What the operator calls the data folder; named in messages. */
  dataDirectory: string
  /** Holds everything below. */
  base: string
  /** Appears whole or not at all: it is made beside and renamed. Holds `data` and the passwords. */
  cluster: string
  /** PostgreSQL's own data directory. */
  data: string
  /** Holds the socket, whose path must stay below the 104 bytes that every Unix allows. */
  socket: string
  log: string
  user: ServiceUser | undefined
}

export interface LocateOptions {
  dataDirectory: string
  /** Where clusters live when Keywright runs as root. */
  serviceDirectory: string
  user: ServiceUser | undefined
  log: Log
}

/** Finds or makes the folder that belongs to a data directory. */
export async function locateCluster({
  dataDirectory,
  serviceDirectory,
  user,
  log,
}: LocateOptions): Promise<ClusterFolder> {
  const folder = resolve(dataDirectory)
  const real = await writingTo(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return realpath(folder)
  })
  const base = user ? await serviceBase(real, serviceDirectory, user, log) : await plainBase(real)
  const cluster = join(base, 'cluster')
  const socket = await writingTo(base, () => makeSocketFolder(base, user))
  return {
    dataDirectory: real,
    base,
    cluster,
    data: join(cluster, 'data'),
    socket,
    log: join(base, 'postgres.log'),
    user,
  }
}

async function plainBase(dataDirectory: string): Promise<string> {
  const note = await readNote(dataDirectory)
  if (note) {
    throw new EmbeddedPostgresError(
      `The database of ${dataDirectory} was made by root. Start Keywright as root, or choose another data folder. ` +
        `(${join(dataDirectory, noteName)} says so; without that file the folder starts with an empty database.)`,
    )
  }
  const base = join(dataDirectory, 'postgres')
  await writingTo(dataDirectory, () => mkdir(base, { recursive: true, mode: 0o700 }))
  return base
}

async function serviceBase(
  dataDirectory: string,
  parent: string,
  user: ServiceUser,
  log: Log,
): Promise<string> {
  const plain = await lstat(join(dataDirectory, 'postgres', 'cluster')).catch(() => undefined)
  if (plain) {
    throw new EmbeddedPostgresError(
      `The database of ${dataDirectory} belongs to the user with the id ${plain.uid}. Start Keywright as that user, not as root.`,
    )
  }
  const { cluster } = await writingTo(dataDirectory, () => claimNote(dataDirectory, log))
  const base = join(parent, cluster)
  await writingTo(parent, async () => {
    await makeGuarded(parent, user)
    await makeGuarded(base, user)
  })
  return base
}

/**
 * Root owns the folders and the service user may only pass: what runs inside the server can then neither replace the
 * programs and passwords that root uses, nor lay links for root to follow.
 */
async function makeGuarded(path: string, user: ServiceUser): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o750 })
  await chown(path, 0, user.gid)
  await chmod(path, 0o750)
}

async function makeSocketFolder(base: string, user: ServiceUser | undefined): Promise<string> {
  if (process.platform === 'win32') return ''
  const inside = join(base, 'socket')
  const socket = isShort(inside) ? inside : join('/tmp', `keywright-${shortHash(base)}`)
  await mkdir(socket, { mode: 0o700 }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  const found = await lstat(socket)
  const owner = process.getuid?.()
  // In a shared folder somebody else may have made it first, to stand between us and the server.
  if (
    !found.isDirectory() ||
    (found.uid !== owner && found.uid !== user?.uid) ||
    (found.mode & 0o077) !== 0
  ) {
    throw new EmbeddedPostgresError(
      `The folder ${socket}, for the database's socket, is not ours alone. Remove it and start again.`,
    )
  }
  if (user && found.uid !== user.uid) await chown(socket, user.uid, user.gid)
  return socket
}

function isShort(folder: string): boolean {
  return Buffer.byteLength(join(folder, '.s.PGSQL.5432.lock')) < 104
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

interface Note {
  /** The folder's name below the service directory. */
  cluster: string
  /** The data folder it was made for, which tells a moved folder from a copied one. */
  dataDirectory: string
}

const noteName = 'postgres-location.json'

/** The note of a data folder, written by the first process that comes. */
async function claimNote(dataDirectory: string, log: Log): Promise<Note> {
  const note = (await readNote(dataDirectory)) ?? (await writeFirstNote(dataDirectory))
  if (note.dataDirectory === dataDirectory) return note
  const origin = await readNote(note.dataDirectory).catch(() => undefined)
  if (origin?.cluster === note.cluster) {
    throw new EmbeddedPostgresError(
      `${dataDirectory} is a copy of ${note.dataDirectory}, and a copy has no database of its own. Remove ` +
        `${join(dataDirectory, noteName)} to begin with an empty one, then use keywright backup and restore to fill it.`,
    )
  }
  const moved = { ...note, dataDirectory }
  const path = join(dataDirectory, noteName)
  await writeFile(`${path}.${process.pid}`, JSON.stringify(moved), { mode: 0o600 })
  await rename(`${path}.${process.pid}`, path)
  log.info({ from: note.dataDirectory, to: dataDirectory }, 'data folder was moved')
  return moved
}

async function writeFirstNote(dataDirectory: string): Promise<Note> {
  const cluster = `${shortHash(dataDirectory).slice(0, 8)}-${randomBytes(4).toString('hex')}`
  const path = join(dataDirectory, noteName)
  const draft = `${path}.${process.pid}.${cluster}`
  await writeFile(draft, JSON.stringify({ cluster, dataDirectory }), { mode: 0o600 })
  // A link, unlike a rename, fails when another process was first; its note then counts.
  await link(draft, path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  await rm(draft, { force: true })
  const note = await readNote(dataDirectory)
  if (!note) throw new EmbeddedPostgresError(`${path} vanished while it was written. Start again.`)
  return note
}

async function readNote(dataDirectory: string): Promise<Note | undefined> {
  const path = join(dataDirectory, noteName)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const note = JSON.parse(text) as Partial<Note>
  if (
    typeof note.cluster === 'string' &&
    /^[0-9a-f-]+$/.test(note.cluster) &&
    typeof note.dataDirectory === 'string'
  ) {
    return { cluster: note.cluster, dataDirectory: note.dataDirectory }
  }
  throw new EmbeddedPostgresError(
    `${path} does not say where the database is. Restore the file, or remove it to begin anew.`,
  )
}

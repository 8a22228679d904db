import { type ChildProcess, execFile, spawn } from 'node:child_process'
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../log/log.ts'
import { isPostmasterOf, readPidFile } from './embedded/postmaster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { openClient } from './open-postgres.ts'

const run = promisify(execFile)
const root = process.getuid?.() === 0
const fixture = fileURLToPath(new URL('../../testing/embedded-host.fixture.ts', import.meta.url))
const folders: string[] = []
const hosts: Host[] = []

interface Host {
  process: ChildProcess
  lines: Record<string, unknown>[]
  exited: Promise<unknown>
}

async function makeFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'keywright-embedded-')))
  await chmod(folder, 0o711)
  folders.push(folder)
  return folder
}

let pristine: string

/** A folder with a stopped server in it, copied, since making one takes a second. */
async function makeUsedFolder(): Promise<string> {
  const folder = await makeFolder()
  await run('cp', ['-a', `${pristine}/.`, folder])
  const note = join(folder, 'data', 'postgres-location.json')
  const text = await readFile(note, 'utf8').catch(() => undefined)
  if (text !== undefined) await writeFile(note, text.replace(pristine, folder))
  return folder
}

beforeAll(async () => {
  pristine = await makeFolder()
  folders.splice(0)
  await (await start(pristine)).stop()
})
afterAll(() => rm(pristine, { recursive: true }))

function start(folder: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDirectory: join(folder, 'data'),
    serviceDirectory: join(folder, 'service'),
    log: silentLog,
  })
}

/** Whether a small disk can be had to fill: as root, outside most containers. */
async function canMount(): Promise<boolean> {
  if (!root || process.platform !== 'linux') return false
  const folder = await mkdtemp(join(tmpdir(), 'keywright-mount-'))
  const mounted = await run('mount', ['-t', 'tmpfs', 'tmpfs', folder]).then(
    () => run('umount', [folder]).then(() => true),
    () => false,
  )
  await rm(folder, { recursive: true })
  return mounted
}

/** Starts another process on the folder and waits for its first word. */
async function startHost(folder: string, options: { mode?: string; uid?: number } = {}): Promise<Host> {
  const args = ['--conditions=keywright-source', fixture, folder, ...(options.mode ? [options.mode] : [])]
  const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/', ...identity })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const host: Host = { process: child, lines: [], exited }
  hosts.push(host)
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => host.lines.push(JSON.parse(line)))
  await Promise.race([new Promise((resolve) => reader.once('line', resolve)), exited])
  return host
}

/** The data directory of the only cluster in a folder. */
async function findData(folder: string): Promise<string> {
  const service = await readdir(join(folder, 'service')).catch(() => [])
  const base =
    service[0] === undefined ? join(folder, 'data', 'postgres') : join(folder, 'service', service[0])
  return join(base, 'cluster', 'data')
}

async function isRunning(folder: string): Promise<boolean> {
  const data = await findData(folder)
  const file = await readPidFile(data)
  return file !== undefined && (await isPostmasterOf(file.pid, data)) === true
}

async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}

async function countOthers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return Number(rows[0]?.count)
}

afterEach(async () => {
  for (const host of hosts.splice(0)) {
    host.process.kill('SIGKILL')
    await host.exited
  }
  for (const folder of folders.splice(0)) {
    const data = await findData(folder)
    const file = await readPidFile(data)
    if (file && (await isPostmasterOf(file.pid, data))) {
      process.kill(file.pid, 'SIGQUIT')
      await waitFor(async () => !(await isRunning(folder)))
    }
    await rm(folder, { recursive: true, force: true })
  }
})

const mountable = await canMount()

describe('the embedded server', () => {
  it('outlives a killed process, is adopted by the next one, and has every acknowledged row', async () => {
    const folder = await makeUsedFolder()
    const writer = await startHost(folder, { mode: 'write' })
    await waitFor(() => writer.lines.length > 200)
    writer.process.kill('SIGKILL')
    await writer.exited

    const server = await start(folder)
    const client = await openClient(server.connection, silentLog)
    const { rows } = await client.query('select count(*) as count, max(n) as last from written')
    // Beside us there is our own membership; that of the killed process ends when the server hears of it.
    await waitFor(async () => (await countOthers(client)) === 1)
    await client.end()
    await server.stop()

    const acknowledged = Number(writer.lines.at(-1)?.acknowledged)
    expect(server.adopted).toBe(true)
    expect(rows[0].count).toBeGreaterThanOrEqual(acknowledged)
    expect(rows[0].last).toBe(rows[0].count)
    expect(await isRunning(folder)).toBe(false)
  })

  it('keeps every acknowledged row when the server itself is killed', async () => {
    const folder = await makeUsedFolder()
    const writer = await startHost(folder, { mode: 'write' })
    await waitFor(() => writer.lines.length > 200)
    const file = await readPidFile(await findData(folder))
    writer.process.kill('SIGKILL')
    process.kill(file?.pid ?? 0, 'SIGKILL')
    await writer.exited

    const server = await start(folder)
    const client = await openClient(server.connection, silentLog)
    const { rows } = await client.query('select count(*) as count from written')
    await client.end()
    await server.stop()
    expect(server.adopted).toBe(false)
    expect(rows[0].count).toBeGreaterThanOrEqual(Number(writer.lines.at(-1)?.acknowledged))
  })

  it('is one server for processes that start at the same moment, stopped only by the last of them', async () => {
    const folder = await makeFolder()
    const both = await Promise.all([startHost(folder), startHost(folder)])
    expect(both.map(({ lines }) => lines[0])).toEqual(
      both.map(() => expect.objectContaining({ ready: true })),
    )
    const data = await findData(folder)
    const before = await readPidFile(data)
    for (const host of both) {
      expect(await isRunning(folder)).toBe(true)
      expect(await readPidFile(data)).toEqual(before)
      host.process.kill('SIGTERM')
      await host.exited
    }
    expect(await isRunning(folder)).toBe(false)
  })

  it('is stopped when its users leave at the same moment, and starts for one that comes meanwhile', async () => {
    const folder = await makeUsedFolder()
    for (let round = 0; round < 5; round += 1) {
      const [first, second] = await Promise.all([start(folder), start(folder)])
      const [, , third] = await Promise.all([first.stop(), second.stop(), start(folder)])
      const client = await openClient(third.connection, silentLog)
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
      await client.end()
      await third.stop()
      expect(await isRunning(folder)).toBe(false)
    }
  })

  it('comes back under a process whose server was killed', async () => {
    const folder = await makeUsedFolder()
    const server = await start(folder)
    const file = await readPidFile(await findData(folder))
    process.kill(file?.pid ?? 0, 'SIGKILL')
    const reach = () =>
      openClient(server.connection, silentLog).then(
        (client) => client.end().then(() => true),
        () => false,
      )
    await waitFor(
      async () => (await readPidFile(await findData(folder)))?.pid !== file?.pid && (await reach()),
    )
    await server.stop()
    expect(await isRunning(folder)).toBe(false)
  })

  // In a container the next process to get that id is often one of our own, and PostgreSQL then refuses to start.
  it('starts over a pid file left by a server whose process id another process has now', async () => {
    const folder = await makeUsedFolder()
    const data = await findData(folder)
    const { uid, gid } = await stat(data)
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(root ? { uid, gid } : {}) })
    await writeFile(
      join(data, 'postmaster.pid'),
      `${stranger.pid}\n${data}\n1700000000\n5432\n/nowhere\n\n  1 1\nready\n`,
    )
    await chown(join(data, 'postmaster.pid'), uid, gid)
    const server = await start(folder).finally(() => stranger.kill('SIGKILL'))
    expect(server.adopted).toBe(false)
    await server.stop()
  })

  it('refuses the folder of another major version in words and changes nothing in it', async () => {
    const folder = await makeUsedFolder()
    const version = join(await findData(folder), 'PG_VERSION')
    await writeFile(version, '17\n')
    await expect(start(folder)).rejects.toThrow(
      /made by PostgreSQL 17.*carries PostgreSQL 18.*keywright backup/,
    )
    expect(await readFile(version, 'utf8')).toBe('17\n')
  })

  it('says in words which folder cannot be written, and what to do', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'data'), 'a file')
    await expect(start(folder)).rejects.toThrow(
      new RegExp(`${folder}/data cannot be written.*Choose another data folder`),
    )
  })

  it.runIf(mountable)('says in words that the disk is full, and starts once there is room', async () => {
    const folder = await makeFolder()
    const disk = join(folder, 'service')
    await mkdir(disk)
    await run('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk])
    try {
      await expect(start(folder)).rejects.toThrow(
        new RegExp(`${disk}.* cannot be written.*disk is full. Make room`),
      )
      await run('mount', ['-o', 'remount,size=200m', disk])
      await (await start(folder)).stop()
    } finally {
      await run('umount', [disk])
    }
  })

  it('leaves nothing that looks whole when its making is cut short', async () => {
    const folder = await makeFolder()
    const host = spawn(process.execPath, ['--conditions=keywright-source', fixture, folder], { cwd: '/' })
    const half = async () =>
      (await readdir(join(await findData(folder), '..', '..')).catch(() => [])).length > 1
    await waitFor(half)
    host.kill('SIGKILL')
    const server = await start(folder)
    expect(server.adopted).toBe(false)
    await server.stop()
  })

  it('keeps password and socket from other users, and listens on no network address', async () => {
    const folder = await makeUsedFolder()
    const server = await start(folder)
    const cluster = join(await findData(folder), '..')
    const modes = await Promise.all(
      [join(cluster, 'password'), join(cluster, 'superuser-password'), server.connection.host].map((path) =>
        stat(path),
      ),
    )
    const client = await openClient(server.connection, silentLog)
    const { rows } = await client.query(
      "select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync, rolsuper as super from pg_roles where rolname = current_user",
    )
    await client.end()
    await server.stop()
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o600, 0o700])
    expect(rows).toEqual([{ addresses: '', fsync: 'on', super: false }])
    await expect(openClient({ ...server.connection, password: 'guess' }, silentLog)).rejects.toThrow()
  })

  it.runIf(root)(
    'runs in the data folder itself for a plain user, its socket elsewhere when the path is too long for one',
    async () => {
      const folder = join(await makeFolder(), 'x'.repeat(90))
      await mkdir(join(folder, 'data'), { recursive: true })
      await chown(join(folder, 'data'), 65534, 65534)
      const host = await startHost(folder, { uid: 65534 })
      const socket = expect.stringMatching(/^\/tmp\/keywright-[0-9a-f]{16}$/)
      expect(host.lines[0]).toEqual({ ready: true, adopted: false, host: socket })
      await expect(start(folder)).rejects.toThrow(/belongs to the user with the id 65534/)
      host.process.kill('SIGTERM')
      await host.exited
      expect(await isRunning(folder)).toBe(false)
      await rm(String(host.lines[0]?.host), { recursive: true })
    },
  )

  it.runIf(root)('tells a plain user that the folder is not theirs to write', async () => {
    const folder = await makeFolder()
    const host = await startHost(folder, { uid: 65534 })
    expect(host.lines[0]?.failed).toMatch(/data cannot be written \(EACCES\).*Give it the folder/)
  })

  it.runIf(root)('goes with a data folder that is moved, and does not serve a copy', async () => {
    const folder = await makeUsedFolder()
    await cp(join(folder, 'data'), join(folder, 'copy'), { recursive: true })
    const options = { serviceDirectory: join(folder, 'service'), log: silentLog }
    await expect(startEmbeddedPostgres({ ...options, dataDirectory: join(folder, 'copy') })).rejects.toThrow(
      /is a copy of/,
    )
    await rename(join(folder, 'data'), join(folder, 'moved'))
    const server = await startEmbeddedPostgres({ ...options, dataDirectory: join(folder, 'moved') })
    await server.stop()
    expect(await readdir(join(folder, 'service'))).toHaveLength(1)
  })
})

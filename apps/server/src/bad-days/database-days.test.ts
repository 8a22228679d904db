/** What becomes of requests, and of what was acknowledged, when processes die: the real server, the real database. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPidFile } from '../platform/db/embedded/postmaster.ts'
import {
  endServerProcesses,
  findFreePort,
  makeDataFolder,
  type ServerProcess,
  startServerProcess,
  waitUntil,
} from '../testing/server-process.ts'

let dataDirectory: string
let server: ServerProcess

beforeAll(async () => {
  dataDirectory = await makeDataFolder()
  server = await startServerProcess({ dataDirectory })
})
afterAll(() => endServerProcesses())

const writers = 4
let count = 0

/** Creates users without a pause, and keeps what was acknowledged and how everything else was answered. */
function writeUsers(target: ServerProcess) {
  const acknowledged: string[] = []
  const refusals: { status: number; retryAfter: string | null; code: string | undefined }[] = []
  let stopped = false
  let unreachable = 0

  async function write(): Promise<void> {
    while (!stopped) {
      count += 1
      const address = `writer.${count}@example.com`
      const response = await target
        .call('POST', '/v1/users', { email_address: [address], skip_password_requirement: true })
        .catch(() => undefined)
      if (!response) {
        unreachable += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
      } else if (response.status === 200) {
        await response.json()
        acknowledged.push(address)
      } else {
        const body = (await response.json()) as { errors?: { code: string }[] }
        const retryAfter = response.headers.get('retry-after')
        refusals.push({ status: response.status, retryAfter, code: body.errors?.[0]?.code })
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }

  const writing = Promise.all(Array.from({ length: writers }, write))
  return {
    acknowledged,
    refusals,
    unreachable: () => unreachable,
    /** Waits until so many more were acknowledged. */
    async more(wanted: number): Promise<void> {
      const goal = acknowledged.length + wanted
      await waitUntil(() => acknowledged.length >= goal)
    },
    async stop(): Promise<void> {
      stopped = true
      await writing
    },
  }
}

async function expectAllKept(target: ServerProcess, acknowledged: readonly string[]): Promise<void> {
  const kept = new Set<string>()
  for (let offset = 0; ; offset += 500) {
    const response = await target.call('GET', `/v1/users?limit=500&offset=${offset}`)
    const users = (await response.json()) as { email_addresses: { email_address: string }[] }[]
    for (const user of users) for (const { email_address } of user.email_addresses) kept.add(email_address)
    if (users.length < 500) break
  }
  expect(acknowledged.filter((address) => !kept.has(address))).toEqual([])
}

async function killDatabase(signal: NodeJS.Signals): Promise<void> {
  const file = await readPidFile(join(server.cluster, 'cluster', 'data'))
  expect(file).toBeDefined()
  if (file) process.kill(file.pid, signal)
}

describe('the database', { timeout: 120_000 }, () => {
  it.each([
    ['is stopped', 'SIGINT'],
    ['is killed', 'SIGKILL'],
  ] as const)(
    '%s under load: refusals say when to come back, nothing acknowledged is lost, service goes on',
    async (_what, signal) => {
      const load = writeUsers(server)
      await load.more(20)
      await killDatabase(signal)
      await waitUntil(() => load.refusals.length > 0)
      await load.more(20)
      await load.stop()
      expect(load.unreachable()).toBe(0)
      const kinds = new Set(load.refusals.map((refusal) => JSON.stringify(refusal)))
      expect([...kinds]).toEqual([
        JSON.stringify({ status: 503, retryAfter: '1', code: 'service_unavailable' }),
      ])
      expect(server.child.exitCode).toBeNull()
      await expectAllKept(server, load.acknowledged)
      await waitUntil(async () => (await fetch(`${server.url}/ready`)).status === 200)
    },
  )
})

describe('the server', { timeout: 120_000 }, () => {
  it('shares a data folder with another process, and leaves the database to the last', async () => {
    const second = await startServerProcess({ dataDirectory })
    expect(second.log).toContainEqual(
      expect.objectContaining({ msg: 'embedded postgres is ready', adopted: true }),
    )
    expect(second.secretKey).toBe(server.secretKey)
    const loads = [writeUsers(server), writeUsers(second)]
    await Promise.all(loads.map((load) => load.more(20)))
    await loads[0]?.stop()
    const { code } = await server.end('SIGTERM')
    expect(code).toBe(0)
    await loads[1]?.more(20)
    await loads[1]?.stop()
    expect(loads.flatMap(({ refusals }) => refusals)).toEqual([])
    await expectAllKept(
      second,
      loads.flatMap(({ acknowledged }) => acknowledged),
    )
    server = second
  })

  it('is killed under load and started again: it adopts its database, and nothing acknowledged is lost', async () => {
    const load = writeUsers(server)
    await load.more(20)
    await server.end('SIGKILL')
    await load.stop()
    server = await startServerProcess({ dataDirectory, port: await findFreePort() })
    expect(server.log).toContainEqual(
      expect.objectContaining({ msg: 'embedded postgres is ready', adopted: true }),
    )
    await expectAllKept(server, load.acknowledged)
  })

  it('is killed together with its database, and recovers what was acknowledged', async () => {
    const load = writeUsers(server)
    await load.more(20)
    await killDatabase('SIGKILL')
    await server.end('SIGKILL')
    await load.stop()
    server = await startServerProcess({ dataDirectory })
    await expectAllKept(server, load.acknowledged)
    expect(await server.end('SIGTERM')).toMatchObject({ code: 0 })
  })
})

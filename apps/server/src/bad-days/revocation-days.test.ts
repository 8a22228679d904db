/** What becomes of the revocation feed's streams when databases and processes die: the real server, the real sockets. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPidFile } from '../platform/db/embedded/postmaster.ts'
import { type EventReader, entriesOf, readEvents } from '../testing/read-events.ts'
import {
  endServerProcesses,
  makeDataFolder,
  type ServerProcess,
  startServerProcess,
  waitUntil,
} from '../testing/server-process.ts'

let dataDirectory: string
let server: ServerProcess
let second: ServerProcess

beforeAll(async () => {
  dataDirectory = await makeDataFolder()
  server = await startServerProcess({ dataDirectory })
  second = await startServerProcess({ dataDirectory })
})
afterAll(() => endServerProcesses())

async function listen(to: ServerProcess, lastEventId?: string): Promise<EventReader> {
  const answer = await fetch(`${to.url}/v1/revocations`, {
    headers: {
      authorization: `Bearer ${to.secretKey}`,
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  return readEvents(answer.body)
}

/** Signs somebody in and out again; returns the session's id. */
async function revokeOne(by: ServerProcess): Promise<string> {
  const read = async (answer: Promise<Response>) => (await (await answer).json()) as { id: string }
  const { id: user_id } = await read(
    by.call('POST', '/v1/users', {
      skip_password_requirement: true,
      email_address: [`a.${Math.random()}@example.com`],
    }),
  )
  const { id } = await read(by.call('POST', '/v1/sessions', { user_id }))
  expect((await by.call('POST', `/v1/sessions/${id}/revoke`)).status).toBe(200)
  return id
}

describe('a stream', { timeout: 120_000 }, () => {
  it('hears what another process on the database revokes', async () => {
    const stream = await listen(server)
    await stream.until('ready')
    const id = await revokeOne(second)
    const begin = performance.now()
    expect(entriesOf(await stream.until('revocations'))).toContainEqual({ kind: 'session', id, version: 2 })
    expect(performance.now() - begin).toBeLessThan(1_000)
    await stream.cancel()
  })

  it('says nothing while the database is down, then goes on, and tells its reader all that happened', async () => {
    const stream = await listen(server)
    const last = (await stream.until('heartbeat')).at(-1)?.id
    const file = await readPidFile(join(server.cluster, 'cluster', 'data'))
    if (file) process.kill(file.pid, 'SIGQUIT')
    await waitUntil(async () => (await server.call('GET', '/v1/revocations')).status === 503)
    await waitUntil(async () => (await server.call('GET', '/v1/revocations')).status === 200)
    const id = await revokeOne(second)
    // What was under way in the frames before is read first; then comes what was revoked since.
    const heard: string[] = []
    while (!heard.includes(id))
      heard.push(...entriesOf(await stream.until('revocations')).map((entry) => entry.id))
    expect((await stream.until('heartbeat')).at(-1)?.data.proof_age_ms).toBeLessThan(2_000)
    await stream.cancel()
    // A cursor of the database's run before it is worth nothing: all is told again.
    const resumed = await (await listen(second, last)).until('ready')
    expect(resumed.at(-1)?.data.reset).toBe(true)
    expect(entriesOf(resumed).map((entry) => entry.id)).toContain(id)
  })

  it('ends in order when its process stops, which waits for none of them', async () => {
    const streams = await Promise.all(Array.from({ length: 5 }, () => listen(second)))
    for (const stream of streams) await stream.until('ready')
    const begin = performance.now()
    const ending = second.end('SIGTERM')
    for (const stream of streams)
      await expect(stream.until('never')).rejects.toThrow('the stream ended before')
    const { code, stderr } = await ending
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(performance.now() - begin).toBeLessThan(5_000)
  })
})

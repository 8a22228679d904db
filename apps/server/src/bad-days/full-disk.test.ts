/**
 * A disk that is full, and has room again. Root can mount a small one; others get the same fault from a data folder that
 * refuses to be written, in start-faults.test.ts.
 */
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { isConnectionError } from '../platform/db/database.ts'
import {
  endServerProcesses,
  makeDataFolder,
  type ServerProcess,
  spawnServer,
  startServerProcess,
  waitUntil,
} from '../testing/server-process.ts'

const run = promisify(execFile)
const canMount = process.platform === 'linux' && process.getuid?.() === 0
const mounted: string[] = []

afterAll(() =>
  endServerProcesses(async () => {
    for (const folder of mounted) await run('umount', ['-l', folder])
  }),
)

/** Puts the files of a stopped server onto a small disk of their own. */
async function moveToSmallDisk(folder: string): Promise<void> {
  const copy = `${folder}.copy`
  await run('cp', ['-a', folder, copy])
  const used = Number((await run('du', ['-sm', copy])).stdout.split('\t')[0])
  await run('mount', ['-t', 'tmpfs', '-o', `size=${used + 40}m`, 'tmpfs', folder])
  mounted.push(folder)
  await run('cp', ['-a', `${copy}/.`, folder])
  await rm(copy, { recursive: true })
}

/** Takes all the room there is. */
async function fill(file: string): Promise<void> {
  await run('dd', ['if=/dev/zero', `of=${file}`, 'bs=64k']).catch(() => undefined)
}

let count = 0

/** Creates a user whose row does not fit into pages that are there already. */
function createLargeUser(server: ServerProcess): Promise<Response> {
  count += 1
  const letters = Array.from({ length: 7_000 }, () =>
    String.fromCharCode(33 + Math.floor(Math.random() * 90)),
  )
  return server.call('POST', '/v1/users', {
    email_address: [`large.${count}@example.com`],
    skip_password_requirement: true,
    private_metadata: { noise: letters.join('').replaceAll(/["\\]/g, 'x') },
  })
}

describe('a full disk', { timeout: 120_000 }, () => {
  it('counts as a database that is away for a while', () => {
    expect(isConnectionError(Object.assign(new Error('could not extend file'), { code: '53100' }))).toBe(true)
  })

  it.runIf(canMount)(
    'is said in words, refuses writes for as long as it lasts, and is over when there is room',
    async () => {
      const dataDirectory = await makeDataFolder()
      const first = await startServerProcess({ dataDirectory })
      await first.end('SIGTERM')
      await moveToSmallDisk(first.cluster)
      const junk = join(first.cluster, 'junk')

      const server = await startServerProcess({ dataDirectory })
      expect((await createLargeUser(server)).status).toBe(200)
      await fill(junk)
      let refused: Response | undefined
      await waitUntil(async () => {
        const response = await createLargeUser(server)
        if (response.status !== 200) refused = response
        return refused !== undefined
      })
      expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([503, '1'])
      expect(server.child.exitCode).toBeNull()
      await rm(junk)
      await waitUntil(async () => (await createLargeUser(server)).status === 200)
      expect(await server.end('SIGTERM')).toMatchObject({ code: 0 })

      await fill(junk)
      await writeFile(join(first.cluster, 'rest'), 'x'.repeat(65_536)).catch(() => undefined)
      const { ended } = await spawnServer({ dataDirectory })
      const { code, stderr } = await ended
      expect(stderr).toMatch(/^Keywright: .*disk is full.*Make room/s)
      expect(stderr).not.toMatch(/\n +at /)
      expect(code).toBe(1)
    },
  )
})

import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBinaries, makeReachable, programPath } from './postgres-binaries.ts'
import { ensureServiceUser } from './service-user.ts'

const run = promisify(execFile)
const root = process.getuid?.() === 0
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywright-binaries-'))
  await chmod(folder, 0o711)
})
afterAll(() => rm(folder, { recursive: true }))

describe('the binaries', () => {
  it('are those of the installed package', async () => {
    const binaries = await findBinaries()
    const { stdout } = await run(programPath(binaries, 'postgres'), ['--version'])
    expect(stdout).toContain(`PostgreSQL) ${binaries.major}.`)
  })

  it.runIf(root)(
    'are copied, once, to where the service user can run them when they lie in a closed home',
    async () => {
      const installed = await findBinaries()
      const home = join(folder, 'home')
      const target = join(folder, 'service')
      await mkdir(target)
      await run('cp', ['-a', installed.directory, home])
      await run('chmod', ['-R', 'go-rwx', home])
      const closed = { ...installed, directory: home }
      const [copy, same] = await Promise.all([makeReachable(closed, target), makeReachable(closed, target)])
      const user = await ensureServiceUser()
      expect(same).toEqual(copy)
      expect(await readdir(target)).toEqual([`postgres-${installed.version}`])
      expect((await stat(join(copy.directory, 'share'))).mode & 0o777).toBe(0o755)
      const { stdout } = await run(programPath(copy, 'postgres'), ['--version'], { ...user, cwd: '/' })
      expect(stdout).toContain('PostgreSQL')
    },
  )
})

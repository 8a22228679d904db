import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CommandError } from '../command.ts'
import { migrateImportsCommand } from './migrate-imports.ts'

const page = `import { auth } from '@clerk/nextjs/server'\n`
const migrated = `import { auth } from '@keywright/nextjs/server'\n`
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywright-migrate-'))
  vi.spyOn(process, 'cwd').mockReturnValue(folder)
  await write('app/page.tsx', page)
  await write('node_modules/@clerk/nextjs/index.js', page)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

async function write(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

const read = (path: string) => readFile(join(folder, path), 'utf8')

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' })
}

async function commitAll(): Promise<void> {
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
}

async function run(...args: string[]): Promise<{ out: string; note: string }> {
  const said = { out: '', note: '' }
  await migrateImportsCommand.run(args, {
    environment: {},
    out(text) {
      said.out += text
    },
    note(text) {
      said.note += text
    },
  })
  return said
}

describe('migrate-imports', () => {
  it('changes what git keeps, and neither what was installed nor what is ignored', async () => {
    await write('.gitignore', 'generated\nnode_modules\n')
    await write('generated/page.tsx', page)
    await commitAll()
    expect(await run()).toEqual({
      out: 'app/page.tsx: 1 change\n',
      note: expect.stringContaining('1 file changed.'),
    })
    expect(await read('app/page.tsx')).toBe(migrated)
    expect(await read('generated/page.tsx')).toBe(page)
    expect(await read('node_modules/@clerk/nextjs/index.js')).toBe(page)
    git('commit', '-qam', 'second')
    expect(await run()).toEqual({ out: '', note: 'Nothing to change.\n' })
  })

  it('never changes node_modules, also where git keeps them', async () => {
    await commitAll()
    await run()
    expect(await read('node_modules/@clerk/nextjs/index.js')).toBe(page)
  })

  it('refuses where uncommitted changes would be mixed with its own', async () => {
    await commitAll()
    await write('app/other.ts', 'export {}\n')
    await expect(run()).rejects.toThrow(CommandError)
    expect(await read('app/page.tsx')).toBe(page)
    await run('--force')
    expect(await read('app/page.tsx')).toBe(migrated)
  })

  it('refuses where there is no way back', async () => {
    await expect(run()).rejects.toThrow(/no git repository/)
    await run('--force')
    expect(await read('app/page.tsx')).toBe(migrated)
    expect(await read('node_modules/@clerk/nextjs/index.js')).toBe(page)
  })

  it('writes nothing on a dry run', async () => {
    expect(await run('--dry-run')).toEqual({
      out: 'app/page.tsx: 1 change\n',
      note: '1 file would change. Nothing was written.\n',
    })
    expect(await read('app/page.tsx')).toBe(page)
  })

  it('keeps to the paths it is given', async () => {
    await write('other/page.tsx', page)
    await commitAll()
    await run('other')
    expect([await read('app/page.tsx'), await read('other/page.tsx')]).toEqual([page, migrated])
  })

  it('leaves files that are no text', async () => {
    const bytes = Buffer.concat([Buffer.from(page), Buffer.from([0xff, 0xfe])])
    await write('app/binary.ts', bytes)
    await run('--force')
    expect((await readFile(join(folder, 'app/binary.ts'))).equals(bytes)).toBe(true)
  })

  // The attack: a repository with a link to a file of somebody's that is none of its own.
  it('writes through no link', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'keywright-elsewhere-'))
    await writeFile(join(elsewhere, 'own.ts'), page)
    await symlink(join(elsewhere, 'own.ts'), join(folder, 'app/linked.ts'))
    await commitAll()
    const { out } = await run()
    expect(out).not.toContain('linked')
    expect(await readFile(join(elsewhere, 'own.ts'), 'utf8')).toBe(page)
    await rm(elsewhere, { recursive: true })
  })
})

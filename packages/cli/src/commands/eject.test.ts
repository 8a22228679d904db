import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandError, UsageError } from '../command.ts'
import { ejectCommand } from './eject.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywright-eject-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Runs the command, and gives what it said. */
async function eject(...args: string[]): Promise<string> {
  const notes: string[] = []
  const context = { environment: {}, out: () => undefined, note: (text: string) => void notes.push(text) }
  await ejectCommand.run([...args, '--out', folder], context)
  return notes.join('')
}

const read = (path: string) => readFile(join(folder, path), 'utf8')

describe('keywright eject', () => {
  it('writes a view, what it stands on and its looks, and says what to do next', async () => {
    const said = await eject('sign-in')
    expect(said).toMatch(/^Wrote \d+ files to /)
    expect(said).toContain("import { SignIn } from './")
    expect(await read('sign-in.tsx')).toContain("useFlow('signIn', props)")
    expect(await read('keywright.css')).toMatch(/@layer keywright \{\n[\s\S]*\.kw-card/)
    const view = await read('flows/sign-in/code.view.tsx')
    expect(view).toContain('className="kw-row"')
    expect(view).not.toMatch(/preact|\.tsx'|\bclass=/)
    expect(await read('localization/translate.ts')).not.toContain('profile')
  })

  it('keeps what two views share', async () => {
    await eject('sign-in')
    expect(await eject('sign-up')).toMatch(/\(\d\d were there already\)/)
    expect(await eject('sign-up')).toMatch(/^Wrote 0 files/)
  })

  it('overwrites nothing that was changed, unless it is told to', async () => {
    await eject('sign-in')
    await writeFile(join(folder, 'primitives/card.tsx'), 'mine')
    await rm(join(folder, 'sign-in.tsx'))
    await expect(eject('sign-in')).rejects.toThrow(CommandError)
    await expect(eject('sign-in')).rejects.toThrow(/primitives\/card\.tsx[\s\S]*--force/)
    expect(await read('primitives/card.tsx')).toBe('mine')
    await expect(read('sign-in.tsx')).rejects.toThrow('ENOENT')
    await eject('sign-in', '--force')
    expect(await read('primitives/card.tsx')).toContain('export function Card')
  })

  it.each([[['card']], [[]], [['__proto__']], [['sign-in', 'sign-up']]])(
    'refuses %o in words',
    async (names) => {
      await expect(eject(...names)).rejects.toThrow(UsageError)
    },
  )
})

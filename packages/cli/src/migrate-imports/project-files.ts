/** Which files are an app's own: what git keeps or would keep, never what was installed or is ignored. */
import { execFile } from 'node:child_process'
import { existsSync, lstatSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'

const foreignFolder =
  /(^|\/)(node_modules|\.git|dist|build|\.next|\.nuxt|\.output|\.astro|\.svelte-kit|coverage)(\/|$)/
const outputMax = 64 * 1024 * 1024

export interface ProjectFiles {
  /** Absolute paths. */
  files: string[]
  /** `none`: there is no git to go back with. */
  git: 'clean' | 'changed' | 'none'
}

export async function findProjectFiles(folder: string, paths: readonly string[]): Promise<ProjectFiles> {
  const given = paths.length === 0 ? ['.'] : paths
  const listed = await git(folder, [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    ...given,
  ])
  if (listed === undefined) {
    const found = await Promise.all(given.map((path) => walk(resolve(folder, path))))
    return { files: found.flat().sort(), git: 'none' }
  }
  const status = (await git(folder, ['status', '--porcelain', '--', ...given])) ?? ''
  const names = [...new Set(listed.split('\0').filter((name) => name !== '' && !foreignFolder.test(name)))]
  const files = names.map((name) => resolve(folder, name)).filter(isOwnFile)
  return { files: files.sort(), git: status.trim() === '' ? 'clean' : 'changed' }
}

/** What a link leads to may be outside of the app, where nothing is to be written. */
const isOwnFile = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isFile() === true

/** `undefined` outside any repository. */
async function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', [...args], { cwd, maxBuffer: outputMax })
    return stdout
  } catch {
    return undefined
  }
}

async function walk(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
  if (!entries) return existsSync(path) ? [path] : []
  const inner = entries.map(async (entry) => {
    const full = join(path, entry.name)
    if (foreignFolder.test(relative(path, full)) || entry.isSymbolicLink()) return []
    return entry.isDirectory() ? await walk(full) : [full]
  })
  return (await Promise.all(inner)).flat()
}

/** The files that belong to the repository: what git would commit, or all but build products where there is no git. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** The top folder of the repository. */
export const repositoryRoot = join(import.meta.dirname, '..')

/** A text file with its path relative to the top folder. */
export type RepositoryFile = { path: string; text: string }

const products = new Set(['node_modules', 'dist', '.next', '.git', '.cache', '.keywright', 'coverage'])

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !products.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : []
    })
}

function listPaths(root: string): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const git = spawnSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  // The folder's own `.git` is asked for, because an unpacked archive may lie inside another repository.
  if (git.status === 0 && existsSync(join(root, '.git'))) return git.stdout.split('\0').filter(Boolean)
  return walk(root).map((path) => relative(root, path).split(sep).join('/'))
}

/** Reads every text file of the repository whose path matches. */
export function readRepositoryFiles(matches: RegExp, root: string = repositoryRoot): RepositoryFile[] {
  return listPaths(root)
    .filter((path) => matches.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.slice(0, 8000).includes('\0'))
}

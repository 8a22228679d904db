import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './repository-files.ts'

/** Whether something built is missing, or older than one of its sources: files or folders of the repository. */
export function isStale(built: string, sources: readonly string[]): boolean {
  if (!existsSync(built)) return true
  const newest = Math.max(...sources.map((source) => newestChange(join(repositoryRoot, source))))
  return statSync(built).mtimeMs <= newest
}

function newestChange(path: string): number {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return inside.reduce((newest, name) => Math.max(newest, statSync(join(path, name)).mtimeMs), stats.mtimeMs)
}

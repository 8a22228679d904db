import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Removes a data folder with its database. As root the database lies elsewhere, where a note in the folder says; a
 * database whose server was killed still runs, and is ended first.
 */
export async function removeDataFolder(folder: string): Promise<void> {
  const note = await readFile(join(folder, 'postgres-location.json'), 'utf8').catch(() => undefined)
  const cluster = note === undefined ? undefined : (JSON.parse(note) as { cluster: string }).cluster
  const base = cluster === undefined ? join(folder, 'postgres') : join('/var/lib/keywright', cluster)
  await endPostmaster(join(base, 'cluster', 'data', 'postmaster.pid'))
  if (cluster !== undefined) await rm(base, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

async function endPostmaster(pidFile: string): Promise<void> {
  const text = await readFile(pidFile, 'utf8').catch(() => undefined)
  const pid = Number(text?.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    return
  }
  for (let tries = 0; tries < 100 && isAlive(pid); tries++)
    await new Promise((resolve) => setTimeout(resolve, 50))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

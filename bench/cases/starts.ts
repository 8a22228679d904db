/** How long starts take, and what an idle server holds in memory. */
import { setTimeout as pause } from 'node:timers/promises'
import { residentMegabytes } from '../measure/processes.ts'
import { median } from '../measure/statistics.ts'
import { type DataFolder, makeDataFolder, type ServerCopy, startKeywright } from '../servers/keywright.ts'

export interface StartsAndIdleMemory {
  first: number
  later: number
  idle: number
}

const settleMilliseconds = 3_000

/** Starts on empty data folders (with initdb, migrations, and no compiled code), the last of which is kept. */
export async function measureStarts(
  server: ServerCopy,
  kept: DataFolder,
  counts: { first: number; later: number },
): Promise<StartsAndIdleMemory> {
  const first: number[] = []
  for (let index = 1; index < counts.first; index += 1) {
    const folder = await makeDataFolder()
    first.push(await startOnce(server, folder).finally(() => folder.remove()))
  }
  first.push(await startOnce(server, kept))
  const later: number[] = []
  for (let index = 0; index < counts.later; index += 1) later.push(await startOnce(server, kept))
  return { first: median(first), later: median(later), idle: await measureIdle(server, kept) }
}

async function startOnce(server: ServerCopy, folder: DataFolder): Promise<number> {
  const { readyMilliseconds, stop } = await startKeywright(server, folder)
  await stop()
  return readyMilliseconds
}

async function measureIdle(server: ServerCopy, folder: DataFolder): Promise<number> {
  const { pid, stop } = await startKeywright(server, folder)
  await pause(settleMilliseconds)
  const idle = residentMegabytes(pid)
  await stop()
  return idle
}

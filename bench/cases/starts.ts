/** How long starts take, and what an idle server holds in memory. */
import { setTimeout as pause } from 'node:timers/promises'
import { residentMegabytes } from '../measure/processes.ts'
import { median } from '../measure/statistics.ts'
import { type DataFolder, makeDataFolder, startKeywright } from '../servers/keywright.ts'

export interface StartsAndIdleMemory {
  first: number
  later: number
  idle: number
}

const settleMilliseconds = 3_000

/** Starts on empty data folders (with initdb, migrations, and no compiled code), the last of which is kept. */
export async function measureStarts(
  kept: DataFolder,
  counts: { first: number; later: number },
): Promise<StartsAndIdleMemory> {
  const first: number[] = []
  for (let index = 1; index < counts.first; index += 1) {
    const folder = await makeDataFolder()
    first.push(await startOnce(folder).finally(() => folder.remove()))
  }
  first.push(await startOnce(kept))
  const later: number[] = []
  for (let index = 0; index < counts.later; index += 1) later.push(await startOnce(kept))
  return { first: median(first), later: median(later), idle: await measureIdle(kept) }
}

async function startOnce(folder: DataFolder): Promise<number> {
  const server = await startKeywright(folder)
  await server.stop()
  return server.readyMilliseconds
}

async function measureIdle(folder: DataFolder): Promise<number> {
  const server = await startKeywright(folder)
  await pause(settleMilliseconds)
  const idle = residentMegabytes(server.pid)
  await server.stop()
  return idle
}

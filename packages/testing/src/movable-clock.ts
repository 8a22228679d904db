/** A clock of a server under test that a test can move, so that what takes minutes or a night is over at once. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface TestClock {
  /** Lets time pass for the server alone: tokens and codes lapse, the test's own clock stays. */
  advance(milliseconds: number): Promise<void>
  /** The environment of a process that moves along: an app whose clock stays behind takes no tokens of the future. */
  environment: Readonly<Record<string, string>>
}

export interface MovableClock extends TestClock {
  remove(): Promise<void>
}

const waitMillisecondsMax = 5_000

export async function createMovableClock(): Promise<MovableClock> {
  const folder = await mkdtemp(join(tmpdir(), 'keywright-clock-'))
  const file = join(folder, 'ahead')
  await writeFile(file, '0')
  const preload = createRequire(import.meta.url).resolve('@keywright/testing/shift-clock')
  let ahead = 0
  return {
    environment: { NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`, KEYWRIGHT_TEST_CLOCK: file },
    async advance(milliseconds) {
      if (!Number.isFinite(milliseconds) || milliseconds < 0)
        throw new RangeError('Keywright: time passes forwards, by a number of milliseconds.')
      ahead += milliseconds
      await writeFile(file, String(ahead))
      await untilSeen(`${file}.seen`, String(ahead))
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function untilSeen(file: string, text: string): Promise<void> {
  const deadline = performance.now() + waitMillisecondsMax
  while ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    if (performance.now() > deadline)
      throw new Error('Keywright: the server did not see its clock move. Does it run?')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A real server whose clock a test can move, so that what takes minutes or a night is over at once. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type RunningKeywright, type StartKeywrightOptions, startKeywright } from '@keywright/test-kit'

export interface MovableKeywright extends RunningKeywright {
  /** Lets time pass for the server alone. */
  pass(milliseconds: number): Promise<void>
}

export const minutes = (count: number) => count * 60_000
export const hours = (count: number) => minutes(count * 60)

/** Starts a server that limits nobody: a test asks for in seconds what people ask for in a day. */
export async function startMovableKeywright(options: StartKeywrightOptions = {}): Promise<MovableKeywright> {
  const file = join(mkdtempSync(join(tmpdir(), 'keywright-clock-')), 'ahead')
  writeFileSync(file, '0')
  const preload = pathToFileURL(join(import.meta.dirname, 'shift-clock.mjs')).href
  const env = {
    ...{ NODE_OPTIONS: `--import=${preload}`, KEYWRIGHT_TEST_CLOCK: file, KEYWRIGHT_RATE_LIMITS: 'false' },
    ...options.env,
  }
  const keywright = await startKeywright({ ...options, env })
  let ahead = 0
  return {
    ...keywright,
    async pass(milliseconds) {
      ahead += milliseconds
      writeFileSync(file, String(ahead))
      while (readSeen(`${file}.seen`) !== String(ahead))
        await new Promise((resolve) => setTimeout(resolve, 5))
    },
  }
}

function readSeen(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

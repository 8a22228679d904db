/** The real server from the sources of this repository, for tests that trust nothing less. */
import { join } from 'node:path'
import {
  launchKeywright,
  type RunningKeywright,
  type StartKeywrightOptions,
} from '@keywright/testing/internal'

export const repositoryRoot = join(import.meta.dirname, '../../..')
const fromSource = '--conditions=keywright-source'

/** Starts a server on a free port and waits until it is ready. */
export function startKeywright(options?: StartKeywrightOptions): Promise<RunningKeywright> {
  const installation = {
    server: [fromSource, 'apps/server/src/launcher.ts'],
    command: [fromSource, 'packages/cli/bin/keywright.mjs'],
    cwd: repositoryRoot,
  }
  return launchKeywright(installation, options)
}

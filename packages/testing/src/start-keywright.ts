/** The server that is installed beside the app's tests. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  type Installation,
  launchKeywright,
  type RunningKeywright,
  type StartKeywrightOptions,
} from './launch-keywright.ts'
import { TestingError } from './testing-error.ts'

/**
 * Starts a server on a free port, with a database of its own that is gone after `stop`. For a global set-up, which hands the
 * environment on to the workers of the test runner: `Object.assign(process.env, keywright.env)`.
 */
export async function startKeywright(options: StartKeywrightOptions = {}): Promise<StartedKeywright> {
  const running = await launchKeywright(findInstallation(), { movableClock: true, ...options })
  const platformKey = (await running.command('keys', '--platform')).trim()
  const { publishableKey, secretKey, url, apiUrl } = running
  return {
    ...running,
    platformKey,
    env: {
      KEYWRIGHT_PUBLISHABLE_KEY: publishableKey,
      KEYWRIGHT_SECRET_KEY: secretKey,
      KEYWRIGHT_URL: url,
      KEYWRIGHT_API_URL: apiUrl,
      KEYWRIGHT_PLATFORM_KEY: platformKey,
    },
  }
}

export interface StartedKeywright extends RunningKeywright {
  /** Opens the Platform API: with it `createTestInstance` makes instances. */
  platformKey: string
  /** What an app, and these helpers, read. */
  env: Record<string, string>
}

function findInstallation(): Installation {
  const cwd = process.cwd()
  try {
    const manifest = createRequire(join(cwd, 'package.json')).resolve('@keywright/cli/package.json')
    const server = createRequire(manifest).resolve('@keywright/server/launcher')
    return { server: [server], command: [join(dirname(manifest), 'bin/keywright.mjs')], cwd }
  } catch (error) {
    throw new TestingError(
      'server_not_installed',
      'startKeywright starts the server that is installed here, and there is none. Run: npm install --save-dev @keywright/cli',
      { cause: error },
    )
  }
}

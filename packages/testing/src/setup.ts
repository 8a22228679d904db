/** Once before all tests: a token that passes the limits which protect the sign-in from automatons. */
import { existsSync } from 'node:fs'
import { findTarget, type TestTarget } from './test-target.ts'

export interface SetupOptions extends TestTarget {
  /** Reads `.env` and `.env.local` first; what the process has already wins. True by default. */
  dotenv?: boolean | undefined
}

/** For a global set-up. The workers of the runner inherit what it puts into the environment. */
export async function keywrightSetup({ dotenv = true, ...target }: SetupOptions = {}): Promise<void> {
  if (dotenv) for (const file of ['.env.local', '.env']) if (existsSync(file)) process.loadEnvFile(file)
  const { client, frontendUrl } = findTarget(target)
  const { token } = await client.testingTokens.createTestingToken()
  Object.assign(process.env, { CLERK_FAPI: frontendUrl, CLERK_TESTING_TOKEN: token })
}

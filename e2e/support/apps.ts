import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  findFreePort,
  type RunningKeywright,
  repositoryRoot,
  type ServerProcess,
  startServerProcess,
} from '@keywright/test-kit'

export interface ExampleApp extends ServerProcess {
  readonly url: string
}

/** Reads `NAME=value` lines, as `keywright keys --env` prints them and `.env` files hold them. */
export function parseEnv(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)]
  return Object.fromEntries(
    pairs.map(([, name, value]) => [name ?? '', (value ?? '').replace(/^"(.*)"$/, '$1')]),
  )
}

/** The Express example with the official SDK. */
export const startExpressApp = (keywright: RunningKeywright) =>
  startServerApp(keywright, { folder: 'express', framework: 'express' })

/** The Express example with our own SDK, which is read from its sources. */
export const startKeywrightExpressApp = (keywright: RunningKeywright) =>
  startServerApp(keywright, { folder: 'keywright-express', framework: 'keywright' })

/** An example that is one file, with exactly the environment that the CLI prints for it. */
async function startServerApp(
  keywright: RunningKeywright,
  { folder, framework }: { folder: string; framework: string },
): Promise<ExampleApp> {
  const port = await findFreePort()
  const env = { ...parseEnv(await keywright.command('keys', '--env', framework)), PORT: String(port) }
  const url = `http://localhost:${port}`
  const app = await startServerProcess({
    command: process.execPath,
    args: ['--conditions=keywright-source', 'server.mjs'],
    cwd: join(repositoryRoot, 'examples', folder),
    env,
    readyUrl: url,
  })
  return { ...app, url }
}

/** The example without a framework: pages with one script tag, under a strict policy. */
export async function startVanillaApp({
  publishableKey,
  url: server,
}: RunningKeywright): Promise<ExampleApp> {
  const port = await findFreePort()
  const url = `http://localhost:${port}`
  const app = await startServerProcess({
    command: process.execPath,
    args: ['server.mjs'],
    cwd: join(repositoryRoot, 'examples/vanilla'),
    env: { KEYWRIGHT_PUBLISHABLE_KEY: publishableKey, KEYWRIGHT_URL: server, PORT: String(port) },
    readyUrl: url,
  })
  return { ...app, url }
}

/** The Next.js example, built and served, with exactly the environment that the CLI prints for it. */
export async function startNextApp(keywright: RunningKeywright): Promise<ExampleApp> {
  const port = await findFreePort()
  const printed = parseEnv(await keywright.command('keys', '--env', 'next'))
  const pages = { NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in', NEXT_PUBLIC_CLERK_SIGN_UP_URL: '/sign-up' }
  const env = { ...printed, ...pages, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const cwd = join(repositoryRoot, 'examples/nextjs')
  const next = join(repositoryRoot, 'node_modules/next/dist/bin/next')
  await promisify(execFile)(process.execPath, [next, 'build'], {
    cwd,
    env: { ...process.env, ...env },
    maxBuffer: 16 * 1024 * 1024,
  })
  const url = `http://localhost:${port}`
  const app = await startServerProcess({
    command: process.execPath,
    args: [next, 'start', '-p', String(port)],
    cwd,
    env,
    readyUrl: `${url}/api/me`,
  })
  return { ...app, url }
}

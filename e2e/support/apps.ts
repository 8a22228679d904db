import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort, type Keywright, type RunningProcess, startProcess } from '@keywright/test-kit'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ExampleApp extends RunningProcess {
  readonly url: string
}

/** Reads `NAME=value` lines, as `keywright keys --env` prints them and `.env` files hold them. */
function parseEnv(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)]
  return Object.fromEntries(
    pairs.map(([, name, value]) => [name ?? '', (value ?? '').replace(/^"(.*)"$/, '$1')]),
  )
}

/** The Express example, with exactly the environment that the CLI prints for it. */
export async function startExpressApp(keywright: Keywright): Promise<ExampleApp> {
  const port = await freePort()
  const env = { ...parseEnv(await keywright.cli('keys', '--env', 'express')), PORT: String(port) }
  const url = `http://localhost:${port}`
  const app = await startProcess({
    command: process.execPath,
    args: ['server.mjs'],
    cwd: `${root}examples/express`,
    env,
    readyUrl: url,
  })
  return { ...app, url }
}

/** The Next.js example, built and served, with exactly the environment that the CLI prints for it. */
export async function startNextApp(keywright: Keywright): Promise<ExampleApp> {
  const port = await freePort()
  const printed = parseEnv(await keywright.cli('keys', '--env', 'next'))
  const pages = { NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in', NEXT_PUBLIC_CLERK_SIGN_UP_URL: '/sign-up' }
  const env = { ...printed, ...pages, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const cwd = `${root}examples/nextjs`
  const next = `${root}node_modules/next/dist/bin/next`
  const bare = { ...process.env, ...env }
  delete bare.NODE_OPTIONS
  await promisify(execFile)(process.execPath, [next, 'build'], {
    cwd,
    env: bare,
    maxBuffer: 16 * 1024 * 1024,
  })
  const url = `http://localhost:${port}`
  const app = await startProcess({
    command: process.execPath,
    args: [next, 'start', '-p', String(port)],
    cwd,
    env,
    readyUrl: `${url}/api/me`,
  })
  return { ...app, url }
}

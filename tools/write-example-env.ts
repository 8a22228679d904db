/**
 * Writes `.env` of the example apps once the server of `npm start` is ready, so that they run without any setting up.
 * A file that somebody wrote themselves is left alone. Started beside the server by `start.ts`.
 */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..')
const mark = '# Written by `npm start` of Keywright. Remove this line to keep your own changes.'
/** How each asks for its keys: as its SDK reads them. */
const examples = {
  express: ['--env', 'express'],
  'keywright-express': ['--env', 'keywright'],
  nextjs: ['--env', 'next'],
  vanilla: ['--json'],
}
const waitMillisecondsMax = 120_000

/** Whether the server answers before the time is up, or its process is gone. */
async function isReady(port: string): Promise<boolean> {
  const server = process.ppid
  const deadline = Date.now() + waitMillisecondsMax
  while (Date.now() < deadline && process.ppid === server) {
    const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined)
    if (response?.ok) return true
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return false
}

/** What a file becomes; `undefined` when it is to stay as it is. */
export function nextContent(present: string | undefined, lines: string): string | undefined {
  const content = `${mark}\n${lines}`
  const isOurs = present === undefined || present.startsWith(mark)
  return isOurs && present !== content ? content : undefined
}

/** Our own names for what `keywright keys --json` prints; the secret is for servers alone. */
export function ownNames(json: string): string {
  const keys = JSON.parse(json) as { publishable_key: string; frontend_api_url: string }
  return `KEYWRIGHT_PUBLISHABLE_KEY=${keys.publishable_key}\nKEYWRIGHT_URL=${keys.frontend_api_url}\n`
}

async function writeEnv(example: string, asked: readonly string[]): Promise<void> {
  const command = [
    '--conditions=keywright-source',
    join(root, 'packages/cli/bin/keywright.mjs'),
    ...['keys', ...asked],
  ]
  const { stdout: printed } = await promisify(execFile)(process.execPath, command, { cwd: root })
  const stdout = asked.includes('--json') ? ownNames(printed) : printed
  const file = join(root, 'examples', example, '.env')
  const content = nextContent(await readFile(file, 'utf8').catch(() => undefined), stdout)
  if (content !== undefined) await writeFile(file, content, { mode: 0o600 })
}

if (
  import.meta.url === pathToFileURL(process.argv[1] ?? '').href &&
  (await isReady(process.env.PORT || '3900'))
) {
  for (const [example, asked] of Object.entries(examples)) await writeEnv(example, asked)
}

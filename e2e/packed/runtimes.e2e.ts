/** The server SDK where there is no Node: on Bun, on Deno, and in a worker, each a real one, against the real server. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createBackendClient } from '@keywright/backend'
import { findFreePort, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import { signWebhook, webhookSecret } from '@keywright/test-kit/instance'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseEnv } from '../support/apps.ts'
import { newAddress } from '../support/browser.ts'
import { createOutsideApp, type OutsideApp, type RunningApp } from '../support/outside-app.ts'

let keywright: RunningKeywright
let outside: OutsideApp
let env: Record<string, string>
let client: ReturnType<typeof createBackendClient>

const app = `
import { getAuth, keywrightMiddleware } from '@keywright/hono'
import { verifyWebhook } from '@keywright/hono/webhooks'
import { Hono } from 'hono'

const app = new Hono()
app.post('/hook', (c) => verifyWebhook(c).then(({ type }) => c.json({ type }), () => c.json({}, 400)))
app.use('*', keywrightMiddleware(globalThis.options ?? {}))
app.get('/', (c) => c.json({ userId: getAuth(c).userId }))
app.get('/email', async (c) => {
  const user = await c.var.keywright.users.getUser(getAuth(c).userId)
  return c.json({ email: user.primaryEmailAddress.emailAddress })
})
export default app
`
/** For processes that live long enough to listen. */
const withFeed = `
import { createBackendClient, createRevocationFeed } from '@keywright/backend'
const revocations = createRevocationFeed()
globalThis.options = { keywrightClient: createBackendClient({ revocations }) }
await revocations.ready()
export default (await import('./app.mjs')).default
`

/** A worker's configuration (workerd.capnp). Its environment is handed to it, and it may call this machine. */
const workerConfig = (port: number, bindings: Record<string, string>) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-07-01",
  bindings = [
${Object.entries(bindings)
  .map(([name, value]) => `    (name = "${name}", text = "${value}"),`)
  .join('\n')}
  ],
);
`

beforeAll(async () => {
  keywright = await startKeywright()
  outside = await createOutsideApp('runtimes')
  const others = ['hono@4.13.19', 'bun@1.4.5', 'deno@2.9.6', 'workerd@1.20260730.1', 'esbuild@0.28.2']
  await outside.install(['@keywright/backend', '@keywright/hono', ...others])
  await writeFile(join(outside.folder, 'app.mjs'), app)
  await writeFile(join(outside.folder, 'with-feed.mjs'), withFeed)
  const keys = parseEnv(await keywright.command('keys', '--env', 'keywright'))
  env = { ...keys, KEYWRIGHT_WEBHOOK_SIGNING_SECRET: webhookSecret }
  const { secretKey, publishableKey, apiUrl } = keywright
  client = createBackendClient({ secretKey, publishableKey, apiUrl, environment: {} })
})
afterAll(async () => {
  await outside?.remove()
  await keywright?.stop()
})

async function bundleWorker(port: number): Promise<string> {
  const conditions = '--conditions=workerd,worker'
  await outside.run(`esbuild app.mjs --bundle --format=esm ${conditions} --outfile=worker.mjs`)
  await writeFile(join(outside.folder, 'worker.capnp'), workerConfig(port, env))
  return 'workerd serve worker.capnp'
}

const runtimes = [
  { name: 'Bun', commandFor: async () => 'bun run with-feed.mjs', hasFeed: true },
  {
    name: 'Deno',
    commandFor: async (port: number) => `deno serve -A --no-check --port ${port} with-feed.mjs`,
    hasFeed: true,
  },
  { name: 'a worker', commandFor: bundleWorker, hasFeed: false },
]

describe.each(runtimes)('on $name', ({ commandFor, hasFeed }) => {
  let running: RunningApp
  const emailAddress = newAddress()
  let sessionId: string
  let token: string

  beforeAll(async () => {
    const port = await findFreePort()
    running = await outside.serve(await commandFor(port), env, port)
    const user = await client.users.createUser({
      emailAddress: [emailAddress],
      skipPasswordRequirement: true,
    })
    sessionId = (await client.sessions.createSession({ userId: user.id })).id
    token = (await client.sessions.getToken(sessionId)).jwt
  })
  afterAll(() => running?.stop())

  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(running.url + path, { headers, redirect: 'manual' })
  const who = async (bearer: string) =>
    (await (await ask('/', { authorization: `Bearer ${bearer}` })).json()) as { userId: string | null }

  it('a member is known, and nobody else', async () => {
    expect(await who(token)).toEqual({ userId: expect.stringMatching(/^user_/) })
    const [head, payload = '', signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'user_1' })).toString('base64url')
    expect(await who([head, forged, signature].join('.'))).toEqual({ userId: null })
    expect(await (await ask('/')).json()).toEqual({ userId: null })
  })

  it('a browser that seems to be signed in is sent through a handshake', async () => {
    const page = { accept: 'text/html', 'sec-fetch-dest': 'document', cookie: '__client_uat=5' }
    const answer = await ask('/', page)
    expect(answer.status).toBe(307)
    expect(answer.headers.get('location')).toContain(`${keywright.url}/v1/client/handshake`)
  })

  it('the Backend API is reached', async () => {
    const answer = await ask('/email', { authorization: `Bearer ${token}` })
    expect(await answer.json()).toEqual({ email: emailAddress })
  })

  it('a webhook is taken by its signature', async () => {
    const body = JSON.stringify({ type: 'user.created', data: { id: 'user_1' }, object: 'event' })
    const post = (headers: Record<string, string>) =>
      fetch(`${running.url}/hook`, { method: 'POST', headers, body })
    expect(await (await post(signWebhook(body))).json()).toEqual({ type: 'user.created' })
    expect((await post(signWebhook(`${body} `))).status).toBe(400)
  })

  if (hasFeed)
    it('a session that is revoked is refused within a second', async () => {
      await client.sessions.revokeSession(sessionId)
      await expect.poll(() => who(token), { timeout: 1_000, interval: 50 }).toEqual({ userId: null })
    })
})

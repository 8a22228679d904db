/** Code as public tutorials write it, with nothing but the package's name changed. */
import {
  makeToken,
  publishableKeyOf,
  signWebhook,
  startBackendApi,
  webhookSecret,
} from '@keywright/test-kit/instance'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clerkMiddleware, getAuth } from './index.ts'
import { verifyWebhook } from './webhooks.ts'

let api: Awaited<ReturnType<typeof startBackendApi>>
let bindings: Record<string, string>
beforeAll(async () => {
  api = await startBackendApi()
  bindings = {
    ...{ CLERK_SECRET_KEY: 'sk_live_a', CLERK_PUBLISHABLE_KEY: publishableKeyOf('live') },
    CLERK_API_URL: api.url,
  }
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await api.stop()
})

const app = new Hono()
app.use('*', clerkMiddleware())
app.get('/', (c) => {
  const auth = getAuth(c)
  if (!auth?.userId) return c.json({ message: 'You are not logged in.' })
  return c.json({ userId: auth.userId, called: c.get('clerkAuth')().userId })
})
app.get('/user', async (c) => {
  const error = await c
    .get('clerk')
    .users.getUser('user_1')
    .catch((thrown: unknown) => thrown)
  return c.json({ code: (error as { code: string }).code })
})
app.get('/fetched', () => fetch(`${api.url}/v1/jwks`))

const signedIn = async () => ({ headers: { authorization: `Bearer ${await makeToken()}` } })

describe('clerkMiddleware', () => {
  it('reads the environment of the process', async () => {
    for (const [name, value] of Object.entries(bindings)) vi.stubEnv(name, value)
    expect(await (await app.request('/', await signedIn())).json()).toEqual({
      ...{ userId: 'user_1', called: 'user_1' },
    })
    expect(await (await app.request('/')).json()).toEqual({ message: 'You are not logged in.' })
    expect(await (await app.request('/user')).json()).toEqual({ code: 'resource_not_found' })
    vi.unstubAllEnvs()
  })

  it('reads what a worker is handed with each request', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
    const worker = new Hono()
    worker.use('*', clerkMiddleware())
    worker.get('/', (c) => c.json({ userId: getAuth(c).userId }))
    expect(await (await worker.request('/', await signedIn(), bindings)).json()).toEqual({ userId: 'user_1' })
    vi.unstubAllGlobals()
  })

  it('adds its headers to an answer that was fetched, too', async () => {
    for (const [name, value] of Object.entries(bindings)) vi.stubEnv(name, value)
    const response = await app.request('/fetched')
    expect([response.status, response.headers.get('x-clerk-auth-status')]).toEqual([200, 'signed-out'])
    expect(await response.json()).toHaveProperty('keys')
    vi.unstubAllEnvs()
  })
})

describe('verifyWebhook', () => {
  it('takes the body as it comes', async () => {
    const receiver = new Hono()
    receiver.post('/', async (c) => c.text((await verifyWebhook(c, { signingSecret: webhookSecret })).type))
    const body = JSON.stringify({ type: 'user.created', data: {} })
    const response = await receiver.request('/', { method: 'POST', body, headers: signWebhook(body) })
    expect(await response.text()).toBe('user.created')
  })
})

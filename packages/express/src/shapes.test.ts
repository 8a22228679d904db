/** Code as public tutorials write it, with nothing but the package's name changed. */
import type { AddressInfo } from 'node:net'
import {
  cookieHeader,
  makeToken,
  nowSeconds,
  publishableKeyOf,
  signWebhook,
  startBackendApi,
  webhookSecret,
} from '@keywright/test-kit/instance'
import express, { type ErrorRequestHandler, type Express } from 'express'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  ClerkExpressRequireAuth,
  ClerkExpressWithAuth,
  clerkClient,
  clerkMiddleware,
  getAuth,
  type RequireAuthProp,
  requireAuth,
} from './index.ts'
import { verifyWebhook } from './webhooks.ts'

const servers: { close(): void }[] = []

async function listen(app: Express): Promise<string> {
  const server = await new Promise<ReturnType<Express['listen']>>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  const api = await startBackendApi()
  servers.push({ close: () => void api.stop() })
  vi.stubEnv('CLERK_SECRET_KEY', 'sk_live_a')
  vi.stubEnv('CLERK_PUBLISHABLE_KEY', publishableKeyOf('live'))
  vi.stubEnv('CLERK_API_URL', api.url)
})
afterAll(() => {
  for (const server of servers) server.close()
  vi.unstubAllEnvs()
})

const signedIn = async (claims = {}) => ({
  headers: { authorization: `Bearer ${await makeToken({ claims })}` },
})

describe('ClerkExpressRequireAuth', () => {
  const start = async (onError?: ErrorRequestHandler) => {
    const app = express()
    app.get('/protected', ClerkExpressRequireAuth(), (request, response) => {
      const { auth } = request as RequireAuthProp<typeof request>
      response.json({ auth, userId: auth.userId, called: auth().userId, claim: auth.sessionClaims?.plan })
    })
    if (onError) app.use(onError)
    return listen(app)
  }

  it('has who it is under req.auth, which is also an answer by itself', async () => {
    const response = await fetch(`${await start()}/protected`, await signedIn({ plan: 'pro' }))
    expect(await response.json()).toMatchObject({
      ...{ userId: 'user_1', called: 'user_1', claim: 'pro' },
      auth: { userId: 'user_1', sessionId: 'sess_1', sessionClaims: { sub: 'user_1' } },
    })
  })

  it('hands a stranger to the error handler, as an error that says `Unauthenticated`', async () => {
    const url = await start((error, _request, response, _next) => {
      response.status(401).send(error.message)
    })
    const response = await fetch(`${url}/protected`)
    expect([response.status, await response.text()]).toEqual([401, 'Unauthenticated'])
  })

  it('is answered with 401 by Express itself', async () => {
    vi.stubEnv('NODE_ENV', 'test')
    expect((await fetch(`${await start()}/protected`)).status).toBe(401)
  })
})

describe('ClerkExpressWithAuth', () => {
  it('lets a stranger through, as nobody', async () => {
    const app = express()
    app.use(ClerkExpressWithAuth())
    app.get('/', (request, response) => void response.json(getAuth(request)))
    const url = await listen(app)
    expect(await (await fetch(url)).json()).toMatchObject({ userId: null })
    expect(await (await fetch(url, await signedIn())).json()).toMatchObject({ userId: 'user_1' })
  })
})

describe('requireAuth', () => {
  it('needs no middleware before it, and knows the whole path of a mounted router', async () => {
    const app = express()
    const router = express.Router()
    router.get(
      '/page',
      requireAuth({ signInUrl: 'https://accounts.example.com/sign-in' }),
      (_request, response) => {
        response.send('hello')
      },
    )
    app.use('/mounted', router)
    const url = await listen(app)
    const page = { headers: { accept: 'text/html' }, redirect: 'manual' } as const
    const sent = await fetch(`${url}/mounted/page?a=1`, page)
    const location = new URL(sent.headers.get('location') ?? '')
    expect(location.searchParams.get('redirect_url')).toBe(`${url}/mounted/page?a=1`)
    expect(await (await fetch(`${url}/mounted/page`, await signedIn())).text()).toBe('hello')
  })

  it('finds the sign-in of the instance where none is named', async () => {
    const app = express()
    app.use(clerkMiddleware())
    app.get('/', requireAuth(), (_request, response) => void response.send('hello'))
    const sent = await fetch(await listen(app), { headers: { accept: 'text/html' }, redirect: 'manual' })
    expect(sent.headers.get('location')).toMatch(/^https:\/\/accounts\.example\.com\/sign-in\?redirect_url=/)
  })
})

describe('the middleware', () => {
  it('is only needed once, whoever else uses it', async () => {
    const app = express()
    app.use(clerkMiddleware(), clerkMiddleware(), ClerkExpressWithAuth())
    app.get('/', (request, response) => void response.json(getAuth(request)))
    const cookie = cookieHeader({ session: await makeToken({ at: -600 }), uat: nowSeconds() - 1000 })
    const headers = { cookie, accept: 'text/html' }
    const response = await fetch(await listen(app), { headers, redirect: 'manual' })
    expect(response.headers.getSetCookie()).toHaveLength(1)
  })

  it('is missed by name where it is not there', async () => {
    const app = express()
    app.get('/', (request, response) => void response.json(getAuth(request)))
    app.use(((error, _request, response, _next) => {
      response.status(500).json({ code: error.code, message: error.message })
    }) satisfies ErrorRequestHandler)
    expect(await (await fetch(await listen(app))).json()).toMatchObject({
      code: 'middleware_missing',
      message: expect.stringContaining('app.use(keywrightMiddleware())'),
    })
  })

  it('leaves no trace of another library’s req.auth', async () => {
    const app = express()
    app.use((request, _response, next) => {
      Object.assign(request, { auth: { userId: 'somebody else' } })
      next()
    })
    app.use(clerkMiddleware())
    app.get('/', (request, response) => void response.json({ userId: getAuth(request).userId }))
    expect(await (await fetch(await listen(app))).json()).toEqual({ userId: null })
  })
})

describe('the Frontend API, forwarded by the app,', () => {
  it('may be left in the middle of an answer', async () => {
    const onError = vi.fn()
    const cancelled = Promise.withResolvers<void>()
    const endless = () =>
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('first')),
        cancel: () => cancelled.resolve(),
      })
    const app = express()
    app.use(
      clerkMiddleware({ frontendApiProxy: { enabled: true }, fetch: async () => new Response(endless()) }),
    )
    app.use(((error, _request, _response, next) => {
      onError(error)
      next(error)
    }) satisfies ErrorRequestHandler)
    const leaving = new AbortController()
    const response = await fetch(`${await listen(app)}/__clerk/v1/x`, { signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    await cancelled.promise
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(onError).not.toHaveBeenCalled()
  })
})

describe('clerkClient', () => {
  it('reads the environment when it is first used, and may be called', async () => {
    await expect(clerkClient.users.getUser('user_1')).rejects.toMatchObject({ code: 'resource_not_found' })
    await expect((await clerkClient()).users.getUser('user_1')).rejects.toMatchObject({ status: 404 })
    expect('users' in clerkClient).toBe(true)
  })
})

describe('verifyWebhook', () => {
  it.each([
    ['raw', express.raw({ type: 'application/json' })],
    ['parsed', express.json()],
    ['as text', express.text({ type: 'application/json' })],
    ['not read', undefined],
  ])('takes a body that is %s', async (_name, parser) => {
    const app = express()
    if (parser) app.use(parser)
    app.post('/', async (request, response) => {
      const event = await verifyWebhook(request, { signingSecret: webhookSecret }).catch(() => undefined)
      response.status(event ? 200 : 400).json({ type: event?.type })
    })
    const url = await listen(app)
    const body = JSON.stringify({ type: 'user.created', data: { id: 'user_1', name: 'Ådå' } })
    const signed = { 'content-type': 'application/json', ...signWebhook(body) }
    expect(await (await fetch(url, { method: 'POST', body, headers: signed })).json()).toEqual({
      type: 'user.created',
    })
    const changed = body.replace('user_1', 'user_2')
    expect((await fetch(url, { method: 'POST', body: changed, headers: signed })).status).toBe(400)
  })
})

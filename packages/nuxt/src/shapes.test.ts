/** Code as public tutorials write it, with nothing but the package's name changed, and what Nuxt adds to the shared stories. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  makeToken,
  publishableKeyOf,
  signWebhook,
  startBackendApi,
  webhookSecret,
} from '@keywright/test-kit/instance'
import { type App, createApp, createError, eventHandler, toNodeListener } from 'h3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { declaredConfig, type KeywrightRuntimeConfig } from './server/runtime-config.ts'
import { clerkClient, clerkMiddleware, createRouteMatcher, getAuth, redirectToSignIn } from './server.ts'
import { verifyWebhook } from './webhooks.ts'

let api: Awaited<ReturnType<typeof startBackendApi>>
const servers: { close(): void }[] = []
beforeAll(async () => {
  api = await startBackendApi()
  servers.push({ close: () => void api.stop() })
})
afterAll(() => {
  for (const server of servers) server.close()
})

/** What Nuxt has read from the environment of an app. */
const config = (): KeywrightRuntimeConfig => ({
  ...declaredConfig(),
  clerk: { secretKey: 'sk_live_a', apiUrl: api.url, webhookSigningSecret: webhookSecret },
  public: {
    ...declaredConfig().public,
    clerk: { publishableKey: publishableKeyOf('live'), isSatellite: false },
  },
})

/** An app behind what the module puts before every request. */
async function serve(add: (app: App) => unknown, more: object = {}): Promise<string> {
  const app = createApp()
  app.use(eventHandler((event) => void Object.assign(event.context, { keywrightConfig: config(), ...more })))
  add(app)
  const server = createServer(toNodeListener(app)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const signedIn = async () => ({ headers: { authorization: `Bearer ${await makeToken()}` } })
const page = { headers: { accept: 'text/html' }, redirect: 'manual' } as const

describe('clerkMiddleware', () => {
  it('reads what Nuxt made of the environment, and guards routes', async () => {
    const isAdminRoute = createRouteMatcher(['/api/admin(.*)'])
    const url = await serve((app) => {
      app.use(
        clerkMiddleware((event) => {
          const { isAuthenticated } = event.context.auth()
          if (!isAuthenticated && isAdminRoute(event))
            throw createError({ statusCode: 401, statusMessage: 'Unauthorized: User not signed in' })
        }),
      )
      app.use(eventHandler((event) => ({ userId: getAuth(event).userId, same: event.context.auth().userId })))
    })
    expect((await fetch(`${url}/api/admin/users`)).status).toBe(401)
    expect(await (await fetch(`${url}/api/admin/users`, await signedIn())).json()).toEqual({
      ...{ userId: 'user_1', same: 'user_1' },
    })
    expect(await (await fetch(`${url}/api/other`)).json()).toEqual({ userId: null, same: null })
  })

  it('may be there twice: by the module, and by the app', async () => {
    const url = await serve((app) => {
      app.use(clerkMiddleware())
      app.use(clerkMiddleware((event) => ({ again: event.context.auth().userId })))
    })
    expect(await (await fetch(url, await signedIn())).json()).toEqual({ again: 'user_1' })
  })

  it('hands out a client of the request’s own instance', async () => {
    const url = await serve((app) => {
      app.use(clerkMiddleware())
      app.use(
        eventHandler(async (event) => ({
          code: await clerkClient(event)
            .users.getUser('user_1')
            .catch((error) => error.code),
        })),
      )
    })
    expect(await (await fetch(url)).json()).toEqual({ code: 'resource_not_found' })
  })

  it('is missed by name where it is not there', async () => {
    const messages: string[] = []
    const url = await serve((app) => {
      app.options.onError = (error) => void messages.push(error.message)
      app.use(eventHandler((event) => getAuth(event)))
    })
    expect((await fetch(url)).status).toBe(500)
    expect(messages.join()).toContain("modules: ['@keywright/nuxt']")
  })

  it('asks nobody while the app is built', async () => {
    const more = { keywrightIsPrerendering: true, keywrightConfig: {} }
    const url = await serve((app) => app.use(clerkMiddleware()).use(eventHandler(() => 'drawn')), more)
    expect(await (await fetch(url)).text()).toBe('drawn')
    // The attack: whoever asks cannot say that the app is being built.
    const open = await serve((app) =>
      app.use(
        clerkMiddleware((event) =>
          event.context.auth().userId ? undefined : new Response(null, { status: 401 }),
        ),
      ),
    )
    expect((await fetch(open, { headers: { 'x-nitro-prerender': '/' } })).status).toBe(401)
  })

  // The attack: Nitro draws a page that it keeps (`swr`) in the context of whoever asks first, and shows it to everybody.
  it('leaves nobody in what is kept for everybody, and guards it all the same', async () => {
    const drawn = eventHandler(({ context }) => ({
      names: ['auth', 'keywright', 'keywrightState'].filter((name) => context[name] !== undefined),
    }))
    const more = { keywrightIsKept: true }
    const open = await serve((app) => app.use(clerkMiddleware()).use(drawn), more)
    expect(await (await fetch(open, await signedIn())).json()).toEqual({ names: [] })
    const guard = clerkMiddleware((event) =>
      event.context.auth().userId ? undefined : new Response(null, { status: 401 }),
    )
    const guarded = await serve((app) => app.use(guard).use(guard).use(drawn), more)
    expect(await (await fetch(guarded, await signedIn())).json()).toEqual({ names: [] })
    expect((await fetch(guarded)).status).toBe(401)
  })

  // The attack: a cache before the app shows the page of one visitor to the next.
  it('keeps pages that say who is there out of shared caches, unless the app says otherwise', async () => {
    const url = await serve((app) => {
      app.use(clerkMiddleware())
      app.use(
        eventHandler(({ path, node }) => {
          if (path === '/own') node.res.setHeader('cache-control', 'no-cache')
          return 'page'
        }),
      )
    })
    const caching = async (path: string, init = {}) =>
      (await fetch(url + path, init)).headers.get('cache-control')
    expect([await caching('/', await signedIn()), await caching('/')]).toEqual(['private', null])
    expect(await caching('/own', await signedIn())).toBe('no-cache')
  })

  // The attack: a secret that reaches whoever reads the page.
  it('tells the page nothing that is secret', async () => {
    const url = await serve((app) => {
      app.use(clerkMiddleware())
      app.use(eventHandler((event) => event.context.keywrightState ?? 'nothing'))
    })
    const visitor = await signedIn()
    const text = await (await fetch(url, visitor)).text()
    expect(text).toContain('user_1')
    const token = visitor.headers.authorization.slice('Bearer '.length)
    for (const secret of ['sk_live_a', webhookSecret, token]) expect(text).not.toContain(secret)
  })

  // The attack: an app logs `auth().debug()`, and somebody reads the log. The environment has the secrets of everything else, too.
  it('tells a developer who looks nothing that is secret either', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://app:database_password@localhost/app')
    const url = await serve((app) => {
      app.use(clerkMiddleware())
      app.use(eventHandler(({ context }) => JSON.stringify(context.auth().debug())))
    })
    for (const visitor of [await signedIn(), {}]) {
      const text = await (await fetch(url, visitor)).text()
      expect(text).toContain('publishableKey')
      for (const secret of ['sk_live_a', webhookSecret, 'database_password'])
        expect(text).not.toContain(secret)
    }
    vi.unstubAllEnvs()
  })

  it('has an answer that leads to the sign-in', async () => {
    const url = await serve((app) => {
      app.use(clerkMiddleware())
      app.use(eventHandler((event) => redirectToSignIn(event, { returnBackUrl: '/home' })))
    })
    const location = new URL((await fetch(`${url}/x`, page)).headers.get('location') ?? '')
    expect([location.href.split('?')[0], location.searchParams.get('redirect_url')]).toEqual([
      'https://accounts.example.com/sign-in',
      `${url}/home`,
    ])
  })
})

it('verifyWebhook finds its secret where Nuxt has it, and refuses what was changed', async () => {
  const url = await serve((app) => {
    app.use(
      eventHandler(async (event) => {
        const received = await verifyWebhook(event).catch(() => undefined)
        return received ? { type: received.type } : new Response(null, { status: 400 })
      }),
    )
  })
  const body = JSON.stringify({ type: 'user.created', data: { id: 'user_1', name: 'Ådå' } })
  const headers = { 'content-type': 'application/json', ...signWebhook(body) }
  expect(await (await fetch(url, { method: 'POST', body, headers })).json()).toEqual({ type: 'user.created' })
  const changed = body.replace('user_1', 'user_2')
  expect((await fetch(url, { method: 'POST', body: changed, headers })).status).toBe(400)
  expect((await fetch(url, { method: 'POST', headers })).status).toBe(400)
})

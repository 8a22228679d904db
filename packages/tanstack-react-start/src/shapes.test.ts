/** Code as public tutorials write it, with nothing but the package's name changed. */
import {
  makeToken,
  publishableKeyOf,
  signWebhook,
  startBackendApi,
  webhookSecret,
} from '@keywright/test-kit/instance'
import { isRedirect } from '@tanstack/react-router'
import { createMiddleware } from '@tanstack/react-start'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { auth, clerkClient, clerkMiddleware, redirectToSignIn, requireAuth } from './server.ts'
import { findContext } from './start-context.ts'
import { startAppOf } from './testing/start-host.ts'
import { verifyWebhook } from './webhooks.ts'

let api: Awaited<ReturnType<typeof startBackendApi>>
beforeAll(async () => {
  api = await startBackendApi()
  vi.stubEnv('CLERK_SECRET_KEY', 'sk_live_secret')
  vi.stubEnv('VITE_CLERK_PUBLISHABLE_KEY', publishableKeyOf('live'))
  vi.stubEnv('CLERK_API_URL', api.url)
  vi.stubEnv('VITE_CLERK_SIGN_IN_URL', '/sign-in')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await api.stop()
})

const signedIn = async () => ({ authorization: `Bearer ${await makeToken()}` })

/** What an app with the middleware answers, in whose one route this runs. */
async function ask(run: () => unknown, headers: HeadersInit = {}, middleware = clerkMiddleware()) {
  const handlers = { get: async () => ((await run()) as Response | undefined) ?? new Response() }
  const app = startAppOf({ requestMiddleware: [middleware], routes: [{ path: '/page', handlers }] })
  return app(new Request('https://app.example.com/page', { headers }))
}

describe('auth', () => {
  it('says who it is', async () => {
    const answer = await ask(
      async () => {
        const { isAuthenticated, userId } = await auth()
        return Response.json({ isAuthenticated, userId })
      },
      await signedIn(),
    )
    expect(await answer.json()).toEqual({ isAuthenticated: true, userId: 'user_1' })
    const machine = async () => Response.json(await auth({ acceptsToken: 'm2m_token' }))
    expect(await (await ask(machine, { authorization: 'Bearer mt_1' })).json()).toMatchObject({
      ...{ tokenType: 'm2m_token', isAuthenticated: false },
    })
  })

  it('is in the context of server functions and routes, too', async () => {
    const headers = await signedIn()
    let seen: unknown
    const reading = createMiddleware().server(({ context, next }) => {
      seen = (context as unknown as { auth(): { userId: string } }).auth().userId
      return next()
    })
    const routes = [{ path: '/page', middleware: [reading], handlers: { get: () => new Response() } }]
    const app = startAppOf({ requestMiddleware: [clerkMiddleware({})], routes })
    await app(new Request('https://app.example.com/page', { headers }))
    expect(seen).toBe('user_1')
  })

  it('says which line is missing without the middleware', async () => {
    await expect(auth()).rejects.toThrow(/requestMiddleware: \[keywrightMiddleware\(\)\]/)
  })
})

describe('clerkMiddleware', () => {
  it('takes options that are worked out for each request', async () => {
    const middleware = clerkMiddleware(({ url }) => ({
      authorizedParties: [`https://${url.hostname}.other`],
    }))
    const answer = await ask(async () => Response.json(await auth()), await signedIn(), middleware)
    expect(await answer.json()).toMatchObject({ userId: null })
  })

  it('adds its headers to an answer that was fetched, too', async () => {
    const answer = await ask(() => fetch(`${api.url}/v1/jwks`))
    expect([answer.status, answer.headers.get('x-clerk-auth-status')]).toEqual([200, 'signed-out'])
    expect(await answer.json()).toHaveProperty('keys')
  })

  // The attack: a cache before the app shows the page of one visitor to the next.
  it('keeps pages that say who is there out of shared caches, unless the app says otherwise', async () => {
    const caching = async (headers?: Record<string, string>, init?: ResponseInit) =>
      (await ask(() => new Response('page', init), headers)).headers.get('cache-control')
    const own = { headers: { 'cache-control': 'no-cache' } }
    expect([await caching(await signedIn()), await caching()]).toEqual(['private', null])
    expect(await caching(await signedIn(), own)).toBe('no-cache')
  })

  it('leaves for the page how the client is set up and who is there, and no secret', async () => {
    const headers = await signedIn()
    const answer = await ask(() => Response.json(findContext()?.keywrightState), headers)
    const text = await answer.text()
    expect(JSON.parse(text)).toEqual({
      ...{ publishableKey: publishableKeyOf('live'), signInUrl: '/sign-in' },
      initialState: { sessionClaims: expect.objectContaining({ sub: 'user_1' }) },
    })
    for (const secret of ['sk_live', api.url, headers.authorization.slice(7)])
      expect(text).not.toContain(secret)
  })
})

describe('clerkClient', () => {
  it('has the keys of the middleware, or of the environment', async () => {
    const codeOf = (answer: Promise<unknown>) => answer.catch((error: { code: string }) => error.code)
    const codes = async () =>
      Response.json([
        await codeOf(clerkClient().users.getUser('user_1')),
        clerkClient().users === clerkClient.users,
      ])
    expect(await (await ask(codes)).json()).toEqual(['resource_not_found', false])
    expect(await codeOf(clerkClient().users.getUser('user_1'))).toBe('resource_not_found')
    expect(await codeOf(clerkClient.users.getUser('user_1'))).toBe('resource_not_found')
  })
})

describe('redirectToSignIn', () => {
  const targetOf = async (returnBackUrl?: string) => {
    const answer = await ask(async () => {
      const thrown = await redirectToSignIn({ returnBackUrl }).catch((error: unknown) => error)
      return Response.json(isRedirect(thrown) ? thrown.options.href : null)
    })
    return new URL(String(await answer.json()))
  }

  it('leads to the sign-in, and back to a page of the app', async () => {
    const target = await targetOf('/dashboard?a=1')
    expect(target.origin + target.pathname).toBe('https://app.example.com/sign-in')
    expect(target.searchParams.get('redirect_url')).toBe('https://app.example.com/dashboard?a=1')
    expect((await targetOf()).searchParams.get('redirect_url')).toBe('https://app.example.com/')
  })

  // The attack: a server function is handed what the browser says.
  for (const wish of [
    'https://evil.example/x',
    '//evil.example/x',
    '/\\evil.example',
    'javascript:alert(1)',
    'http://[',
  ])
    it(`leads back to no other host: ${wish}`, async () => {
      const target = await targetOf(wish)
      expect(target.host).toBe('app.example.com')
      expect(target.searchParams.get('redirect_url')).toBe('https://app.example.com/')
    })
})

describe('requireAuth', () => {
  it('answers a server function of a stranger with 401', async () => {
    const handlers = { post: () => new Response('secret') }
    const routes = [{ path: '/_serverFn/x', middleware: [requireAuth()], handlers }]
    const app = startAppOf({ requestMiddleware: [clerkMiddleware()], routes })
    const init = { method: 'POST', headers: { 'x-tsr-serverfn': 'true', origin: 'https://app.example.com' } }
    expect((await app(new Request('https://app.example.com/_serverFn/x', init))).status).toBe(401)
  })
})

describe('verifyWebhook', () => {
  it('takes the request of a server route', async () => {
    const body = JSON.stringify({ type: 'user.created', data: {} })
    const post = (headers: HeadersInit) => new Request('https://a.example', { method: 'POST', body, headers })
    const options = { signingSecret: webhookSecret }
    expect((await verifyWebhook(post(signWebhook(body)), options)).type).toBe('user.created')
    await expect(verifyWebhook(post({ ...signWebhook(body), 'svix-id': 'x' }), options)).rejects.toThrow()
  })
})

/** Code as public tutorials write it, with nothing but the package's name changed. */
import {
  makeToken,
  publishableKeyOf,
  signWebhook,
  startBackendApi,
  webhookSecret,
} from '@keywright/test-kit/instance'
import { createRequestHandler, data, type LoaderFunctionArgs, RouterContextProvider } from 'react-router'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  clerkClient,
  clerkMiddleware,
  createRouteMatcher,
  getAuth,
  requireAuth,
  rootAuthLoader,
} from './server.ts'
import * as older from './ssr.ts'
import { buildOf } from './testing/react-router-host.ts'
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

const url = 'https://app.example.com/page?a=1'
const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const signedIn = async () => ({ authorization: `Bearer ${await makeToken()}` })

const argsFor = (headers: HeadersInit = {}, context: unknown = new RouterContextProvider()) => {
  const request = new Request(url, { headers })
  return { request, context, params: {}, url: new URL(url), pattern: '/page' } as LoaderFunctionArgs
}

/** Runs a loader behind the middleware, as the router does. */
async function behindMiddleware<Result>(
  load: (args: LoaderFunctionArgs) => Promise<Result>,
  headers: HeadersInit = {},
) {
  const args = argsFor(headers)
  let result: Result | undefined
  const answer = await clerkMiddleware()(args, async () => {
    result = await load(args)
    return new Response()
  })
  return { result: result as Result, answer: answer as Response }
}

describe('rootAuthLoader', () => {
  it('tells the page how the client is set up, and who is there', async () => {
    const { result } = await behindMiddleware((args) => rootAuthLoader(args), await signedIn())
    expect(result.keywrightState).toEqual({
      ...{ publishableKey: publishableKeyOf('live'), signInUrl: '/sign-in' },
      initialState: { sessionClaims: expect.objectContaining({ sub: 'user_1', sid: 'sess_1' }) },
    })
    const stranger = await behindMiddleware((args) => rootAuthLoader(args))
    expect(stranger.result.keywrightState.initialState).toEqual({ sessionClaims: null })
  })

  it('brings no secret into the page', async () => {
    const headers = await signedIn()
    const { result } = await behindMiddleware((args) => rootAuthLoader(args), headers)
    const text = JSON.stringify(result)
    for (const secret of ['sk_live', api.url, headers.authorization.slice(7)])
      expect(text).not.toContain(secret)
  })

  // The attack: a cache before the app shows the page of one visitor to the next.
  it('keeps pages that say who is there out of shared caches, unless the app says otherwise', async () => {
    const caching = async (headers?: HeadersInit) =>
      (await behindMiddleware((args) => rootAuthLoader(args), headers)).answer.headers.get('cache-control')
    expect([await caching(await signedIn()), await caching()]).toEqual(['private', null])
    const own = () => data({}, { headers: { 'cache-control': 'no-cache' } })
    const alone = async (callback?: typeof own) => {
      const args = argsFor(await signedIn(), {})
      const { init } = (await rootAuthLoader(args, callback ?? (() => ({})))) as unknown as ReturnType<
        typeof data
      >
      return new Headers(init?.headers).get('cache-control')
    }
    expect([await alone(), await alone(own)]).toEqual(['private', 'no-cache'])
  })

  it('adds what the callback returns, in each form that a loader may return', async () => {
    const state = { keywrightState: expect.objectContaining({ publishableKey: publishableKeyOf('live') }) }
    const plain = await behindMiddleware(
      (args) =>
        rootAuthLoader(args, ({ request }) => ({
          userId: request.auth.userId,
          called: request.auth().userId,
        })),
      await signedIn(),
    )
    expect(plain.result).toEqual({ userId: 'user_1', called: 'user_1', ...state })
    expect((await behindMiddleware((args) => rootAuthLoader(args, () => null))).result).toEqual(state)
    const withInit = await behindMiddleware((args) =>
      rootAuthLoader(args, async () => data({ a: 1 }, { status: 201, headers: { 'x-own': '1' } })),
    )
    expect(withInit.result).toMatchObject({
      data: { a: 1, ...state },
      init: { status: 201, headers: { 'x-own': '1' } },
    })
    const response = await behindMiddleware((args) =>
      rootAuthLoader(args, () => Response.json({ a: 1 }, { status: 201, headers: { 'x-own': '1' } })),
    )
    const answer = response.result as unknown as Response
    expect([answer.status, answer.headers.get('x-own'), await answer.json()]).toEqual([
      201,
      '1',
      { a: 1, ...state },
    ])
  })

  it('leaves a redirect as it is, and refuses what cannot carry its state', async () => {
    const away = Response.redirect('https://app.example.com/elsewhere')
    expect((await behindMiddleware((args) => rootAuthLoader(args, () => away))).result).toBe(away)
    await expect(behindMiddleware((args) => rootAuthLoader(args, () => ['a']))).rejects.toThrow(
      /has to be an object/,
    )
  })

  it('finds out by itself where no middleware has run, and sends the browser where it has to go first', async () => {
    const known = await older.rootAuthLoader(argsFor(await signedIn(), {}), () => ({ a: 1 }))
    expect(known).toMatchObject({
      data: { a: 1, keywrightState: { initialState: { sessionClaims: { sub: 'user_1' } } } },
    })
    const headers = { ...page, cookie: '__client_uat=1' }
    const thrown = await older.rootAuthLoader(argsFor(headers, {})).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(Response)
    const { status, headers: sent } = thrown as Response
    expect([status, sent.get('location')]).toEqual([307, expect.stringContaining('/v1/client/handshake?')])
  })

  it('adds its headers to a redirect that cannot be changed', async () => {
    const away = () => Response.redirect('https://app.example.com/elsewhere')
    const answer = (await older.rootAuthLoader(argsFor({}, {}), away)) as unknown as Response
    expect([answer.status, answer.headers.get('x-clerk-auth-status')]).toEqual([302, 'signed-out'])
  })

  it('sets the cookies of a handshake where no middleware does', async () => {
    const directives = [`__session=${await makeToken()}; Path=/`, '__client_uat=1; Path=/']
    api.payloads.set('nonce_1', directives)
    const headers = { ...page, cookie: '__clerk_handshake_nonce=nonce_1' }
    const result = (await rootAuthLoader(argsFor(headers, {}))) as unknown as ReturnType<typeof data>
    expect(new Headers(result.init?.headers).getSetCookie()).toEqual(directives)
  })
})

describe('getAuth', () => {
  it('says who it is behind the middleware and without it', async () => {
    expect((await behindMiddleware((args) => getAuth(args), await signedIn())).result.userId).toBe('user_1')
    expect((await getAuth(argsFor(await signedIn(), {}))).userId).toBe('user_1')
    expect((await older.getAuth(argsFor())).userId).toBeNull()
    expect(
      await getAuth(argsFor({ authorization: 'Bearer mt_1' }), { acceptsToken: 'm2m_token' }),
    ).toMatchObject({
      ...{ tokenType: 'm2m_token', isAuthenticated: false },
    })
  })
})

describe('clerkClient', () => {
  it('has the keys of the middleware, or of the environment', async () => {
    const args = argsFor()
    const middleware = clerkMiddleware({ secretKey: 'sk_live_other' })
    await middleware(args, async () => new Response())
    const codeOf = (answer: Promise<unknown>) => answer.catch((error: { code: string }) => error.code)
    expect(await codeOf(clerkClient(args).users.getUser('user_1'))).toBe('resource_not_found')
    expect(await codeOf((await clerkClient()).users.getUser('user_1'))).toBe('resource_not_found')
    expect(await codeOf(clerkClient.users.getUser('user_1'))).toBe('resource_not_found')
    expect(clerkClient(args).users).not.toBe(clerkClient.users)
  })
})

describe('the data of a page', () => {
  const guarded = createRouteMatcher(['/guarded/:id', '/'])
  const handle = createRequestHandler(
    buildOf(
      {
        middleware: [
          clerkMiddleware(),
          async (args: LoaderFunctionArgs, next: () => Promise<Response>) =>
            guarded(args) && !(await getAuth(args)).userId ? new Response(null, { status: 401 }) : next(),
        ],
      },
      [
        {
          path: '/dashboard',
          module: { default: () => null, middleware: [requireAuth()], loader: () => 'secret' },
        },
        { path: '/guarded/*', module: { default: () => null, loader: () => 'secret' } },
        { path: '/', module: { default: () => null, loader: () => 'secret' } },
      ],
      { default: () => new Response('secret') },
    ),
    'test',
  )
  const ask = (path: string, headers: HeadersInit = {}) =>
    handle(
      new Request(`https://app.example.com${path}`, {
        headers: { accept: '*/*', 'sec-fetch-dest': 'empty', ...headers },
      }),
    )

  it('leads a stranger to the sign-in, and back to the page', async () => {
    const answer = await ask('/dashboard.data?a=1&_routes=dashboard')
    // How React Router writes a redirect to its own script.
    expect(answer.status).toBe(202)
    const text = await answer.text()
    const target = /https?:[^"\\]*sign-in[^"\\]*/.exec(text)?.[0] ?? ''
    expect(new URL(target).searchParams.get('redirect_url')).toBe('https://app.example.com/dashboard?a=1')
  })

  it('is refused to a stranger who sends a form, since the form would be lost', async () => {
    const headers = { accept: '*/*', 'sec-fetch-dest': 'empty', origin: 'https://app.example.com' }
    const answer = await handle(
      new Request('https://app.example.com/dashboard.data', { method: 'POST', headers, body: 'a=1' }),
    )
    expect([answer.status, await answer.text()]).toEqual([401, expect.not.stringContaining('secret')])
  })

  it('is there for members', async () => {
    const answer = await ask('/dashboard.data', await signedIn())
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('secret')])
  })

  // The attack: the address of the data, which a guard of the page's address does not name.
  for (const path of [
    '/guarded/1.data',
    '/guarded/1.data?_routes=/guarded/*',
    '/GUARDED/1.data',
    '/_.data',
    '/guarded/%31.data',
  ])
    it(`does not get round a guard: ${path}`, async () => {
      const answer = await ask(path)
      expect([400, 401, 404]).toContain(answer.status)
      expect(await answer.text()).not.toContain('secret')
      expect(await (await ask('/guarded/1.data', await signedIn())).text()).toContain('secret')
    })
})

describe('verifyWebhook', () => {
  it('takes the request of an action', async () => {
    const body = JSON.stringify({ type: 'user.created', data: {} })
    const post = (headers: HeadersInit) => new Request(url, { method: 'POST', body, headers })
    const options = { signingSecret: webhookSecret }
    expect((await verifyWebhook(post(signWebhook(body)), options)).type).toBe('user.created')
    await expect(verifyWebhook(post({ ...signWebhook(body), 'svix-id': 'msg_2' }), options)).rejects.toThrow()
  })
})

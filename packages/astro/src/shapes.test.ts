/** Code as public tutorials write it, with nothing but the package's name changed, and what Astro adds to the shared stories. */
import {
  makeToken,
  publishableKeyOf,
  signWebhook,
  startBackendApi,
  webhookSecret,
} from '@keywright/test-kit/instance'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isShown } from './rendering.ts'
import type { AstroContext, AstroMiddleware } from './server/astro-context.ts'
import { clerkClient, clerkMiddleware, createRouteMatcher, type KeywrightLocals } from './server.ts'
import { verifyWebhook } from './webhooks.ts'

let api: Awaited<ReturnType<typeof startBackendApi>>
beforeAll(async () => {
  api = await startBackendApi()
  vi.stubEnv('CLERK_SECRET_KEY', 'sk_live_a')
  vi.stubEnv('PUBLIC_CLERK_PUBLISHABLE_KEY', publishableKeyOf('live'))
  vi.stubEnv('CLERK_API_URL', api.url)
  vi.stubEnv('PUBLIC_CLERK_SIGN_IN_URL', '/sign-in')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await api.stop()
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const signedIn = async (claims = {}) => ({ authorization: `Bearer ${await makeToken({ claims })}` })

type Page = (locals: KeywrightLocals) => Promise<Response> | Response

/** What Astro does with a request, as far as middleware sees. */
function visit(
  onRequest: AstroMiddleware,
  path: string,
  headers: Record<string, string> = {},
  draw: Page = () => new Response('page'),
  more: Partial<AstroContext> = {},
): Promise<Response> {
  const request = new Request(`https://app.example.com${path}`, { headers })
  const redirect = (location: string, status = 302) => new Response(null, { status, headers: { location } })
  const context = { request, url: new URL(request.url), locals: {}, redirect, ...more }
  return onRequest(context, async () => draw(context.locals as KeywrightLocals))
}

describe('clerkMiddleware', () => {
  const isProtectedRoute = createRouteMatcher(['/dashboard(.*)', '/forum(.*)'])
  const onRequest = clerkMiddleware((auth, context) => {
    const { isAuthenticated, redirectToSignIn } = auth()
    if (!isAuthenticated && isProtectedRoute(context.request)) return redirectToSignIn()
    return undefined
  })

  it('sends strangers to the sign-in where the handler says so, and back', async () => {
    const answer = await visit(onRequest, '/dashboard?a=1', page)
    expect([answer.status, answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([
      302,
      'https://app.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.example.com%2Fdashboard%3Fa%3D1',
      'no-store',
    ])
    expect(await (await visit(onRequest, '/', page)).text()).toBe('page')
    expect(await (await visit(onRequest, '/dashboard', await signedIn())).text()).toBe('page')
  })

  // The attack: the name of a file, by which Astro finds a page, too, where it builds files (`build.format: 'file'`).
  it('guards a page under the names that Astro finds it by', () => {
    const isAccount = createRouteMatcher(['/', '/account'])
    const matches = (path: string) => isAccount(new Request(`https://app.example.com${path}`))
    for (const path of ['/account.html', '/account/index.html', '/account%2ehtm%6c', '/index.html'])
      expect([path, matches(path)]).toEqual([path, true])
    for (const path of ['/accounts.html', '/account.htm', '/100%25.html', '/account/index'])
      expect([path, matches(path)]).toEqual([path, false])
  })

  it('answers a path that can be read in two ways with 400', async () => {
    expect((await visit(onRequest, '/%2564ashboard', page)).status).toBe(400)
  })

  it('leaves who it is, and asks for the user once', async () => {
    const asked = vi.fn(fetch)
    const answer = await visit(
      clerkMiddleware({ fetch: asked }),
      '/',
      await signedIn(),
      async ({ auth, currentUser }) => {
        const codes = [
          await currentUser().catch((error) => error.code),
          await currentUser().catch(() => 'same'),
        ]
        return Response.json([auth().userId, ...codes])
      },
    )
    expect(await answer.json()).toEqual(['user_1', 'resource_not_found', 'same'])
    expect(asked.mock.calls.map(([asking]) => new Request(asking).url)).toEqual([
      `${api.url}/v1/jwks`,
      `${api.url}/v1/users/user_1`,
    ])
    const stranger = await visit(clerkMiddleware(), '/', {}, async ({ currentUser }) =>
      Response.json(await currentUser()),
    )
    expect(await stranger.json()).toBeNull()
  })

  it('is only needed once, whoever else uses it', async () => {
    const inner = clerkMiddleware()
    const outer = clerkMiddleware((_auth, context, next) => inner(context, next))
    expect(await (await visit(outer, '/', await signedIn())).text()).toBe('page')
  })

  // The attack: a cache before the app shows the page of one visitor to the next.
  it('keeps pages that say who is there out of shared caches, unless the app says otherwise', async () => {
    const own = () => new Response('page', { headers: { 'cache-control': 'no-cache' } })
    const caching = async (headers: Record<string, string>, draw?: Page) =>
      (await visit(clerkMiddleware(), '/', headers, draw)).headers.get('cache-control')
    expect([await caching(await signedIn()), await caching({})]).toEqual(['private', null])
    expect(await caching(await signedIn(), own)).toBe('no-cache')
  })

  // The attack: a secret that reaches whoever reads the page.
  it('tells the page nothing that is secret', async () => {
    const token = await makeToken()
    const answer = await visit(clerkMiddleware(), '/', { authorization: `Bearer ${token}` }, (locals) =>
      Response.json(locals.keywrightAuth),
    )
    const text = await answer.text()
    expect(text).toContain('user_1')
    for (const secret of ['sk_live_a', token, api.url]) expect(text).not.toContain(secret)
  })

  it('asks nobody for a page that is drawn while the app is built, and says so to the page', async () => {
    const asking: Page = ({ auth }) => Response.json(auth())
    const drawn = { isPrerendered: true }
    expect(await (await visit(onRequest, '/dashboard', {}, undefined, drawn)).text()).toBe('page')
    await expect(visit(onRequest, '/', {}, asking, drawn)).rejects.toThrow('prerender = false')
  })
})

// The attack is a slip: a function cannot be written into a page, and what stayed of it would be for everybody.
it('asks no function on a page that is drawn while the app is built', () => {
  const isStatic = { isStatic: true }
  expect(isShown({ role: 'org:admin' }, {}, isStatic)).toBeUndefined()
  expect(() => isShown((has) => has({ role: 'org:admin' }), {}, isStatic)).toThrow(/Name the role/)
})

describe('auth.protect', () => {
  const guard = clerkMiddleware()
  const draw =
    (...params: Parameters<KeywrightLocals['auth']['protect']>): Page =>
    async ({ auth }) =>
      Response.json({ userId: (await auth.protect(...params)).userId })

  it('lets members through, sends pages to the sign-in and tells programs', async () => {
    expect(await (await visit(guard, '/a', await signedIn(), draw())).json()).toEqual({ userId: 'user_1' })
    expect((await visit(guard, '/a', page, draw())).headers.get('location')).toContain(
      '/sign-in?redirect_url=',
    )
    expect((await visit(guard, '/a', {}, draw())).status).toBe(401)
  })

  it('answers 404 to who may not', async () => {
    const admin = await signedIn({ o: { id: 'org_1', slg: 'acme', rol: 'admin' } })
    expect((await visit(guard, '/a', admin, draw({ role: 'org:admin' }))).status).toBe(200)
    expect((await visit(guard, '/a', admin, draw({ role: 'org:owner' }))).status).toBe(404)
    expect(
      (
        await visit(
          guard,
          '/a',
          admin,
          draw((has) => has({ role: 'org:owner' })),
        )
      ).status,
    ).toBe(404)
  })

  // The attack is a slip: options beside the condition, a constant that is not there, a function that is `async`.
  it.each([
    ['a condition beside options', { role: 'org:owner', unauthorizedUrl: '/no' }],
    ['an absent role', { role: undefined }],
    ['a mistyped condition', { roles: 'org:admin' } as object],
    ['a promise', (async () => false) as unknown as () => boolean],
  ])('lets nobody see what needs %s', async (_name, condition) => {
    const admin = await signedIn({ o: { id: 'org_1', slg: 'acme', rol: 'admin' } })
    expect((await visit(guard, '/a', admin, draw(condition))).status).not.toBe(200)
  })

  it('leads elsewhere where the app has pages for that', async () => {
    const elsewhere = { unauthorizedUrl: '/no', unauthenticatedUrl: '/join' }
    const member = await signedIn()
    const away = async (headers: Record<string, string>) =>
      (await visit(guard, '/a', headers, draw({ role: 'org:admin' }, elsewhere))).headers.get('location')
    expect([await away(member), await away(page)]).toEqual(['/no', '/join'])
    expect((await visit(guard, '/a', page, draw(elsewhere))).headers.get('location')).toBe('/join')
  })
})

it('clerkClient takes what tutorials hand it', async () => {
  await expect(clerkClient({ request: 'any' }).users.getUser('user_1')).rejects.toMatchObject({
    code: 'resource_not_found',
  })
})

it('verifyWebhook takes a request or a context, and refuses what was changed', async () => {
  const body = JSON.stringify({ type: 'user.created', data: { id: 'user_1' } })
  const requestWith = (text: string) =>
    new Request('https://app.example.com/', { method: 'POST', body: text, headers: signWebhook(body) })
  const options = { signingSecret: webhookSecret }
  expect((await verifyWebhook(requestWith(body), options)).type).toBe('user.created')
  expect((await verifyWebhook({ request: requestWith(body) }, options)).type).toBe('user.created')
  await expect(verifyWebhook(requestWith(`${body} `), options)).rejects.toMatchObject({
    name: 'WebhookVerificationError',
  })
})

/** Code as public tutorials write it, old and new, with nothing but the package's name changed. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { publishableKeyOf, signWebhook, startBackendApi, webhookSecret } from '@keywright/test-kit/instance'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  auth,
  buildClerkProps,
  clerkClient,
  clerkMiddleware,
  createRouteMatcher,
  currentUser,
  getAuth,
  reverificationErrorResponse,
} from './server.ts'
import { awaitedHeaders, inRequest, readableHeaders } from './testing/request-scope.ts'
import { page, pass, type VisitParts } from './testing/visits.ts'
import { verifyWebhook } from './webhooks.ts'

const next = vi.hoisted(() => ({ headers: () => undefined as unknown }))
vi.mock('next/headers.js', () => ({ headers: () => next.headers() }))

let api: Awaited<ReturnType<typeof startBackendApi>>
let users: ReturnType<typeof createServer>
const asked: string[] = []

beforeAll(async () => {
  api = await startBackendApi()
  users = createServer((request, response) => {
    if (request.url === '/v1/jwks')
      return void fetch(`${api.url}/v1/jwks`).then(async (jwks) => response.end(await jwks.text()))
    asked.push(`${request.method} ${request.url}`)
    const body = { id: 'user_1', email_addresses: [{ id: 'idn_1', email_address: 'ada@example.com' }] }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => users.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('CLERK_SECRET_KEY', 'sk_live_a')
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', publishableKeyOf('live'))
  vi.stubEnv('CLERK_API_URL', `http://127.0.0.1:${(users.address() as AddressInfo).port}`)
  vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_IN_URL', '/sign-in')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  users.close()
  await api.stop()
})

const member = { claims: { o: { id: 'org_1', slg: 'acme', rol: 'admin' }, org_plan: 'pro' } }

/** Runs code of the app for a visitor. */
async function visit<Result>(parts: VisitParts, run: (headers: Headers) => Result): Promise<Awaited<Result>> {
  const { headers } = await pass(clerkMiddleware(), parts)
  return await inRequest(headers, () => run(headers))
}

/** What was thrown to end the request. */
async function digestOf(run: () => unknown): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return (error as { digest?: string }).digest
  }
  return undefined
}

describe('the middleware of tutorials', () => {
  const isProtected = createRouteMatcher(['/dashboard(.*)', '/forum(.*)'])
  const forms = {
    old: clerkMiddleware((auth, req) => {
      // biome-ignore lint/nursery/noFloatingPromises: old code has no `await` here, and is refused all the same.
      if (isProtected(req)) auth().protect()
    }),
    new: clerkMiddleware(async (auth, req) => {
      if (isProtected(req)) await auth.protect()
    }),
    byHand: clerkMiddleware(async (auth, req) => {
      const { userId, redirectToSignIn } = await auth()
      if (!userId && isProtected(req)) return redirectToSignIn()
      return undefined
    }),
  }
  for (const [name, middleware] of Object.entries(forms))
    it(`guards what it matches (${name})`, async () => {
      const stranger = await pass(middleware, { path: '/dashboard/a', headers: page })
      expect(stranger.said.headers.get('location')).toMatch(/\/sign-in\?redirect_url=.*dashboard/)
      const known = await pass(middleware, { ...member, path: '/dashboard/a', headers: page })
      expect(known.said.headers.get('x-middleware-next')).toBe('1')
      expect((await pass(middleware, { path: '/about', headers: page })).said.headers.has('location')).toBe(
        false,
      )
    })
})

describe.each([
  ['Next.js 15', readableHeaders],
  ['Next.js 16', awaitedHeaders],
])('auth() on %s', (_name, headers) => {
  beforeEach(() => {
    next.headers = headers
  })

  it('says who it is, awaited', async () => {
    const seen = await visit(member, async () => {
      const { userId, orgId, orgRole } = await auth()
      return { userId, orgId, orgRole }
    })
    expect(seen).toEqual({ userId: 'user_1', orgId: 'org_1', orgRole: 'org:admin' })
    expect(await visit({}, async () => (await auth()).userId)).toBeNull()
  })

  it('has a token to hand on', async () => {
    const { getToken } = await visit(member, () => auth())
    expect(await getToken()).toMatch(/^eyJ/)
  })

  it('protects what is drawn and done on the server', async () => {
    expect(await visit(member, async () => (await auth.protect()).userId)).toBe('user_1')
    const login = await visit({ path: '/a', headers: page }, () => digestOf(() => auth.protect()))
    expect(login).toBe(
      'NEXT_REDIRECT;replace;https://app.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.example.com%2Fa;307;',
    )
    const lacking = () => digestOf(() => auth.protect({ permission: 'org:billing:manage' }))
    expect(await visit({ ...member, headers: page }, lacking)).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
    expect(await visit({}, () => digestOf(() => auth.protect()))).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
    const action = { method: 'POST', headers: { 'next-action': 'a' } }
    expect(await visit(action, () => digestOf(() => auth.protect()))).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
  })

  it('leads to the sign-in', async () => {
    const digest = await visit({}, () => digestOf(async () => (await auth()).redirectToSignIn()))
    expect(digest).toContain('https://app.example.com/sign-in?')
  })

  it('knows nobody where no middleware ran', async () => {
    const headers = new Headers({ 'x-keywright-auth': 'forged', 'x-clerk-auth-status': 'signed-in' })
    const error = { code: 'middleware_missing' }
    await expect(inRequest(headers, async () => await auth())).rejects.toMatchObject(error)
    await expect(inRequest(headers, async () => await auth.protect())).rejects.toMatchObject(error)
    await expect(inRequest(headers, async () => await currentUser())).rejects.toMatchObject(error)
  })

  it('has the user as the Backend API knows them', async () => {
    const user = await visit(member, () => currentUser())
    expect(user?.emailAddresses[0]?.emailAddress).toBe('ada@example.com')
    expect(await visit({}, () => currentUser())).toBeNull()
  })
})

describe('auth() without `await`', () => {
  it('is read where Next.js allows it', async () => {
    next.headers = readableHeaders
    const seen = await visit(member, () => {
      const { userId, orgId } = auth()
      return { userId, orgId, isAdmin: auth().has({ role: 'org:admin' }), kept: auth().protect().userId }
    })
    expect(seen).toEqual({ userId: 'user_1', orgId: 'org_1', isAdmin: true, kept: 'user_1' })
    const digest = await visit({ headers: page }, () => digestOf(() => auth().protect()))
    expect(digest).toMatch(/^NEXT_REDIRECT;/)
  })

  it('is refused in words where it does not', async () => {
    next.headers = awaitedHeaders
    const error = await visit(member, () => {
      try {
        return auth().userId
      } catch (thrown) {
        return thrown
      }
    })
    expect(error).toMatchObject({ code: 'auth_not_awaited' })
    expect(String(error)).toMatch(/await auth\(\).*migrate-imports/)
  })
})

describe('getAuth(req)', () => {
  it('shows custom claims', async () => {
    const seen = await visit(member, (headers) => getAuth({ headers }))
    expect(seen).toMatchObject({ userId: 'user_1', orgPlan: 'pro', orgRole: 'org:admin' })
    expect(seen.sessionClaims?.org_plan).toBe('pro')
  })

  it('gives a page what it may show, and nothing else', async () => {
    const claims = { ...member.claims, secret_plan: 'x' }
    const props = await visit({ claims }, (headers) =>
      buildClerkProps({ headers: Object.fromEntries(headers) }),
    )
    const { sessionClaims } = props.__keywright_state
    expect(sessionClaims).toMatchObject({ sub: 'user_1', sid: 'sess_1', o: { id: 'org_1' } })
    expect(Object.keys(sessionClaims ?? {}).sort()).toEqual([
      'exp',
      'fva',
      'iat',
      'o',
      'sid',
      'sts',
      'sub',
      'v',
    ])
    expect(JSON.stringify(props)).not.toMatch(/secret|sk_live|eyJ|org_plan/)
  })
})

describe('clerkClient', () => {
  it('is a client, and a function that gives one', async () => {
    asked.length = 0
    await clerkClient.users.getUser('user_1')
    const client = await clerkClient()
    await client.users.updateUser('user_1', { firstName: 'Ada' })
    expect(asked).toEqual(['GET /v1/users/user_1', 'PATCH /v1/users/user_1'])
  })
})

describe('helpers of route handlers', () => {
  it('ask for a fresh proof', async () => {
    const response = reverificationErrorResponse('strict')
    expect([response.status, await response.json()]).toMatchObject([
      403,
      { clerk_error: { reason: 'reverification-error' } },
    ])
  })

  it('verify webhooks of route handlers and of API routes', async () => {
    const body = JSON.stringify({ type: 'user.created', data: {} })
    const headers = signWebhook(body)
    const request = new Request('https://app.example.com/', { method: 'POST', body, headers })
    const options = { signingSecret: webhookSecret }
    expect((await verifyWebhook(request, options)).type).toBe('user.created')
    const incoming = {
      headers,
      async *[Symbol.asyncIterator]() {
        yield Buffer.from(body)
      },
    }
    expect((await verifyWebhook(incoming, options)).type).toBe('user.created')
    const forged = { ...incoming, headers: { ...headers, 'svix-id': 'msg_2' } }
    await expect(verifyWebhook(forged, options)).rejects.toMatchObject({ code: 'signature_invalid' })
  })
})

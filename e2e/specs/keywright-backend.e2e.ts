/** `@keywright/backend` on the real server: the same stories as the official SDK, and the same results beside it. */
import { createHmac } from 'node:crypto'
import { createClerkClient } from '@clerk/backend'
import {
  BackendApiError,
  createBackendClient,
  paginate,
  type RequestState,
  verifyToken,
  verifyWebhook,
} from '@keywright/backend'
import { type RunningKeywright, startKeywright } from '@keywright/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFormClient, type FormClient } from '../support/form-client.ts'

const appOrigin = 'http://localhost:3000'
let server: RunningKeywright
let client: ReturnType<typeof createBackendClient>
let official: ReturnType<typeof createClerkClient>

beforeAll(async () => {
  server = await startKeywright()
  const { secretKey, publishableKey, apiUrl } = server
  client = createBackendClient({ secretKey, publishableKey, apiUrl, environment: {} })
  official = createClerkClient({ secretKey, publishableKey, apiUrl, telemetry: { disabled: true } })
})
afterAll(() => server?.stop())

async function refusal(call: Promise<unknown>): Promise<BackendApiError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof BackendApiError)) throw new TypeError(`no API error: ${String(error)}`)
  return error
}

/** Everything the official SDK says, ours says alike; ours may say more. What is absent there is not compared. */
function expectToSay(ours: unknown, theirs: unknown): void {
  const said = JSON.parse(JSON.stringify(theirs), (key, value) =>
    value === null || key === '_raw' ? undefined : value,
  )
  expect(JSON.parse(JSON.stringify(ours))).toMatchObject(said)
}

describe('users', () => {
  it('are created, found, counted, changed and deleted', async () => {
    const created = await client.users.createUser({
      emailAddress: ['ada@example.com'],
      password: 'a long enough secret 1',
      firstName: 'Ada',
      lastName: 'Lovelace',
      externalId: 'customer_1',
      publicMetadata: { plan: 'pro', someKey: { inner_key: 1 } },
    })
    expect(created.id).toMatch(/^user_/)
    expect(created.primaryEmailAddress?.emailAddress).toBe('ada@example.com')
    expect(created.primaryEmailAddress?.verification?.status).toBe('verified')
    expect(created.passwordEnabled).toBe(true)
    expectToSay(created, await official.users.getUser(created.id))

    await client.users.createUser({ emailAddress: ['grace@example.com'], skipPasswordRequirement: true })
    const page = await client.users.getUserList({ limit: 1, orderBy: '+created_at' })
    expect(page.totalCount).toBe(2)
    expect(page.data.map(({ id }) => id)).toEqual([created.id])
    expectToSay(page, await official.users.getUserList({ limit: 1, orderBy: '+created_at' }))
    expect((await client.users.getUserList({ emailAddress: ['ada@example.com'] })).data).toHaveLength(1)
    expect(await client.users.getCount({ query: 'grace' })).toBe(1)
    const all: string[] = []
    for await (const user of paginate(client.users.getUserList, { pageSize: 1 })) all.push(user.id)
    expect(all).toHaveLength(2)

    const updated = await client.users.updateUser(created.id, {
      firstName: 'Augusta',
      publicMetadata: { a: 1 },
    })
    expect(updated).toMatchObject({ firstName: 'Augusta', publicMetadata: { a: 1 } })
    expect(updated.fullName).toBe('Augusta Lovelace')
    const merged = await client.users.updateUserMetadata(created.id, {
      publicMetadata: { seats: 3 },
      privateMetadata: { stripe: 'cus_1' },
    })
    expect(merged.publicMetadata).toEqual({ a: 1, seats: 3 })
    expect(merged.privateMetadata).toEqual({ stripe: 'cus_1' })
    const checked = await client.users.verifyPassword({
      userId: created.id,
      password: 'a long enough secret 1',
    })
    expect(checked.verified).toBe(true)
    expect((await client.users.banUser(created.id)).banned).toBe(true)
    expect((await client.users.unbanUser(created.id)).banned).toBe(false)
    expect((await client.users.lockUser(created.id)).locked).toBe(true)
    expect((await client.users.unlockUser(created.id)).locked).toBe(false)
    const bulk = await client.users.createUsersInBulk([
      { emailAddress: ['bulk@example.com'], skipPasswordRequirement: true },
    ])
    expect(bulk.createdCount).toBe(1)
    expect(await client.users.deleteUser(created.id)).toMatchObject({ id: created.id, deleted: true })
    expect(await refusal(client.users.getUser(created.id))).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    })
  })

  it('have a picture, and lose it', async () => {
    const { id } = await client.users.createUser({
      emailAddress: ['picture@example.com'],
      skipPasswordRequirement: true,
    })
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const file = new Blob([png], { type: 'image/png' })
    expect((await client.users.updateUserProfileImage(id, { file })).hasImage).toBe(true)
    expect((await client.users.deleteUserProfileImage(id)).hasImage).toBe(false)
  })
})

describe('what else the Backend API has', () => {
  it('says what the official SDK says', async () => {
    const { id: userId } = await client.users.createUser({
      emailAddress: ['x@example.com'],
      skipPasswordRequirement: true,
    })
    const address = await client.emailAddresses.createEmailAddress({
      userId,
      emailAddress: 'y@example.com',
      verified: true,
    })
    expectToSay(address, await official.emailAddresses.getEmailAddress(address.id))
    const session = await client.sessions.createSession({ userId })
    expectToSay(session, await official.sessions.getSession(session.id))
    expectToSay(
      await client.sessions.getSessionList({ userId }),
      await official.sessions.getSessionList({ userId }),
    )
    expectToSay(
      await client.clients.getClient(session.clientId),
      await official.clients.getClient(session.clientId),
    )
    const { jwt } = await client.sessions.getToken(session.id)
    expect((await client.clients.verifyClient(jwt)).id).toBe(session.clientId)
    expectToSay(await client.instance.get(), await official.instance.get())
    expectToSay(await client.domains.list(), await official.domains.list())
    expectToSay(await client.jwks.getJwks(), await official.jwks.getJwks())
    const template = await client.jwtTemplates.create({
      name: 'hasura',
      claims: { some_claim: '{{user.id}}' },
    })
    expectToSay(template, await official.jwtTemplates.get(template.id))
    expect(template.claims).toEqual({ some_claim: '{{user.id}}' })
    expectToSay(await client.jwtTemplates.list(), await official.jwtTemplates.list())
    const redirect = await client.redirectUrls.createRedirectUrl({ url: 'myapp://callback' })
    expectToSay(
      await client.redirectUrls.getRedirectUrlList(),
      await official.redirectUrls.getRedirectUrlList(),
    )
    expect(await client.redirectUrls.deleteRedirectUrl(redirect.id)).toMatchObject({ deleted: true })
    expect((await client.testingTokens.createTestingToken()).token).not.toBe('')
    const restrictions = await client.instance.updateRestrictions({ blockEmailSubaddresses: false })
    expect(restrictions.blockEmailSubaddresses).toBe(false)
    const ticket = await client.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 })
    expect((await client.signInTokens.revokeSignInToken(ticket.id)).status).toBe('revoked')
  })

  it('refuses in its own words', async () => {
    const taken = { emailAddress: ['taken@example.com'], skipPasswordRequirement: true }
    await client.users.createUser(taken)
    const error = await refusal(client.users.createUser(taken))
    expect(error).toMatchObject({ status: 422, code: 'form_identifier_exists' })
    expect(error.clerkTraceId).toMatch(/^[0-9a-f]{32}$/)
    const stranger = createBackendClient({
      secretKey: 'sk_test_unknown',
      apiUrl: server.apiUrl,
      environment: {},
    })
    expect(await refusal(stranger.users.getUserList())).toMatchObject({
      status: 401,
      code: 'clerk_key_invalid',
    })
  })
})

interface SignedIn {
  browser: FormClient
  userId: string
  sessionId: string
  token: string
}

let people = 0

/** Somebody with a session, who came in by a sign-in token. */
async function signIn(): Promise<SignedIn> {
  people += 1
  const { id: userId } = await client.users.createUser({
    emailAddress: [`person${people}@example.com`],
    skipPasswordRequirement: true,
  })
  const { token: ticket } = await client.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 })
  const browser = createFormClient(server, appOrigin)
  const { body } = await browser.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: ticket ?? '' })
  const [session] = body.client.sessions
  return { browser, userId, sessionId: session.id, token: session.last_active_token.jwt }
}

const pageRequest = (cookie: string, url = `${appOrigin}/members`) =>
  new Request(url, { headers: { cookie, accept: 'text/html', 'sec-fetch-dest': 'document' } })
const apiRequest = (token: string) =>
  new Request(`${appOrigin}/api`, { headers: { authorization: `Bearer ${token}` } })
const options = { proxyUrl: '/__clerk' }
const authenticate = (request: Request) => client.authenticateRequest(request, options)

/** Follows the redirect as a browser whose cookies the server knows; returns where it is sent back to. */
async function shakeHands(browser: FormClient, { headers }: RequestState): Promise<string> {
  const location = headers.get('location') ?? ''
  expect(location).toContain(`${appOrigin}/__clerk/v1/client/handshake?`)
  const response = await browser.open(location.replace(`${appOrigin}/__clerk`, server.url))
  return response.headers.get('location') ?? ''
}

/** The cookies a browser has after an answer. */
function cookiesOf({ headers }: RequestState): string {
  const pairs = headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
  return pairs.filter((pair) => !pair.endsWith('=')).join('; ')
}

describe('a session token', () => {
  it('is verified with the keys of the Backend API and of the Frontend API', async () => {
    const { token, userId, sessionId } = await signIn()
    const { secretKey, apiUrl } = server
    const claims = await verifyToken(token, { secretKey, apiUrl, authorizedParties: [appOrigin] })
    expect(claims).toMatchObject({ sub: userId, sid: sessionId, azp: appOrigin, v: 2, sts: 'active' })
    expect((await verifyToken(token, { url: server.url })).sub).toBe(userId)
  })

  it('lets a program in as who it is, and gets tokens of other kinds', async () => {
    const { token, userId, sessionId } = await signIn()
    const state = await authenticate(apiRequest(token))
    const auth = state.toAuth()
    expect(auth).toMatchObject({ userId, sessionId, isAuthenticated: true })
    const templated = await auth?.getToken({ template: 'hasura' })
    expect(await verifyToken(templated ?? '', { url: server.url })).toMatchObject({ some_claim: userId })
    expect(await authenticate(apiRequest(templated ?? ''))).toMatchObject({ reason: 'token-type-mismatch' })
  })

  it('is worth nothing once a letter of it was changed', async () => {
    const { token } = await signIn()
    const [head, payload = '', signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'user_somebody' })).toString('base64url')
    const state = await authenticate(apiRequest(`${head}.${forged}.${signature}`))
    expect(state).toMatchObject({ status: 'signed-out', reason: 'token-invalid-signature' })
  })
})

describe('a page request', () => {
  it('without anything known goes through a handshake once, and is then signed out', async () => {
    const browser = createFormClient(server, appOrigin)
    const first = await authenticate(pageRequest(''))
    expect(first).toMatchObject({ status: 'handshake', reason: 'dev-browser-missing' })
    const second = await authenticate(pageRequest('', await shakeHands(browser, first)))
    expect(second.status).toBe('signed-out')
    expect(second.headers.get('location')).toBe(`${appOrigin}/members`)
    const third = await authenticate(pageRequest(cookiesOf(second)))
    expect(third).toMatchObject({ status: 'signed-out', reason: 'session-token-and-uat-missing' })
  })

  it('of somebody signed in is recognised after a handshake, and by its cookies from then on', async () => {
    const { browser, userId } = await signIn()
    const first = await authenticate(pageRequest(''))
    const second = await authenticate(pageRequest('', await shakeHands(browser, first)))
    expect(second.toAuth()).toMatchObject({ userId })
    const third = await authenticate(pageRequest(cookiesOf(second)))
    expect(third).toMatchObject({ status: 'signed-in' })
    expect(third.headers.get('location')).toBeNull()
  })

  it('needs neither proxy nor proxy URL with our own SDK: it is sent to the server itself', async () => {
    const { browser, userId } = await signIn()
    const direct = createBackendClient({ ...server, url: server.url, environment: {} })
    const first = await direct.authenticateRequest(pageRequest(''))
    const location = first.headers.get('location') ?? ''
    expect(location).toContain(`${server.url}/v1/client/handshake?`)
    const back = (await browser.open(location)).headers.get('location') ?? ''
    expect((await direct.authenticateRequest(pageRequest('', back))).toAuth()).toMatchObject({ userId })
  })

  it('with an expired token is renewed without a redirect', async () => {
    const { browser, userId } = await signIn()
    const second = await authenticate(
      pageRequest('', await shakeHands(browser, await authenticate(pageRequest('')))),
    )
    const request = pageRequest(cookiesOf(second))
    // Four seconds older than the token it is exchanged for: a clock can be set on which only that one counts.
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    const clock = { now: () => Date.now() + 70_000, clockSkewInMs: 13_000 }
    const renewed = await client.authenticateRequest(request, { ...options, ...clock })
    expect(renewed.toAuth()).toMatchObject({ userId })
    expect(renewed.headers.get('location')).toBeNull()
    expect(cookiesOf(renewed)).toMatch(/__session=ey/)
  })
})

describe('a revoked session', () => {
  it('gets no further token, and no handshake brings it back', async () => {
    const { browser, sessionId } = await signIn()
    expect((await client.sessions.revokeSession(sessionId)).status).toBe('revoked')
    await expect(client.sessions.getToken(sessionId)).rejects.toThrow()
    const back = await shakeHands(browser, await authenticate(pageRequest('')))
    expect((await authenticate(pageRequest('', back))).status).toBe('signed-out')
  })
})

describe('a webhook', () => {
  it('is verified as it is signed', async () => {
    const key = Buffer.from('secret')
    const body = JSON.stringify({ object: 'event', type: 'user.created', data: { id: 'user_1' } })
    const at = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', key).update(`msg_1.${at}.${body}`).digest('base64')
    const headers = { 'svix-id': 'msg_1', 'svix-timestamp': String(at), 'svix-signature': `v1,${signature}` }
    const request = new Request(appOrigin, { method: 'POST', body, headers })
    const event = await verifyWebhook(request, { signingSecret: `whsec_${key.toString('base64')}` })
    expect(event).toMatchObject({ type: 'user.created', data: { id: 'user_1' } })
  })
})

/** The revocation feed as an app's server follows it: revoked is refused within a second, without a call per request. */
import {
  createBackendClient,
  createRevocationFeed,
  type RevocationFeed,
  type RevocationMode,
} from '@keywright/backend'
import { type RunningKeywright, startKeywright } from '@keywright/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFormClient, type FormClient } from '../support/form-client.ts'

const appOrigin = 'http://localhost:3000'
let server: RunningKeywright
let feed: RevocationFeed
let client: ReturnType<typeof createBackendClient>
const modes: RevocationMode[] = []

beforeAll(async () => {
  server = await startKeywright()
  const { secretKey, publishableKey, apiUrl } = server
  feed = createRevocationFeed({
    secretKey,
    apiUrl,
    environment: {},
    onChange: ({ mode }) => modes.push(mode),
  })
  client = createBackendClient({ secretKey, publishableKey, apiUrl, environment: {}, revocations: feed })
  await feed.ready()
})
afterAll(async () => {
  feed?.close()
  await server?.stop()
})

interface SignedIn {
  browser: FormClient
  userId: string
  sessionId: string
  token: string
}

let people = 0
const password = 'a long enough secret 1'

async function signIn(): Promise<SignedIn> {
  people += 1
  const emailAddress = [`person${people}@example.com`]
  const { id: userId } = await client.users.createUser({ emailAddress, password })
  const { token: ticket } = await client.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 })
  const browser = createFormClient(server, appOrigin)
  const { body } = await browser.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: ticket ?? '' })
  const [session] = body.client.sessions
  return { browser, userId, sessionId: session.id, token: session.last_active_token.jwt }
}

const authenticate = (token: string) =>
  client.authenticateRequest(
    new Request(`${appOrigin}/api`, { headers: { authorization: `Bearer ${token}` } }),
  )

/** Milliseconds until a token is refused for having been revoked. */
async function timeToRefusal(token: string): Promise<number> {
  const began = performance.now()
  for (;;) {
    const { reason } = await authenticate(token)
    const elapsed = performance.now() - began
    if (reason === 'token-revoked') return elapsed
    if (elapsed > 5_000) throw new Error(`not refused: ${reason}, ${JSON.stringify(feed.status())}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function modeBecomes(wanted: RevocationMode): Promise<void> {
  const until = performance.now() + 20_000
  while (feed.status().mode !== wanted) {
    if (performance.now() > until) throw new Error(`${wanted}: ${JSON.stringify(feed.status())}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('a token is refused within a second', () => {
  it.each<[string, (who: SignedIn) => Promise<unknown>]>([
    ['of its session being revoked', ({ sessionId }) => client.sessions.revokeSession(sessionId)],
    ['of its user being banned', ({ userId }) => client.users.banUser(userId)],
    ['of its user being deleted', ({ userId }) => client.users.deleteUser(userId)],
    [
      'of a new password that ends other sessions',
      ({ userId }) =>
        client.users.updateUser(userId, { password: 'another long secret 2', signOutOfOtherSessions: true }),
    ],
  ])('%s, and its neighbour is not', async (_name, revoke) => {
    const [revoked, other] = [await signIn(), await signIn()]
    expect(await authenticate(revoked.token)).toMatchObject({ status: 'signed-in' })
    await revoke(revoked)
    expect(await timeToRefusal(revoked.token)).toBeLessThan(1_000)
    expect(await authenticate(other.token)).toMatchObject({ status: 'signed-in' })
  })
})

describe('a page whose token was revoked', () => {
  it('is sent for another, and is signed out where there is none', async () => {
    const { browser, sessionId, token } = await signIn()
    await client.sessions.revokeSession(sessionId)
    await timeToRefusal(token)
    const cookie = `__session=${token}; __client_uat=1; __clerk_db_jwt=dvb_1`
    const headers = { cookie, accept: 'text/html', 'sec-fetch-dest': 'document' }
    const options = { url: server.url }
    const first = await client.authenticateRequest(new Request(`${appOrigin}/members`, { headers }), options)
    expect(first).toMatchObject({ status: 'handshake', reason: 'token-revoked' })
    const back = (await browser.open(first.headers.get('location') ?? '')).headers.get('location') ?? ''
    const second = await client.authenticateRequest(new Request(back, { headers }), options)
    expect(second.status).toBe('signed-out')
  })
})

describe('a server that goes away', () => {
  it('leaves only young tokens, visibly, and is followed again when it is back', async () => {
    const { token } = await signIn()
    await modeBecomes('streaming')
    await server.stop({ keepData: true })
    await modeBecomes('unproven')
    expect(feed.status().lastError).toBeDefined()
    // Keys are known, and the token is young: whoever is signed in stays signed in.
    expect(await authenticate(token)).toMatchObject({ status: 'signed-in' })
    await server.restart()
    await modeBecomes('streaming')
    expect(modes).toContain('unproven')
    expect(modes.at(-1)).toBe('streaming')
  })
})

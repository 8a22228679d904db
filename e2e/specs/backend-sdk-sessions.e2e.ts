/** `@clerk/backend` as published, on the sessions of the real server: who a request is from, and who it no longer is. */
import { createPublicKey } from 'node:crypto'
import { createClerkClient, verifyToken } from '@clerk/backend'
import { type RunningKeywright, startKeywright } from '@keywright/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFormClient, type FormClient } from '../support/form-client.ts'

const appOrigin = 'http://localhost:3000'
let server: RunningKeywright
let clerk: ReturnType<typeof createClerkClient>

beforeAll(async () => {
  server = await startKeywright()
  const { secretKey, publishableKey, apiUrl } = server
  clerk = createClerkClient({ secretKey, publishableKey, apiUrl, telemetry: { disabled: true } })
})
afterAll(() => server?.stop())

interface SignedIn {
  client: FormClient
  userId: string
  sessionId: string
  token: string
}

let people = 0

/** Somebody with a session, who came in by a sign-in token. */
async function signIn(): Promise<SignedIn> {
  people += 1
  const user = await clerk.users.createUser({
    emailAddress: [`person${people}@example.com`],
    skipPasswordRequirement: true,
  })
  const { token: ticket } = await clerk.signInTokens.createSignInToken({
    userId: user.id,
    expiresInSeconds: 60,
  })
  const client = createFormClient(server, appOrigin)
  const { body } = await client.post('/v1/client/sign_ins', { strategy: 'ticket', ticket })
  const [session] = body.client.sessions
  return { client, userId: user.id, sessionId: session.id, token: session.last_active_token.jwt }
}

/** A page request as a browser sends it to the app. */
const pageRequest = (cookie: string, url = `${appOrigin}/members`) =>
  new Request(url, { headers: { cookie, accept: 'text/html', 'sec-fetch-dest': 'document' } })
const apiRequest = (token: string) =>
  new Request(`${appOrigin}/api`, { headers: { authorization: `Bearer ${token}` } })
const options = { proxyUrl: `${appOrigin}/__clerk` }

describe('a session token', () => {
  it('is verified with the key set, and with the key alone', async () => {
    const { token, userId, sessionId } = await signIn()
    const { secretKey, apiUrl } = server
    const claims = await verifyToken(token, { secretKey, apiUrl, authorizedParties: [appOrigin] })
    expect(claims).toMatchObject({ sub: userId, sid: sessionId, azp: appOrigin, v: 2, sts: 'active' })
    const { keys } = await clerk.jwks.getJwks()
    const jwtKey = createPublicKey({ key: keys?.[0] as never, format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString()
    expect((await verifyToken(token, { jwtKey })).sub).toBe(userId)
  })

  it('lets a program in as who it is', async () => {
    const { token, userId, sessionId } = await signIn()
    const state = await clerk.authenticateRequest(apiRequest(token), options)
    expect(state.toAuth()).toMatchObject({ userId, sessionId, isAuthenticated: true })
  })

  it('is worth nothing once a letter of it was changed', async () => {
    const { token } = await signIn()
    const [head, payload = '', signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'user_somebody' })).toString('base64url')
    const state = await clerk.authenticateRequest(apiRequest(`${head}.${forged}.${signature}`), options)
    expect(state).toMatchObject({ status: 'signed-out', reason: 'token-invalid-signature' })
  })

  it('is minted by a server, too, also from a template', async () => {
    const { sessionId, userId } = await signIn()
    const { jwt } = await clerk.sessions.getToken(sessionId)
    const { secretKey, apiUrl } = server
    expect((await verifyToken(jwt, { secretKey, apiUrl })).sid).toBe(sessionId)
    await clerk.jwtTemplates.create({
      name: 'hasura',
      claims: { role: 'user', id: '{{user.id}}' },
      lifetime: 60,
    })
    const templated = await clerk.sessions.getToken(sessionId, 'hasura')
    const claims = await verifyToken(templated.jwt, { secretKey, apiUrl })
    expect(claims).toMatchObject({ sub: userId, role: 'user', id: userId })
  })
})

describe('a page request', () => {
  it('without anything known goes through a handshake once, and is then signed out', async () => {
    const client = createFormClient(server, appOrigin)
    const first = await clerk.authenticateRequest(pageRequest(''), options)
    expect(first).toMatchObject({ status: 'handshake', reason: 'dev-browser-missing' })
    const back = await shakeHands(client, first.headers)
    const second = await clerk.authenticateRequest(pageRequest('', back), options)
    expect(second.status).toBe('signed-out')
    expect(second.headers.get('location')).toBe(`${appOrigin}/members`)
    const kept = setCookies(second.headers)
    const third = await clerk.authenticateRequest(pageRequest(kept), options)
    expect(third).toMatchObject({ status: 'signed-out', reason: 'session-token-and-uat-missing' })
  })

  it('of somebody signed in is recognised after a handshake, and by its cookies from then on', async () => {
    const { client, userId } = await signIn()
    const first = await clerk.authenticateRequest(pageRequest(''), options)
    const back = await shakeHands(client, first.headers)
    const second = await clerk.authenticateRequest(pageRequest('', back), options)
    expect(second.toAuth()).toMatchObject({ userId })
    const third = await clerk.authenticateRequest(pageRequest(setCookies(second.headers)), options)
    expect(third).toMatchObject({ status: 'signed-in' })
    expect(third.headers.get('location')).toBeNull()
  })

  it('cannot use the outcome of a handshake later on', async () => {
    const { client } = await signIn()
    const first = await clerk.authenticateRequest(pageRequest(''), options)
    const back = await shakeHands(client, first.headers)
    expect((await clerk.authenticateRequest(pageRequest('', back), options)).status).toBe('signed-in')
    // For five seconds a browser that lost the answer may ask once more.
    await new Promise((resolve) => setTimeout(resolve, 5_500))
    expect((await clerk.authenticateRequest(pageRequest('', back), options)).status).toBe('signed-out')
  })
})

describe('a revoked session', () => {
  it('gets no further token, and no handshake brings it back', async () => {
    const { client, sessionId } = await signIn()
    expect((await clerk.sessions.revokeSession(sessionId)).status).toBe('revoked')
    expect((await client.post(`/v1/client/sessions/${sessionId}/tokens`)).status).toBeGreaterThanOrEqual(400)
    await expect(clerk.sessions.getToken(sessionId)).rejects.toThrow()
    const first = await clerk.authenticateRequest(pageRequest(''), options)
    const back = await shakeHands(client, first.headers)
    expect((await clerk.authenticateRequest(pageRequest('', back), options)).status).toBe('signed-out')
  })

  it('ends with its user', async () => {
    const { client, userId, sessionId } = await signIn()
    await clerk.users.deleteUser(userId)
    expect((await client.post(`/v1/client/sessions/${sessionId}/tokens`)).status).toBeGreaterThanOrEqual(400)
  })
})

/** Follows the SDK's redirect as a browser whose cookies the server knows; returns where it is sent back to. */
async function shakeHands(client: FormClient, headers: Headers): Promise<string> {
  const location = headers.get('location') ?? ''
  expect(location).toContain(`${appOrigin}/__clerk/v1/client/handshake?`)
  const response = await client.open(location.replace(`${appOrigin}/__clerk`, server.url))
  return response.headers.get('location') ?? ''
}

/** The cookies a browser has after an answer. */
function setCookies(headers: Headers): string {
  const pairs = headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
  return pairs.filter((pair) => !pair.endsWith('=')).join('; ')
}

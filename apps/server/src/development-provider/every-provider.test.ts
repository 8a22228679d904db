/** Every provider this server knows, played, is asked in its own dialect: what comes back reads like what it imitates. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listProviders, type OAuthProvider, type ProfileRequest } from '../domains/oauth-providers/index.ts'
import { openVisitor } from '../testing/open-visitor.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { identityOf, listPeople } from './choices.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})

afterAll(() => app.close())

type Fields = Record<string, string>

const redirectUri = 'http://localhost:3900/v1/oauth_callback'
const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-section-4-1'

const send = (provider: OAuthProvider, path: string, init: RequestInit) =>
  app.services.developmentProvider.fetch(
    new Request(`${app.publicUrl}/dev/oauth/${provider.key}${path}`, init),
  )

function authorizationUrl(provider: OAuthProvider): string {
  const { clientIdParameter = 'client_id', scopes, responseMode, authorizationParameters, pkce } = provider
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = new URLSearchParams({
    ...authorizationParameters,
    [clientIdParameter]: 'development',
    ...{ redirect_uri: redirectUri, response_type: 'code', state: 'state', nonce: 'nonce' },
    scope: scopes.base.join(scopes.separator ?? ' '),
    ...(responseMode && { response_mode: responseMode }),
    ...(pkce && { code_challenge: challenge, code_challenge_method: 'S256' }),
  })
  return `${app.publicUrl}/dev/oauth/${provider.key}/authorize?${query}`
}

async function callbackOf(answer: Response): Promise<Fields> {
  const location = answer.headers.get('location')
  if (location !== null) return Object.fromEntries(new URL(location).searchParams)
  const inputs = [...(await answer.text()).matchAll(/name="([^"]+)" value="([^"]*)"/g)]
  return Object.fromEntries(
    inputs.map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')]),
  )
}

async function exchange(provider: OAuthProvider, code: string): Promise<Record<string, unknown>> {
  const { clientAuthentication, clientIdParameter = 'client_id', tokenRequest = {}, pkce } = provider
  const isBasic = clientAuthentication === 'client_secret_basic'
  const fields: Fields = {
    ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri },
    ...(pkce && { code_verifier: verifier }),
    ...(!isBasic && { [clientIdParameter]: 'development', client_secret: 'development' }),
  }
  const response = await send(provider, '/token', {
    method: 'POST',
    headers: {
      ...(isBasic && { authorization: `Basic ${btoa('development:development')}` }),
      ...(tokenRequest.json && { 'content-type': 'application/json' }),
    },
    body: tokenRequest.json ? JSON.stringify(fields) : new URLSearchParams(fields),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, unknown>
}

async function profileOf(provider: OAuthProvider, request: ProfileRequest, token: string): Promise<unknown> {
  const { name, method = 'get', body, introspection } = request
  const form = new URLSearchParams({ token, client_id: 'development', client_secret: 'development' })
  const response = await send(provider, `/profile/${name}`, {
    method: method.toUpperCase(),
    ...(!introspection && {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    }),
    ...(method === 'post' && { body: introspection ? form : JSON.stringify(body) }),
  })
  expect(response.status).toBe(200)
  return await response.json()
}

/** What an ID token says; that its signature holds is tested with Google. */
function claimsOf(idToken: unknown): Record<string, unknown> | undefined {
  const [, payload] = String(idToken).split('.')
  return payload === undefined ? undefined : JSON.parse(Buffer.from(payload, 'base64url').toString())
}

const cases = listProviders().flatMap((provider) =>
  listPeople().map(([key, person]) => ({ name: provider.key, key, provider, person })),
)

describe('every provider, played', () => {
  it.each(cases)('$name says who $key is', async ({ key, provider, person }) => {
    const answer = await openVisitor(app).choose(authorizationUrl(provider), { choose: key })
    const callback = await callbackOf(answer)
    expect(callback.state).toBe('state')
    const raw = await exchange(provider, callback.code ?? '')
    const tokens = provider.readTokens?.(raw) ?? raw
    const claims = claimsOf(tokens.id_token)
    const profile: Record<string, unknown> = {}
    for (const request of provider.profileRequests ?? [])
      profile[request.name] = await profileOf(provider, request, String(tokens.access_token))
    const read = provider.toProfile({ tokens, profile, callback, ...(claims && { claims }) })

    const imitated = provider.imitate(identityOf(provider.key, { person, fault: null, scopes: [] }))
    const told = imitated.callback === undefined || callback.user !== undefined
    expect(claims !== undefined).toBe(provider.protocol === 'oidc')
    expect(read).toEqual(
      provider.toProfile({
        tokens: { ...tokens, ...imitated.tokens },
        profile: imitated.profile ?? {},
        callback: told ? (imitated.callback ?? {}) : {},
        ...(imitated.claims && { claims: imitated.claims }),
      }),
    )
  })
})

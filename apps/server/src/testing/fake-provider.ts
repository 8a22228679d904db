/** Every provider, in this process: what a vendor would answer about whoever a test says comes. It knows no rule of ours. */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { exportJWK, SignJWT } from 'jose'
import {
  findProvider,
  type ImitatedAnswers,
  type ImitatedIdentity,
} from '../domains/oauth-providers/index.ts'
import type { BoundedFetch, FetchOptions } from '../platform/outgoing/outgoing-request.ts'

export interface Coming {
  /** Of the provider’s file. */
  provider: string
  identity?: Partial<ImitatedIdentity>
  /** Instead of what the provider’s file plays. */
  answers?: ImitatedAnswers
  /** Claims over those of the ID token. */
  claims?: Record<string, unknown>
  scope?: string
  expiresIn?: number
}

interface Issued extends Required<Pick<Coming, 'provider'>> {
  coming: Coming
  nonce: string | null
  challenge: string | null
  clientId: string
  redirectUri: string
}

export type FakeProvider = ReturnType<typeof createFakeProvider>

const ada: ImitatedIdentity = {
  id: '1815',
  emailAddress: 'ada@example.com',
  isEmailAddressVerified: true,
  username: 'ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  imageUrl: 'https://images.example.com/ada.png',
}

export function createFakeProvider({ now }: { now: () => Date }) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, Issued>()
  const tokens = new Map<string, Coming>()
  const asked: { url: string; options: FetchOptions }[] = []
  let interrupt: BoundedFetch | undefined

  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

  function answersOf({ provider, identity, answers }: Coming): ImitatedAnswers {
    return answers ?? findProvider(provider)?.imitate({ ...ada, ...identity }) ?? {}
  }

  async function idTokenOf(coming: Coming, clientId: string, nonce: string | null): Promise<string> {
    const provider = findProvider(coming.provider)
    const claims = { ...answersOf(coming).claims, ...coming.claims }
    const issuer = typeof provider?.issuer === 'function' ? provider.issuer(claims, {}) : provider?.issuer
    const seconds = Math.floor(now().getTime() / 1000)
    const isKeyedBySecret = provider?.idTokenAlgorithms?.includes('HS256') === true
    return await new SignJWT({
      ...{ iss: String(issuer), aud: clientId, iat: seconds, exp: seconds + 600 },
      ...(nonce === null ? {} : { nonce }),
      ...claims,
    })
      .setProtectedHeader({ alg: isKeyedBySecret ? 'HS256' : 'RS256', kid: 'fake' })
      .sign(isKeyedBySecret ? Buffer.from(`secret-of-${coming.provider}`) : privateKey)
  }

  /** What the vendor would answer; an `id_token` that a test gives as a name for one is made. */
  async function tokensFor(coming: Coming, clientId: string, nonce: string | null) {
    const isOidc = findProvider(coming.provider)?.protocol === 'oidc'
    const own = { ...answersOf(coming).tokens }
    const isNamed = typeof own.id_token === 'string' && own.id_token.split('.').length === 3
    const given = {
      access_token: randomBytes(8).toString('hex'),
      refresh_token: randomBytes(8).toString('hex'),
      token_type: 'Bearer',
      expires_in: coming.expiresIn ?? 3600,
      ...(coming.scope === undefined ? {} : { scope: coming.scope }),
      ...own,
      ...(isOidc && !isNamed ? { id_token: await idTokenOf(coming, clientId, nonce) } : {}),
    }
    for (const text of textsIn(given)) tokens.set(text, coming)
    return given
  }

  const refreshed: string[] = []
  const refreshTokens = new Map<string, Coming>()

  async function exchange(form: URLSearchParams): Promise<Response> {
    if (form.get('grant_type') === 'refresh_token') {
      const old = form.get('refresh_token') ?? ''
      refreshed.push(old)
      const coming = refreshTokens.get(old)
      if (!coming) return json({ error: 'invalid_grant' }, 400)
      refreshTokens.delete(old)
      const { id_token: _none, ...answer } = (await tokensFor(coming, '', null)) as Record<string, unknown>
      refreshTokens.set(String(answer.refresh_token), coming)
      return json(answer)
    }
    const code = form.get('code') ?? ''
    const issued = codes.get(code)
    codes.delete(code)
    if (!issued || issued.redirectUri !== form.get('redirect_uri'))
      return json({ error: 'invalid_grant' }, 400)
    const verifier = form.get('code_verifier') ?? ''
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    if (issued.challenge !== null && issued.challenge !== challenge)
      return json({ error: 'invalid_grant' }, 400)
    const answer = await tokensFor(issued.coming, issued.clientId, issued.nonce)
    refreshTokens.set(answer.refresh_token, issued.coming)
    return json(answer)
  }

  /** The same form, also where it comes as JSON. */
  function formOf(body: FetchOptions['body']): URLSearchParams {
    const text = body?.toString() ?? ''
    return new URLSearchParams(text.startsWith('{') ? (JSON.parse(text) as Record<string, string>) : text)
  }

  function profileOf(coming: Coming, url: string): Response {
    const requests = findProvider(coming.provider)?.profileRequests ?? []
    const named = requests.find((request) => request.url === url) ?? requests[0]
    const found = named && answersOf(coming).profile?.[named.name]
    return found === undefined ? json({ error: 'not_found' }, 404) : json(found)
  }

  async function answer(url: string, { headers, body }: FetchOptions): Promise<Response> {
    if (/jwks|certs|keys/.test(url)) {
      return json({ keys: [{ ...(await exportJWK(publicKey)), kid: 'fake', alg: 'RS256', use: 'sig' }] })
    }
    const form = formOf(body)
    if (form.has('grant_type')) return await exchange(form)
    const bearer = new Headers(headers).get('authorization')?.replace(/^Bearer /, '')
    const coming = tokens.get(bearer ?? form.get('token') ?? '')
    return coming ? profileOf(coming, url) : json({})
  }

  return {
    asked,
    refreshed,
    idTokenOf,

    fetch: (async (url, options = {}) => {
      asked.push({ url, options })
      return await (interrupt ?? answer)(url, options)
    }) satisfies BoundedFetch as BoundedFetch,

    /** What it answers whatever interrupts it. */
    answer: (url: string, options: FetchOptions = {}): Promise<Response> => answer(url, options),

    /** From now on something else answers; without, the provider itself again. */
    interruptWith(other: BoundedFetch | undefined): void {
      interrupt = other
    },

    /** The page of the provider, on which somebody agrees: what the browser brings back. */
    agree(authorizationUrl: string, coming: Coming): Record<string, string> {
      const { searchParams } = new URL(authorizationUrl)
      const code = randomBytes(8).toString('hex')
      codes.set(code, {
        provider: coming.provider,
        coming,
        nonce: searchParams.get('nonce'),
        challenge: searchParams.get('code_challenge'),
        clientId: searchParams.get('client_id') ?? searchParams.get('client_key') ?? '',
        redirectUri: searchParams.get('redirect_uri') ?? '',
      })
      return { code, state: searchParams.get('state') ?? '', ...answersOf(coming).callback }
    },

    /** The same where somebody says no. */
    deny(authorizationUrl: string, error = 'access_denied'): Record<string, string> {
      return { error, state: new URL(authorizationUrl).searchParams.get('state') ?? '' }
    },
  }
}

/** Access tokens stand in more places than one. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

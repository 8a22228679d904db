/**
 * The protocol, for every provider alike: OAuth 2.0 (RFC 6749) with PKCE (RFC 7636), the checks of RFC 9700, and OpenID
 * Connect Core where a provider speaks it. How providers differ stands in their files.
 */
import * as oauth from 'oauth4webapi'
import type { Clock } from '../../platform/clock.ts'
import type { ExternalIdentity, ProviderTokens } from '../external-accounts/index.ts'
import { type Json, ProfileFault, type ProfileRequest, readProfile } from '../oauth-providers/index.ts'
import type { VerifyIdToken } from './id-token.ts'
import type { OpenProvider } from './provider-access.service.ts'
import { ProtocolError, ProviderFault } from './provider-fault.ts'

export interface AuthorizationRequest {
  state: string
  nonce: string
  codeVerifier: string
  redirectUri: string
  additionalScopes: readonly string[]
  prompt?: string | undefined
  loginHint?: string | undefined
}

/** Where to send the browser (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1). */
export async function authorizationUrl(open: OpenProvider, request: AuthorizationRequest): Promise<string> {
  const { provider, clientId } = open
  const url = new URL(provider.endpoints.authorization)
  const scopes = requestedScopes(open, request.additionalScopes).join(provider.scopes.separator ?? ' ')
  const parameters = {
    ...provider.authorizationParameters,
    response_type: 'code',
    [provider.clientIdParameter ?? 'client_id']: clientId,
    redirect_uri: request.redirectUri,
    state: request.state,
    scope: scopes,
    ...(provider.protocol === 'oidc' ? { nonce: request.nonce } : {}),
    ...(provider.responseMode === 'form_post' ? { response_mode: 'form_post' } : {}),
    ...(provider.pkce
      ? {
          code_challenge: await oauth.calculatePKCECodeChallenge(request.codeVerifier),
          code_challenge_method: 'S256',
        }
      : {}),
    ...(request.prompt ? { prompt: request.prompt } : {}),
    ...(request.loginHint ? { login_hint: request.loginHint } : {}),
  }
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value)
  return url.href
}

export function requestedScopes(
  { provider, connection }: OpenProvider,
  additional: readonly string[],
): string[] {
  return [...new Set([...provider.scopes.base, ...connection.additionalScopes, ...additional])]
}

export interface Redemption {
  /** What came with the browser. */
  answer: Readonly<Record<string, string>>
  nonce: string
  codeVerifier: string
  redirectUri: string
  requestedScopes: readonly string[]
}

export type OAuthClient = ReturnType<typeof createOAuthClient>

export function createOAuthClient({ clock, verifyIdToken }: { clock: Clock; verifyIdToken: VerifyIdToken }) {
  function expiryOf({ expires_in: seconds }: Json): Date | null {
    const isTime = typeof seconds === 'number' && seconds > 0
    return isTime ? new Date(clock.now().getTime() + seconds * 1000) : null
  }

  function toTokens(tokens: Json, before?: ProviderTokens): ProviderTokens {
    return {
      accessToken: String(tokens.access_token),
      // RFC 6749 §6: where no new one comes, the old one goes on.
      refreshToken: textOf(tokens.refresh_token) ?? before?.refreshToken ?? null,
      idToken: textOf(tokens.id_token) ?? before?.idToken ?? null,
      accessTokenExpiresAt: expiryOf(tokens),
    }
  }

  return {
    /** Exchanges the code and asks who came. Whatever goes wrong is a `ProviderFault`. */
    async redeem(open: OpenProvider, redemption: Redemption): Promise<ExternalIdentity> {
      const { provider } = open
      const tokens = await exchangeCode(open, redemption)
      const claims = await claimsOf(open, tokens, redemption.nonce)
      const accessToken = String(tokens.access_token)
      try {
        const answers = await readAnswers(open, accessToken)
        requireSameSubject(claims, answers.userinfo)
        const given = { tokens, profile: answers, callback: redemption.answer }
        const profile = readProfile(provider, claims ? { ...given, claims } : given)
        return {
          provider: open.connection.provider,
          profile,
          tokens: toTokens(tokens),
          // RFC 6749 §5.1: said only where it is not what was asked for.
          approvedScopes: scopesOf(tokens, redemption.requestedScopes),
        }
      } catch (cause) {
        throw new ProviderFault('oauth_fetch_user_error', cause)
      }
    },

    /** RFC 6749 §6. */
    async refresh(open: OpenProvider, before: ProviderTokens, refreshToken: string): Promise<ProviderTokens> {
      const { server, client, authentication, options } = await protocolOf(open)
      const answer = await oauth.refreshTokenGrantRequest(
        server,
        client,
        authentication,
        refreshToken,
        options,
      )
      return toTokens(await oauth.processRefreshTokenResponse(server, client, answer), before)
    },

    /** RFC 7009. Not every provider can. */
    async revoke(open: OpenProvider, token: string): Promise<void> {
      if (open.provider.endpoints.revocation === undefined) return
      const { server, client, authentication, options } = await protocolOf(open)
      await oauth.processRevocationResponse(
        await oauth.revocationRequest(server, client, authentication, token, options),
      )
    },
  }

  async function exchangeCode(open: OpenProvider, redemption: Redemption): Promise<Json> {
    try {
      const { server, client, authentication, options } = await protocolOf(open)
      const { state: _checked, iss: _checkedToo, ...answer } = redemption.answer
      const parameters = oauth.validateAuthResponse(
        server,
        client,
        new URLSearchParams(answer),
        oauth.expectNoState,
      )
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        parameters,
        redemption.redirectUri,
        open.provider.pkce ? redemption.codeVerifier : oauth.nopkce,
        options,
      )
      // The ID token is checked apart, alike for one that comes without a code.
      const raw = (await response.clone().json()) as Json
      const { id_token: idToken, ...plain } = raw
      const bare = new Response(JSON.stringify(plain), { status: response.status, headers: response.headers })
      const tokens = await oauth.processAuthorizationCodeResponse(server, client, bare)
      return { ...tokens, ...(idToken === undefined ? {} : { id_token: idToken }) }
    } catch (cause) {
      throw new ProviderFault('oauth_token_exchange_error', cause)
    }
  }

  async function claimsOf(open: OpenProvider, tokens: Json, nonce: string): Promise<Json | undefined> {
    if (open.provider.protocol !== 'oidc') return undefined
    const idToken = textOf(tokens.id_token)
    try {
      if (idToken === null) throw new ProtocolError('There is no ID token in the answer.')
      return await verifyIdToken(open, idToken, { nonce })
    } catch (cause) {
      throw new ProviderFault('oauth_token_exchange_error', cause)
    }
  }
}

/** A provider in the words of the library. */
async function protocolOf(open: OpenProvider) {
  const { provider, clientId } = open
  const { authorization, token, revocation } = provider.endpoints
  const secret = await open.clientSecret()
  const server: oauth.AuthorizationServer = {
    issuer: typeof provider.issuer === 'string' ? provider.issuer : authorization,
    authorization_endpoint: authorization,
    token_endpoint: token,
    ...(revocation === undefined ? {} : { revocation_endpoint: revocation }),
  }
  const authenticate =
    provider.clientAuthentication === 'client_secret_basic' ? oauth.ClientSecretBasic : oauth.ClientSecretPost
  const options = {
    // Addresses of one's own machine and network are refused where they are connected to.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (
      url: string,
      request: { method: string; headers: Record<string, string>; body?: unknown },
    ) => fetchTokens(open, url, request),
  }
  return { server, client: { client_id: clientId }, authentication: authenticate(secret), options }
}

/** Speaks a provider's dialect: its parameter names, its body, its token response. */
async function fetchTokens(
  { provider, fetch }: OpenProvider,
  url: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body?: unknown },
): Promise<Response> {
  const form = new URLSearchParams(String(body ?? ''))
  const clientId = form.get('client_id')
  if (provider.clientIdParameter && clientId !== null) {
    form.delete('client_id')
    form.set(provider.clientIdParameter, clientId)
  }
  const isJson = provider.tokenRequest?.json === true
  const sent = new Headers({ ...headers, ...provider.tokenRequest?.headers })
  sent.set('content-type', isJson ? 'application/json' : 'application/x-www-form-urlencoded')
  const answer = await fetch(url, {
    method,
    headers: sent,
    body: isJson ? JSON.stringify(Object.fromEntries(form)) : form.toString(),
  })
  if (url === provider.endpoints.revocation) return answer
  return await inStandardForm(answer, provider.readTokens)
}

/** RFC 6749 §5.1 and §5.2: some leave `token_type` out, and some answer an error with status 200. */
async function inStandardForm(answer: Response, readTokens?: (body: Json) => Json): Promise<Response> {
  const body = (await answer.json()) as Json
  const isError = typeof body.error === 'string'
  const read = isError ? body : { token_type: 'bearer', ...(readTokens?.(body) ?? body) }
  const status = isError && answer.status === 200 ? 400 : answer.status
  return new Response(JSON.stringify(read), { status, headers: { 'content-type': 'application/json' } })
}

async function readAnswers(open: OpenProvider, accessToken: string): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  for (const request of open.provider.profileRequests ?? []) {
    try {
      answers[request.name] = await readAnswer(open, request, accessToken)
    } catch (error) {
      if (!request.optional) throw error
    }
  }
  return answers
}

async function readAnswer(
  open: OpenProvider,
  request: ProfileRequest,
  accessToken: string,
): Promise<unknown> {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'keywright', ...request.headers })
  const isPost = request.method === 'post'
  let body: string | undefined
  if (request.introspection) {
    const secret = await open.clientSecret()
    body = new URLSearchParams({
      token: accessToken,
      client_id: open.clientId,
      client_secret: secret,
    }).toString()
    headers.set('content-type', 'application/x-www-form-urlencoded')
  } else {
    headers.set('authorization', `Bearer ${accessToken}`)
    if (request.body !== undefined) {
      body = JSON.stringify(request.body)
      headers.set('content-type', 'application/json')
    }
  }
  const answer = await open.fetch(request.url, { method: isPost ? 'POST' : 'GET', headers, body })
  if (answer.status !== 200) throw new ProfileFault(`${request.name} has status ${answer.status}.`)
  return await answer.json()
}

/** OpenID Connect Core §5.3.2: an answer about somebody else must not be used. */
function requireSameSubject(claims: Json | undefined, userinfo: unknown): void {
  if (!claims || typeof userinfo !== 'object' || userinfo === null || !('sub' in userinfo)) return
  if (userinfo.sub !== claims.sub) throw new ProfileFault('The profile is somebody else’s.')
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function scopesOf({ scope }: Json, requested: readonly string[]): string {
  const granted = textOf(scope)
  return granted === null ? requested.join(' ') : granted.split(/[\s,]+/).join(' ')
}

/**
 * Between what a provider calls things and what OAuth 2.0 does. The protocol itself is played by a library; requests are
 * brought into its words, and its answers into the provider's.
 */
import type { OAuthProvider } from '../domains/oauth-providers/index.ts'
import { type Choice, identityOf } from './choices.ts'

export const clientId = 'development'

/** What the library knows of scopes: whether an ID token is wanted. */
export const knownScopes = ['openid', 'account']

/** Carries what was really asked for. */
export const askedScopesParameter = 'asked_scopes'

const passedOn = [
  'response_type',
  'redirect_uri',
  'state',
  'code_challenge',
  'code_challenge_method',
  'response_mode',
  'login_hint',
]

/** The authorization request (RFC 6749 §4.1.1). What one provider alone has a meaning for is left out. */
export function standardRequest(provider: OAuthProvider, query: URLSearchParams): URLSearchParams {
  const scopes = splitScopes(provider, query.get('scope') ?? '')
  // Apple gives an ID token without being asked by a scope.
  const isByScope = provider.scopes.base.includes('openid')
  const wantsIdToken = provider.protocol === 'oidc' && (!isByScope || scopes.includes('openid'))
  const names = wantsIdToken ? [...passedOn, 'nonce'] : passedOn
  // Repeated ones are refused by the library (RFC 6749 §3.1), so each value is passed on.
  const values = names.flatMap((name) => query.getAll(name).map((value) => pair(name, value)))
  const ids = query.getAll(provider.clientIdParameter ?? 'client_id').map((id) => pair('client_id', id))
  // Whoever comes is asked who they are: there is no session here.
  const prompt = query.get('prompt') === 'none' ? 'none' : 'login'
  return new URLSearchParams([
    ...values,
    ...ids,
    ['prompt', prompt],
    ['scope', wantsIdToken ? 'openid account' : 'account'],
    [askedScopesParameter, scopes.join(' ')],
  ])
}

const pair = (name: string, value: string): [string, string] => [name, value]

function splitScopes({ scopes }: OAuthProvider, text: string): string[] {
  const separator = scopes.separator ?? ' '
  return text.split(separator === ' ' ? /\s+/ : new RegExp(`[${separator}\\s]+`)).filter(Boolean)
}

/** The form of a token request (RFC 6749 §4.1.3), from a form or from JSON. */
export function standardForm(
  { clientIdParameter }: OAuthProvider,
  fields: Readonly<Record<string, string>>,
): URLSearchParams {
  const { [clientIdParameter ?? 'client_id']: id, ...others } = fields
  return new URLSearchParams({ ...others, ...(id !== undefined && { client_id: id }) })
}

/** The token response of a provider about whom it was asked for. */
export function dialectTokens(
  provider: OAuthProvider,
  { id_token, ...tokens }: Readonly<Record<string, unknown>>,
  choice: Choice,
): Record<string, unknown> {
  const { imitate, scopes, profileRequests = [] } = provider
  const granted = choice.fault === 'narrow' ? choice.scopes.slice(0, 1) : choice.scopes
  return {
    ...tokens,
    ...(granted.length > 0 && { scope: granted.join(scopes.separator ?? ' ') }),
    ...(id_token !== undefined && { id_token }),
    ...imitate(identityOf(provider.key, choice)).tokens,
    ...(choice.fault === 'huge' && profileRequests.length === 0 && hugePart()),
  }
}

/** What makes an answer one of 2 MB. */
export const hugePart = () => ({ padding: 'x'.repeat(2 * 1024 * 1024) })

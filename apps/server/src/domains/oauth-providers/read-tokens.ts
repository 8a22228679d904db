import type { Json } from './provider.ts'
import { asList } from './read-profile.ts'

/** Granted scopes as RFC 6749 §5.1 writes them, where a provider writes a list, or calls them by another name. */
export function withScope(body: Json, scopeKey = 'scope'): Json {
  const given = body[scopeKey]
  if (given === undefined) return body
  const scopes = typeof given === 'string' ? given.split(/[\s,]+/) : asList(given)
  return { ...body, scope: scopes.filter((scope) => typeof scope === 'string' && scope !== '').join(' ') }
}

import { isSessionCategory } from '../verify/token-category.ts'
import type { DecodeToken } from './suffixed-cookies.ts'

/** What a request can be authenticated with (wire contract 12). */
export type TokenType = 'session_token' | 'api_key' | 'm2m_token' | 'oauth_token'
export type MachineTokenType = Exclude<TokenType, 'session_token'>
export type AcceptsToken = TokenType | readonly TokenType[] | 'any'

const prefixes: Record<string, MachineTokenType> = { mt_: 'm2m_token', oat_: 'oauth_token', ak_: 'api_key' }
/** RFC 9068 §2.1. */
const accessTokenTypes = new Set<unknown>(['at+jwt', 'application/at+jwt'])

/** The kind of machine token that a text is; `undefined` for what is none. */
export function machineTokenType(token: string, decode: DecodeToken): MachineTokenType | undefined {
  for (const [prefix, type] of Object.entries(prefixes)) if (token.startsWith(prefix)) return type
  const decoded = decode(token)
  if (typeof decoded?.claims.sub === 'string' && decoded.claims.sub.startsWith('mch_')) return 'm2m_token'
  return decoded && accessTokenTypes.has(decoded.header.typ) ? 'oauth_token' : undefined
}

/**
 * A well-formed token of another kind than a session's: a machine's, or one from a template, whose claims its author chooses
 * (wire contract 5.1).
 */
export function isOtherKindOfToken(token: string, decode: DecodeToken): boolean {
  const decoded = decode(token)
  if (!decoded) return false
  return !isSessionCategory(decoded.header.cat) || machineTokenType(token, decode) !== undefined
}

export function acceptsType(accepts: AcceptsToken, type: TokenType): boolean {
  return accepts === 'any' || (typeof accepts === 'string' ? accepts === type : accepts.includes(type))
}

export function isMachineType(type: AcceptsToken): type is MachineTokenType {
  return type === 'api_key' || type === 'm2m_token' || type === 'oauth_token'
}

/** What the signed-in user may do, as far as their session token says (wire contract 5.3). For what a page shows, not for what a server allows. */
import type { TokenClaims } from './tokens/decode-token.ts'

export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor'
export type ReverificationConfig =
  | 'strict_mfa'
  | 'strict'
  | 'moderate'
  | 'lax'
  | { level: ReverificationLevel; afterMinutes: number }

/** Every condition that is named must hold. */
export interface CheckAuthorizationParams {
  role?: string
  permission?: string
  feature?: string
  plan?: string
  reverification?: ReverificationConfig
}

const presets = {
  strict_mfa: { level: 'multi_factor', afterMinutes: 10 },
  strict: { level: 'second_factor', afterMinutes: 10 },
  moderate: { level: 'second_factor', afterMinutes: 60 },
  lax: { level: 'second_factor', afterMinutes: 1440 },
} as const

export function checkAuthorization(
  claims: TokenClaims | undefined,
  wanted: CheckAuthorizationParams,
): boolean {
  if (!claims) return false
  const { role, permission, feature, plan, reverification } = wanted
  const answers = [
    role && claims.o?.rol === role.replace(/^org:/, ''),
    permission && hasPermission(claims, permission),
    feature && hasScoped(claims.fea, feature),
    plan && hasScoped(claims.pla, plan),
    reverification && isRecentlyVerified(claims.fva, reverification),
  ].filter((answer) => answer !== undefined && answer !== '')
  return answers.length > 0 && answers.every(Boolean)
}

const listOf = (text: string | undefined): string[] => (text ? text.split(',') : [])

/** `fpm` has one number for each feature of the organization; its bits, lowest first, stand for the names in `per`. */
function hasPermission({ o, fea }: TokenClaims, permission: string): boolean {
  const [, feature, name] = /^(?:org:)?([^:]+):([^:]+)$/.exec(permission) ?? []
  const features = listOf(fea).filter((entry) => /^[ou]*o[ou]*:/.test(entry))
  const column = features.findIndex((entry) => entry.split(':')[1] === feature)
  const bit = listOf(o?.per).indexOf(name ?? '')
  const mask = listOf(o?.fpm)[column]
  return bit >= 0 && mask !== undefined && /^\d+$/.test(mask) && ((BigInt(mask) >> BigInt(bit)) & 1n) === 1n
}

/** Entries are written `<scope>:<name>`; a wish without a scope takes any. */
function hasScoped(entries: string | undefined, wish: string): boolean {
  const [, scope = '', name] = /^(?:(o|u)[a-z]*:)?(.+)$/.exec(wish) ?? []
  return listOf(entries).some((entry) => {
    const [scopes = '', own] = entry.split(':')
    return own === name && scopes.includes(scope)
  })
}

/** Who has no second factor proves the first one (wire contract 5.3). */
function isRecentlyVerified(ages: TokenClaims['fva'], config: ReverificationConfig): boolean {
  const { level, afterMinutes } = typeof config === 'string' ? presets[config] : config
  if (!ages) return false
  const [first, second] = ages.map((age) => age >= 0 && age < afterMinutes)
  if (level === 'first_factor' || ages[1] < 0) return first === true
  return second === true && (level === 'second_factor' || first === true)
}

/** What the signed-in user may do, as far as their session token says (wire contract 5.3). For what a page shows, not for what a server allows. */
import { organizationIdOf, type TokenClaims } from './tokens/decode-token.ts'

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

/** What the client knows of a membership, which is newer than a token, and more: tokens leave the permissions of the system out. */
interface MembershipFacts {
  organization: { id: string }
  roles: readonly string[]
  permissions: readonly string[]
}

export function checkAuthorization(
  claims: TokenClaims | undefined,
  wanted: CheckAuthorizationParams,
  memberships: readonly MembershipFacts[] = [],
): boolean {
  if (!claims) return false
  const { role, permission, feature, plan, reverification } = wanted
  const id = organizationIdOf(claims)
  const { roles, permissions } = memberships.find(({ organization }) => organization.id === id) ?? {
    roles: id ? [withPrefix(claims.o?.rol ?? claims.org_role ?? '')] : [],
    permissions: permissionsOf(claims),
  }
  const answers = [
    // Apps of old call members so.
    role && [role, role.replace(/^basic_member$/, 'member')].some((name) => roles.includes(withPrefix(name))),
    permission && permissions.includes(withPrefix(permission)),
    feature && hasScoped(claims.fea, feature),
    plan && hasScoped(claims.pla, plan),
    reverification && isRecentlyVerified(claims.fva, reverification),
  ].filter((answer) => answer !== undefined && answer !== '')
  return answers.length > 0 && answers.every(Boolean)
}

const withPrefix = (name: string): string => name.replace(/^(org:)?/, 'org:')

const listOf = (text: string | undefined): string[] => (text ? text.split(',') : [])

/** Tokens of version 1 write them out. In the others, `fpm` has one number for each feature of the organization; its bits, lowest first, stand for the names in `per`. */
export function permissionsOf({ o, v, fea, org_permissions: written }: TokenClaims): readonly string[] {
  if (!v && written) return written
  const masks = listOf(o?.fpm)
  const features = listOf(fea).filter((entry) => /^u?ou?:/.test(entry))
  return features.flatMap((entry, column) => {
    const [mask = 0] = /^\d+$/.exec(masks[column] ?? '') ?? []
    return listOf(o?.per)
      .filter((_name, bit) => (BigInt(mask) >> BigInt(bit)) & 1n)
      .map((name) => `${entry.replace(/^\w+/, 'org')}:${name}`)
  })
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

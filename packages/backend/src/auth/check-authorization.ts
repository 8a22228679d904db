import { scopedNames } from '@keywright/tokens'
import { type AuthorizationExplanation, explainAuthorization } from '@keywright/tokens/explain-authorization'
import type { SessionProperties } from './session-properties.ts'

export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor'
export type ReverificationConfig =
  | 'strict_mfa'
  | 'strict'
  | 'moderate'
  | 'lax'
  | { level: ReverificationLevel; afterMinutes: number }

/** What is asked. Everything that is named must hold. */
export interface CheckAuthorizationParams {
  role?: string | undefined
  permission?: string | undefined
  feature?: string | undefined
  plan?: string | undefined
  reverification?: ReverificationConfig | undefined
}

export interface CheckAuthorization {
  (wanted: CheckAuthorizationParams): boolean
  /** The same decision with its reasons: which role, permission, or age of a proof decided. Asks nobody. */
  explain(wanted: CheckAuthorizationParams): AuthorizationExplanation
}

export interface AuthorizationFacts
  extends Pick<
    SessionProperties,
    'userId' | 'orgId' | 'orgRole' | 'orgPermissions' | 'factorVerificationAge'
  > {
  features: unknown
  plans: unknown
  /** How long ago the token was made, which says how old its proofs were then. */
  tokenAgeMinutes(): number
}

type Check = (wanted: CheckAuthorizationParams, facts: AuthorizationFacts) => boolean | undefined

/** `undefined`: not asked. Whatever is asked and cannot be answered is refused, also what is no text. */
const hasRole: Check = ({ role }, { orgId, orgRole }) => {
  if (role === undefined) return undefined
  if (!isText(role) || !isText(orgId) || !isText(orgRole)) return false
  // Apps of old call members so.
  const names = role === 'basic_member' ? [role, 'member'] : [role]
  return names.map(withPrefix).includes(withPrefix(orgRole))
}

const hasPermission: Check = ({ permission }, { orgId, orgPermissions }) => {
  if (permission === undefined) return undefined
  if (typeof permission !== 'string' || !isText(orgId) || !Array.isArray(orgPermissions)) return false
  return orgPermissions.includes(withPrefix(permission))
}

const hasFeature: Check = ({ feature }, { features }) =>
  feature === undefined ? undefined : isAmong(feature, features)

const hasPlan: Check = ({ plan }, { plans }) => (plan === undefined ? undefined : isAmong(plan, plans))

const isReverified: Check = ({ reverification }, { factorVerificationAge: ages, tokenAgeMinutes }) => {
  if (reverification === undefined) return undefined
  const config = configOf(reverification)
  if (!config || !isAges(ages)) return false
  const tokenAge = Math.max(0, tokenAgeMinutes())
  const [first, second] = ages.map((age) => (age === -1 ? undefined : age + tokenAge < config.afterMinutes))
  if (config.level === 'first_factor') return first === true
  // Who has no second factor proves the first one (wire contract 5.3).
  if (second === undefined) return first === true
  if (config.level === 'multi_factor') return first === true && second
  return second
}

const checks: readonly Check[] = [hasRole, hasPermission, hasFeature, hasPlan, isReverified]

/** The `has` of an auth object. */
export function createCheckAuthorization(facts: AuthorizationFacts): CheckAuthorization {
  const has = (wanted: CheckAuthorizationParams) => {
    if (!facts.userId) return false
    const answers = checks.map((check) => check(wanted, facts)).filter((answer) => answer !== undefined)
    return answers.length > 0 && answers.every(Boolean)
  }
  const { userId, orgId, orgRole, orgPermissions, factorVerificationAge: ages, tokenAgeMinutes } = facts
  const explained = {
    ...{ userId, organizationId: orgId, source: 'token' as const },
    roles: isText(orgRole) ? [withPrefix(orgRole)] : [],
    permissions: Array.isArray(orgPermissions) ? orgPermissions : [],
    factorAges: isAges(ages) ? ages : null,
  }
  return Object.assign(has, {
    explain: (wanted: CheckAuthorizationParams) =>
      explainAuthorization(wanted, { ...explained, ageMinutes: tokenAgeMinutes() }, has),
  })
}

/** The `has` of somebody who is not signed in: nothing is allowed. */
export function createNobodysCheck(sessionStatus: string | null = null): CheckAuthorization {
  const facts = {
    ...{ userId: null, sessionStatus, organizationId: null, source: 'token' as const },
    ...{ roles: [], permissions: [], factorAges: null, ageMinutes: 0 },
  }
  const has = () => false
  return Object.assign(has, {
    explain: (wanted: CheckAuthorizationParams) => explainAuthorization(wanted, facts, has),
  })
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const withPrefix = (name: string) => name.replace(/^(org:)*/, 'org:')

const scopes: Record<string, 'organization' | 'user'> = {
  o: 'organization',
  org: 'organization',
  organization: 'organization',
  u: 'user',
  user: 'user',
}

/** A wish without a scope takes either. */
function isAmong(wish: unknown, list: unknown): boolean {
  if (typeof wish !== 'string' || !isText(list)) return false
  const names = scopedNames(list)
  const [first = '', second] = wish.split(':')
  if (second === undefined) return names.organization.includes(first) || names.user.includes(first)
  const scope = Object.hasOwn(scopes, first) ? scopes[first] : undefined
  return scope !== undefined && names[scope].includes(second || first)
}

const presets: Record<string, { level: ReverificationLevel; afterMinutes: number }> = {
  strict_mfa: { level: 'multi_factor', afterMinutes: 10 },
  strict: { level: 'second_factor', afterMinutes: 10 },
  moderate: { level: 'second_factor', afterMinutes: 60 },
  lax: { level: 'second_factor', afterMinutes: 1440 },
}
const levels = new Set<unknown>(['first_factor', 'second_factor', 'multi_factor'])

function configOf(config: unknown): { level: ReverificationLevel; afterMinutes: number } | undefined {
  if (typeof config === 'string') return Object.hasOwn(presets, config) ? presets[config] : undefined
  if (typeof config !== 'object' || config === null) return undefined
  const { level, afterMinutes } = config as { level?: unknown; afterMinutes?: unknown }
  const isGood = levels.has(level) && typeof afterMinutes === 'number' && afterMinutes > 0
  return isGood ? (config as { level: ReverificationLevel; afterMinutes: number }) : undefined
}

function isAges(ages: unknown): ages is [number, number] {
  const isAge = (age: unknown) => typeof age === 'number' && Number.isFinite(age) && (age === -1 || age >= 0)
  return Array.isArray(ages) && ages.length === 2 && ages.every(isAge)
}

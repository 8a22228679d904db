/**
 * Why a check passed or failed, in words and as data. Nothing is decided here: whoever asks brings the decision on each
 * condition, from the same `has` that is explained, so that the two never differ.
 */

export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor'
export type ReverificationWish =
  | 'strict_mfa'
  | 'strict'
  | 'moderate'
  | 'lax'
  | { level: ReverificationLevel; afterMinutes: number }

/** What is asked. Everything that is named must hold. */
export interface AuthorizationQuestion {
  role?: string | undefined
  permission?: string | undefined
  feature?: string | undefined
  plan?: string | undefined
  reverification?: ReverificationWish | undefined
}

/** Which part of the question, or what before it, a check is about. */
export type AuthorizationSubject =
  | 'token'
  | 'session'
  | 'policy'
  | 'organization'
  | 'role'
  | 'permission'
  | 'feature'
  | 'plan'
  | 'reverification'

/** One reason for or against. */
export interface AuthorizationCheck {
  subject: AuthorizationSubject
  allowed: boolean
  /** Stable, for programs: `permission_missing`. */
  code: string
  /** For people. */
  message: string
  /** What was compared. */
  details: Record<string, unknown>
}

export interface AuthorizationExplanation {
  allowed: boolean
  /** Code of the check that decided: the first that refused, or the last of all that passed. */
  decidedBy: string
  message: string
  checks: AuthorizationCheck[]
}

/** What is known of who asks. */
export interface AuthorizationExplanationFacts {
  /** `null`: nobody is signed in. */
  userId: string | null | undefined
  sessionStatus?: string | null | undefined
  organizationId: string | null | undefined
  /** In order. A session token holds the first alone. */
  roles: readonly string[]
  permissions: readonly string[]
  /** `token`: system permissions are not among them. `membership`: all are. */
  source: 'token' | 'membership'
  /** Minutes since each factor was proven, when the facts were written; -1: never. */
  factorAges: readonly number[] | null | undefined
  /** How old the facts are. */
  ageMinutes: number
  /** The keys of the roles that grant a permission, where that is known. */
  rolesGranting?: ((permission: string) => readonly string[]) | undefined
}

export type DecideAuthorization = (condition: AuthorizationQuestion) => boolean

/** A rule of an organization's policy that a session does not meet. */
export interface UnmetPolicyRule {
  rule: 'mfa_required' | 'sign_in_method' | 'session_too_old' | 'ip_not_allowed'
}

const unmetWords: Record<UnmetPolicyRule['rule'], string> = {
  mfa_required: 'no second factor was proven',
  sign_in_method: 'the user signed in in a way that it does not allow',
  session_too_old: 'the user signed in too long ago',
  ip_not_allowed: 'the user calls from a network that it does not allow',
}

/** Why a session may not act in an organization of its user. */
export function explainPolicy(organizationId: string, unmet: readonly UnmetPolicyRule[]): AuthorizationCheck {
  const words = unmet.map(({ rule }) => unmetWords[rule]).join(', ')
  return {
    ...{ subject: 'policy', allowed: false, code: 'organization_policy_unmet' },
    message: `The session does not meet the policy of the organization: ${words}. No token is made for it.`,
    details: { organization_id: organizationId, unmet },
  }
}

const conditionNames = ['role', 'permission', 'feature', 'plan', 'reverification'] as const

/** Explains a decision condition by condition. `before`: what was checked before the question, such as the token itself. */
export function explainAuthorization(
  question: AuthorizationQuestion,
  facts: AuthorizationExplanationFacts,
  decide: DecideAuthorization,
  before: readonly AuthorizationCheck[] = [],
): AuthorizationExplanation {
  const refusal = before.find(({ allowed }) => !allowed) ?? refusalOfVisitor(facts)
  const asked = conditionNames.filter((name) => question[name] !== undefined)
  const answers = refusal
    ? []
    : asked.map((name) => explainers[name](question, facts, decide({ [name]: question[name] })))
  const nothing = refusal || asked.length > 0 ? [] : [nothingAsked]
  const ofVisitor = refusal && !before.includes(refusal) ? [refusal] : []
  return summarize([...before, ...ofVisitor, ...answers, ...nothing])
}

/** The outcome of checks that must all pass. */
export function summarize(checks: AuthorizationCheck[]): AuthorizationExplanation {
  const deciding = checks.find(({ allowed }) => !allowed) ?? checks.at(-1) ?? nothingAsked
  return { allowed: deciding.allowed, decidedBy: deciding.code, message: deciding.message, checks }
}

const nothingAsked: AuthorizationCheck = {
  subject: 'session',
  allowed: false,
  code: 'nothing_asked',
  message: 'Nothing was asked. Name a role, a permission, a feature, a plan or a reverification.',
  details: {},
}

function refusalOfVisitor({
  userId,
  sessionStatus,
}: AuthorizationExplanationFacts): AuthorizationCheck | undefined {
  if (sessionStatus === 'pending')
    return {
      ...{ subject: 'session', allowed: false, code: 'session_pending', details: { status: 'pending' } },
      message:
        'The session still has something to do, such as choosing an organization, before it counts as signed in.',
    }
  if (userId) return undefined
  return {
    ...{ subject: 'session', allowed: false, code: 'signed_out', details: {} },
    message: 'Nobody is signed in.',
  }
}

type Explainer = (
  question: AuthorizationQuestion,
  facts: AuthorizationExplanationFacts,
  allowed: boolean,
) => AuthorizationCheck

const noOrganization = (asked: string): AuthorizationCheck => ({
  ...{ subject: 'organization', allowed: false, code: 'no_organization', details: { asked } },
  message: `No organization is active, so there is no role or permission that could answer ${quote(asked)}.`,
})

const explainRole: Explainer = ({ role: asked }, { organizationId, roles, source }, allowed) => {
  const text = String(asked)
  if (!organizationId) return noOrganization(text)
  const details = { asked, roles, source }
  return allowed
    ? {
        subject: 'role',
        allowed,
        code: 'role_held',
        details,
        message: `The member has the role ${quote(text)}.`,
      }
    : {
        ...{ subject: 'role', allowed, code: 'role_missing', details },
        message: `The member has ${listOf('the role', roles)}, not ${quote(text)}.`,
      }
}

const explainPermission: Explainer = ({ permission: asked }, facts, allowed) => {
  const text = String(asked)
  const { organizationId, roles, permissions, source } = facts
  if (!organizationId) return noOrganization(text)
  const granting = facts.rolesGranting?.(text)
  const details = { asked, roles, permissions, source, ...(granting && { granted_by: granting }) }
  if (allowed) {
    const held = granting?.filter((role) => roles.includes(role)) ?? []
    const by = held.length > 0 ? ` by ${listOf('the role', held)}` : ''
    return {
      subject: 'permission',
      allowed,
      code: 'permission_held',
      details,
      message: `${quote(text)} is granted${by}.`,
    }
  }
  if (source === 'token' && /^(org:)?sys_/.test(text))
    return {
      ...{ subject: 'permission', allowed, code: 'system_permission_not_in_token', details },
      message: `${quote(text)} is a permission of the system: no session token holds those. Ask the Backend API for the membership, or give the role a permission of your own.`,
    }
  const others = granting && granting.length > 0 ? ` It is granted by ${listOf('the role', granting)}.` : ''
  return {
    ...{ subject: 'permission', allowed, code: 'permission_missing', details },
    message: `${listOf('The role', roles)} ${roles.length === 1 ? 'does' : 'do'} not grant ${quote(text)}.${others}`,
  }
}

const explainOwned =
  (subject: 'feature' | 'plan'): Explainer =>
  (question, _facts, allowed) => {
    const asked = question[subject]
    const state = allowed ? 'is' : 'is not'
    return {
      ...{ subject, allowed, code: allowed ? `${subject}_held` : `${subject}_missing`, details: { asked } },
      message: `The ${subject} ${quote(String(asked))} ${state} among those of the user or the organization.`,
    }
  }

const presets: Readonly<Record<string, { level: ReverificationLevel; afterMinutes: number }>> = {
  strict_mfa: { level: 'multi_factor', afterMinutes: 10 },
  strict: { level: 'second_factor', afterMinutes: 10 },
  moderate: { level: 'second_factor', afterMinutes: 60 },
  lax: { level: 'second_factor', afterMinutes: 1440 },
}

const explainReverification: Explainer = ({ reverification: asked }, { factorAges, ageMinutes }, allowed) => {
  const config = typeof asked === 'string' ? presets[asked] : asked
  const [first, second] = (factorAges ?? []).map((age) =>
    age < 0 ? null : Math.floor(age + Math.max(0, ageMinutes)),
  )
  const details = {
    ...{ asked, level: config?.level, after_minutes: config?.afterMinutes },
    ...{ first_factor_minutes: first ?? null, second_factor_minutes: second ?? null },
  }
  const minutes = (age: number | null | undefined) => (age == null ? 'never' : `${age} minutes ago`)
  const proven = `The first factor was proven ${minutes(first)}, the second ${minutes(second)}`
  const wanted = `${String(config?.level).replace('_', ' ')} within ${config?.afterMinutes} minutes`
  return allowed
    ? {
        ...{ subject: 'reverification', allowed, code: 'reverification_recent', details },
        message: `${proven}, recent enough for ${wanted}.`,
      }
    : {
        ...{ subject: 'reverification', allowed, code: 'reverification_needed', details },
        message: factorAges
          ? `${proven}; asked is ${wanted}. The user has to verify again.`
          : 'It is not known when the user was last verified.',
      }
}

const explainers: Record<(typeof conditionNames)[number], Explainer> = {
  role: explainRole,
  permission: explainPermission,
  feature: explainOwned('feature'),
  plan: explainOwned('plan'),
  reverification: explainReverification,
}

const quote = (text: string) => `"${text}"`

/** `the role "org:admin"`, `the roles "org:a" and "org:b"`. */
function listOf(noun: string, names: readonly string[]): string {
  if (names.length === 0) return `no ${noun.replace(/^the /i, '')}`
  const quoted = names.map(quote)
  const last = quoted.pop()
  return quoted.length === 0 ? `${noun} ${last}` : `${noun}s ${quoted.join(', ')} and ${last}`
}

import { z } from 'zod'
import { OAuthStrategy, Web3Strategy } from '../shared/strategies.schema.ts'

/** How many networks a policy can name. */
export const ipRangesMax = 100

/** A first factor as a policy names it: each way a provider can sign somebody in is the provider's one strategy. */
export const SignInMethod = z.union([
  z.enum(['password', 'email_code', 'email_link', 'ticket']),
  OAuthStrategy,
  Web3Strategy,
])

export type SignInMethod = z.output<typeof SignInMethod>

/** A rule of a policy: what counts, what the instance alone asks for, and whether the organization asks for more. */
const rule = <Value extends z.ZodType>(value: Value) =>
  z.object({ effective: value, inherited: value, overridden: z.boolean() })

/** What an organization asks of the sessions that act in it. */
export const OrganizationPolicyResource = z
  .object({
    object: z.literal('organization_policy'),
    organization_id: z.string(),
    mfa_required: rule(z.boolean()),
    /** `inherited`: all that the instance offers. */
    sign_in_methods: rule(z.array(SignInMethod)),
    /** Seconds from the sign-in. */
    session_lifetime_seconds: rule(z.number().int()),
    /** Null: from anywhere. */
    ip_ranges: rule(z.array(z.string()).nullable()),
    /** What users of the instance can set up; while there is none, `mfa_required` is refused. */
    available_second_factors: z.array(z.string()),
  })
  .meta({ id: 'OrganizationPolicy' })

/** A rule of a policy that a session does not meet, and what would. Where its networks are an organization tells nobody outside. */
export const UnmetPolicyRule = z.object({
  rule: z.enum(['mfa_required', 'sign_in_method', 'session_too_old', 'ip_not_allowed']),
  sign_in_methods: z.array(z.string()).optional(),
  session_lifetime_seconds: z.number().int().optional(),
})

export type UnmetPolicyRule = z.output<typeof UnmetPolicyRule>

/** The shortest life that a session can be given. */
export const sessionLifetimeMin = 300

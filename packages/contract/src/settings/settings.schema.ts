import { z } from 'zod'
import { DomainEnrollmentMode } from '../organization-domains/organization-domains.schema.ts'

const switchedOn = z.boolean().default(true)
const switchedOff = z.boolean().default(false)
const url = z.union([z.literal(''), z.url({ protocol: /^https?$/ })])
const group = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape).prefault({} as never)

/** Events that can be posted. */
export const WebhookEventType = z.enum([
  'user.created',
  'user.updated',
  'user.deleted',
  'session.created',
  'session.pending',
  'session.ended',
  'session.removed',
  'session.revoked',
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'organizationMembership.created',
  'organizationMembership.updated',
  'organizationMembership.deleted',
  'organizationInvitation.created',
  'organizationInvitation.accepted',
  'organizationInvitation.revoked',
  'organizationDomain.created',
  'organizationDomain.updated',
  'organizationDomain.deleted',
  'role.created',
  'role.updated',
  'role.deleted',
  'permission.created',
  'permission.updated',
  'permission.deleted',
])

/** What every app wants to hear of; more is asked for. */
const usualEvents = ['user.created', 'user.updated', 'user.deleted', 'session.created'] as const

/** A limit of so many requests within so many seconds; a limit of 0 switches it off. */
const rateLimit = (limit: number, windowSeconds: number) =>
  group({
    limit: z.number().int().min(0).max(1_000_000).default(limit),
    window_seconds: z.number().int().min(1).max(86_400).default(windowSeconds),
  })

/**
 * Everything about an instance that its operator can change, with its defaults: one typed document.
 * Stored is only what differs, so a new setting needs no migration. Each later feature adds its switches here.
 */
export const InstanceSettings = z
  .strictObject({
    email_address: group({
      enabled: switchedOn.describe('Users have email addresses.'),
      required: switchedOn.describe('A sign-up needs an email address.'),
      used_for_sign_in: switchedOn.describe('Users can sign in with their email address.'),
      verify_at_sign_up: switchedOn.describe('A new user proves the address before the account exists.'),
      sign_in_with_code: switchedOn.describe('A code sent by email is enough to sign in.'),
      sign_in_with_link: switchedOff.describe('A link sent by email is enough to sign in.'),
      verify_with: z
        .array(z.enum(['email_code', 'email_link']))
        .min(1)
        .default(['email_code'])
        .describe('How addresses are proven.'),
    }),
    username: group({
      enabled: switchedOff,
      required: switchedOff,
      used_for_sign_in: switchedOn,
      min_length: z.number().int().min(1).max(64).default(4),
      max_length: z.number().int().min(4).max(64).default(64),
    }),
    name: group({ enabled: switchedOn, required: switchedOff }).describe('First and last name.'),
    password: group({
      enabled: switchedOn,
      required: switchedOn.describe('A sign-up needs a password.'),
      min_length: z.number().int().min(8).max(72).default(8),
      max_length: z.number().int().min(8).max(72).default(72),
      require_uppercase: switchedOff,
      require_lowercase: switchedOff,
      require_numbers: switchedOff,
      require_special_char: switchedOff,
    }),
    authenticator_app: group({
      enabled: switchedOff.describe('Users can set up an authenticator app as a second factor.'),
    }),
    backup_code: group({
      enabled: switchedOn.describe('Whoever has a second factor gets codes for when it is lost.'),
    }),
    multi_factor: group({
      required: switchedOff.describe('Whoever signs in sets up a second factor before anything else.'),
    }),
    web3: group({
      metamask: switchedOff,
      coinbase_wallet: switchedOff,
      okx_wallet: switchedOff,
      base: switchedOff.describe(
        'Accounts of a single key only: those that are contracts cannot be verified.',
      ),
      solana: switchedOff,
    }).describe('Wallets that users sign up and in with.'),
    sign_in: group({
      preferred_strategy: z
        .enum(['password', 'otp'])
        .default('password')
        .describe('What is offered first to users who have a password: the password, or a code.'),
    }),
    sign_up: group({
      mode: z.enum(['public', 'restricted', 'waitlist']).default('public'),
      legal_consent_enabled: switchedOff,
      progressive: switchedOn.describe('A sign-up collects what is missing step by step.'),
    }),
    restrictions: group({
      block_email_subaddresses: switchedOff.describe(
        'Users give no addresses with "+", "=" or "#" in the local part.',
      ),
    }),
    sessions: group({
      lifetime_seconds: z.number().int().min(300).max(315_360_000).default(604_800),
      inactivity_timeout_seconds: z.number().int().min(0).max(315_360_000).default(0).describe('0: none.'),
      single_session_mode: switchedOn.describe('One signed-in account per browser.'),
      reverification: switchedOff.describe('Sensitive changes ask for a recent proof.'),
    }),
    tokens: group({
      version: z.union([z.literal(1), z.literal(2)]).default(2),
      lifetime_seconds: z
        .number()
        .int()
        .min(30)
        .max(900)
        .default(60)
        .describe(
          'Over 60 only where every verifier reads the revocation feed: with ES256, which official SDKs refuse, or forced.',
        ),
      force_lifetime: switchedOff.describe(
        'Allows lifetimes over 60 with RS256. Official SDKs then accept the tokens of a revoked session until they expire.',
      ),
      signing_algorithm: z
        .enum(['RS256', 'ES256'])
        .default('RS256')
        .describe('Official SDKs verify RS256 only.'),
      claims: z
        .record(z.string(), z.unknown())
        .default({})
        .describe('Claims added to every session token; shortcodes allowed.'),
    }),
    users: group({ delete_self: switchedOn.describe('Users can delete their own account.') }),
    organizations: group({
      enabled: switchedOff.describe('Users can be members of organizations.'),
      force_organization_selection: switchedOff.describe(
        'There are no personal accounts: whoever signs in chooses an organization first.',
      ),
      creation_enabled: switchedOn.describe('Users can create organizations, unless theirs says otherwise.'),
      creation_limit: z
        .number()
        .int()
        .min(0)
        .max(100_000)
        .default(100)
        .describe('How many organizations one user can create; 0: any number.'),
      slugs_enabled: switchedOn,
      max_allowed_memberships: z
        .number()
        .int()
        .min(0)
        .max(10_000_000)
        .default(5)
        .describe('Members of an organization, unless it says otherwise; 0: any number.'),
      admin_delete_enabled: switchedOn.describe('Whoever has the permission can delete the organization.'),
      invitation_lifetime_seconds: z.number().int().min(300).max(31_536_000).default(2_592_000),
      domains: group({
        enabled: switchedOff.describe('Organizations can have domains whose users they enrol.'),
        enrollment_modes: z
          .array(DomainEnrollmentMode.exclude(['enterprise_sso']))
          .default(['manual_invitation']),
        default_role: z.string().max(128).default('org:member'),
        max: z.number().int().min(1).max(1000).default(10),
      }),
      policy: group({
        mfa_required: switchedOff.describe('Whoever acts in an organization has proven a second factor.'),
        ip_ranges: z
          .array(z.string().max(64))
          .max(100)
          .default([])
          .describe('Networks from which users act in organizations, such as "203.0.113.0/24"; none: any.'),
      }).describe('What all organizations ask of sessions; each can ask for more.'),
      last_admin_deleted: z
        .enum(['refuse', 'hand_over', 'delete_organization'])
        .default('refuse')
        .describe(
          'What becomes of an organization whose only administrator is deleted: nothing, the user stays; the member it has named takes over, or the one of longest standing; it is deleted, too.',
        ),
    }),
    attack_protection: group({
      user_lockout: group({
        enabled: switchedOn,
        max_attempts: z.number().int().min(1).max(100).default(10),
        duration_seconds: z
          .number()
          .int()
          .min(0)
          .max(31_536_000)
          .default(3600)
          .describe('0: until unlocked.'),
      }),
      enumeration_protection: switchedOff.describe('Answer alike for known and unknown accounts.'),
      email_link_same_client: switchedOff.describe(
        'Email links count only on the device that asked for them.',
      ),
    }),
    rate_limits: group({
      sign_in_create: rateLimit(5, 10),
      sign_in_attempt: rateLimit(3, 10),
      sign_up_create: rateLimit(5, 10),
      sign_up_attempt: rateLimit(3, 10),
      client_create: rateLimit(100, 60).describe('New clients of one network.'),
      message: rateLimit(10, 600).describe('Codes and links sent to one address.'),
      backend_api: rateLimit(1000, 10),
      backend_api_development: rateLimit(100, 10),
    }),
    origins: group({
      allowed: z
        .array(z.string())
        .max(200)
        .default([])
        .describe('Further origins allowed to call, and to be redirected to.'),
    }),
    native: group({ enabled: switchedOn.describe('Native apps may call without an Origin.') }),
    test_mode: z
      .boolean()
      .nullable()
      .default(null)
      .describe('Test addresses and the code 424242; null: in development only.'),
    paths: group({
      home_url: url.default(''),
      sign_in_url: url.default(''),
      sign_up_url: url.default(''),
      user_profile_url: url.default(''),
      after_sign_in_url: url.default(''),
      after_sign_up_url: url.default(''),
      after_sign_out_url: url.default(''),
    }),
    branding: group({
      logo_image_url: url.default(''),
      favicon_image_url: url.default(''),
      support_email: z.union([z.literal(''), z.email()]).default(''),
      terms_url: url.default(''),
      privacy_policy_url: url.default(''),
      theme: z.record(z.string(), z.unknown()).default({}),
    }),
    emails: group({
      from_name: z.string().max(200).default(''),
      from_address: z.union([z.literal(''), z.email()]).default(''),
      code_lifetime_seconds: z.number().int().min(60).max(3600).default(600),
      link_lifetime_seconds: z.number().int().min(60).max(86_400).default(600),
    }),
    webhooks: group({
      url: url
        .refine((text) => text === '' || new URL(text).username + new URL(text).password === '')
        .default('')
        .describe(
          'Where events are posted to, signed with the secret of `keywright webhooks secret`. Empty: nowhere.',
        ),
      events: z
        .array(WebhookEventType)
        .default([...usualEvents])
        .describe('Which events are posted.'),
    }),
    assets: group({
      clerk_js_version: z
        .string()
        .max(50)
        .default('')
        .describe('Version of clerk-js for browsers; empty: theirs.'),
    }),
    maintenance_mode: switchedOff.describe('Nobody signs in or up; who is signed in stays so.'),
  })
  .meta({ id: 'InstanceSettings' })

export type InstanceSettings = z.output<typeof InstanceSettings>

/** What an operator writes: any part of the document. */
export type InstanceSettingsInput = z.input<typeof InstanceSettings>

/** The document with nothing changed. */
export const defaultInstanceSettings: InstanceSettings = InstanceSettings.parse({})

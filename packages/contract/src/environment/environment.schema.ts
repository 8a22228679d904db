import { z } from 'zod'
import { OAuthStrategy } from '../shared/strategies.schema.ts'

/** How far an attribute counts in the older, flat form that native SDKs read. */
const attributeMode = z.enum(['on', 'off', 'required'])
const texts = z.array(z.string())
const enabled = z.object({ enabled: z.boolean() })

/** The flat form of how users are identified, and what native apps may do. */
export const EnvironmentAuthConfig = z
  .object({
    object: z.literal('auth_config'),
    id: z.string(),
    first_name: attributeMode,
    last_name: attributeMode,
    email_address: attributeMode,
    phone_number: attributeMode,
    username: attributeMode,
    password: attributeMode,
    identification_requirements: z.array(texts),
    identification_strategies: texts,
    first_factors: texts,
    second_factors: texts,
    email_address_verification_strategies: texts,
    single_session_mode: z.boolean(),
    enhanced_email_deliverability: z.boolean(),
    test_mode: z.boolean(),
    cookieless_dev: z.boolean(),
    url_based_session_syncing: z.boolean(),
    claimed_at: z.number().int().nullable(),
    reverification: z.boolean(),
    native_settings: z.object({
      object: z.literal('native_settings'),
      api_enabled: z.boolean(),
      trusted_device_sign_in_enabled: z.boolean(),
      trusted_device_enrollment_prompt_after_sign_in_enabled: z.boolean(),
      trusted_device_enrollment_prompt_after_sign_up_enabled: z.boolean(),
    }),
  })
  .meta({ id: 'EnvironmentAuthConfig' })

/** Names, pages and looks of the application. */
export const EnvironmentDisplayConfig = z
  .object({
    object: z.literal('display_config'),
    id: z.string(),
    instance_environment_type: z.enum(['production', 'development', 'staging']),
    application_name: z.string(),
    theme: z.record(z.string(), z.unknown()),
    preferred_sign_in_strategy: z.enum(['password', 'otp']),
    logo_image_url: z.string().nullable(),
    favicon_image_url: z.string().nullable(),
    home_url: z.string(),
    sign_in_url: z.string(),
    sign_up_url: z.string(),
    user_profile_url: z.string(),
    waitlist_url: z.string(),
    oauth_consent_url: z.string(),
    after_sign_in_url: z.string(),
    after_sign_up_url: z.string(),
    after_sign_out_one_url: z.string(),
    after_sign_out_all_url: z.string(),
    after_switch_session_url: z.string(),
    after_join_waitlist_url: z.string(),
    organization_profile_url: z.string(),
    create_organization_url: z.string(),
    after_leave_organization_url: z.string(),
    after_create_organization_url: z.string(),
    logo_link_url: z.string(),
    support_email: z.string().nullable(),
    branded: z.boolean(),
    experimental_force_oauth_first: z.boolean(),
    clerk_js_version: z.string().nullable(),
    show_devmode_warning: z.boolean(),
    google_one_tap_client_id: z.string().nullable(),
    help_url: z.string().nullable(),
    privacy_policy_url: z.string().nullable(),
    terms_url: z.string().nullable(),
    logo_url: z.string().nullable(),
    favicon_url: z.string().nullable(),
    logo_image: z.null(),
    favicon_image: z.null(),
    captcha_public_key: z.string().nullable(),
    captcha_widget_type: z.enum(['smart', 'invisible']).nullable(),
    captcha_public_key_invisible: z.string().nullable(),
    captcha_provider: z.literal('turnstile').nullable(),
    captcha_oauth_bypass: texts,
    captcha_heartbeat: z.boolean(),
  })
  .meta({ id: 'EnvironmentDisplayConfig' })

/** What one attribute of a user is for. */
export const EnvironmentAttribute = z
  .object({
    enabled: z.boolean(),
    required: z.boolean(),
    used_for_first_factor: z.boolean(),
    first_factors: texts,
    used_for_second_factor: z.boolean(),
    second_factors: texts,
    verifications: texts,
    verify_at_sign_up: z.boolean(),
    immutable: z.boolean(),
  })
  .meta({ id: 'EnvironmentAttribute' })

/** Every key is present, also of attributes that are off: components read them without a guard (wire contract 6.6). */
export const attributeNames = [
  'email_address',
  'phone_number',
  'username',
  'web3_wallet',
  'first_name',
  'last_name',
  'password',
  'authenticator_app',
  'ticket',
  'backup_code',
  'passkey',
] as const

export type AttributeName = (typeof attributeNames)[number]

/** A provider whose accounts users can sign in with, or connect. */
export const EnvironmentSocial = z
  .object({
    enabled: z.boolean(),
    required: z.boolean(),
    /** Whether the account alone signs a user in; otherwise it can only be connected. */
    authenticatable: z.boolean(),
    block_email_subaddresses: z.boolean(),
    strategy: OAuthStrategy,
    not_selectable: z.boolean(),
    deprecated: z.boolean(),
    name: z.string(),
    logo_url: z
      .string()
      .nullable()
      .describe('For the providers this server knows a `data:` URL of an SVG that follows `color-scheme`.'),
  })
  .meta({ id: 'EnvironmentSocial' })

const passwordSettings = z.object({
  disable_hibp: z.boolean(),
  disable_password_reverification: z.boolean(),
  min_length: z.number().int(),
  max_length: z.number().int(),
  require_special_char: z.boolean(),
  require_numbers: z.boolean(),
  require_uppercase: z.boolean(),
  require_lowercase: z.boolean(),
  show_zxcvbn: z.boolean(),
  min_zxcvbn_strength: z.number().int().min(0).max(4),
  enforce_hibp_on_sign_in: z.boolean(),
  allowed_special_characters: z.string(),
})

const attackProtection = z.object({
  user_lockout: z.object({
    enabled: z.boolean(),
    max_attempts: z.number().int(),
    duration_in_minutes: z.number().int(),
  }),
  pii: enabled,
  email_link: z.object({ require_same_client: z.boolean() }),
  enumeration_protection: enabled,
})

/** How users sign up and in. */
export const EnvironmentUserSettings = z
  .object({
    attributes: z.record(z.enum(attributeNames), EnvironmentAttribute),
    social: z.record(OAuthStrategy, EnvironmentSocial),
    saml: enabled,
    enterprise_sso: enabled.extend({ self_serve_sso: z.boolean() }),
    sign_in: z.object({ second_factor: z.object({ required: z.boolean(), enabled: z.boolean() }) }),
    sign_up: z.object({
      captcha_enabled: z.boolean(),
      captcha_widget_type: z.enum(['smart', 'invisible']),
      custom_action_required: z.boolean(),
      progressive: z.boolean(),
      mode: z.enum(['public', 'restricted', 'waitlist']),
      legal_consent_enabled: z.boolean(),
      /** Absent from the published description; official SDKs read it. */
      mfa: z.object({ required: z.boolean() }),
    }),
    restrictions: z.object({
      allowlist: enabled,
      blocklist: enabled,
      allowlist_blocklist_disabled_on_sign_in: enabled,
      block_email_subaddresses: enabled,
      block_disposable_email_domains: enabled,
    }),
    password_settings: passwordSettings,
    username_settings: z.object({
      min_length: z.number().int(),
      max_length: z.number().int(),
      allow_extended_special_characters: z.boolean(),
      allow_numeric_usernames: z.boolean(),
    }),
    actions: z.object({
      delete_self: z.boolean(),
      create_organization: z.boolean(),
      create_organizations_limit: z.boolean().nullable(),
    }),
    attack_protection: attackProtection,
    passkey_settings: z.object({
      allow_autofill: z.boolean(),
      show_sign_in_button: z.boolean(),
      satisfies_second_factor: z.boolean(),
    }),
  })
  .meta({ id: 'EnvironmentUserSettings' })

/** Organizations, as far as a browser needs to know. */
export const EnvironmentOrganizationSettings = z
  .object({
    enabled: z.boolean(),
    max_allowed_memberships: z.number().int(),
    actions: z.object({ admin_delete: z.boolean() }),
    domains: z.object({ enabled: z.boolean(), enrollment_modes: texts, default_role: z.string() }),
    slug: z.object({ disabled: z.boolean() }),
    /** Whether there are no personal accounts. Absent from the published description; official SDKs read it. */
    force_organization_selection: z.boolean(),
    organization_creation_defaults: z.object({ enabled: z.boolean() }),
    creator_role: z.string(),
  })
  .meta({ id: 'EnvironmentOrganizationSettings' })

const billed = z.object({ enabled: z.boolean(), has_paid_plans: z.boolean() })

/** What an app in a browser must know of its instance before it can show anything (wire contract 6.6). */
export const Environment = z
  .object({
    auth_config: EnvironmentAuthConfig,
    display_config: EnvironmentDisplayConfig,
    user_settings: EnvironmentUserSettings,
    organization_settings: EnvironmentOrganizationSettings,
    fraud_settings: z.object({
      object: z.literal('fraud_settings'),
      native: z.object({ device_attestation_mode: z.enum(['disabled', 'onboarding', 'enforced']) }),
    }),
    // All of it or nothing: SDKs dereference every level.
    commerce_settings: z.object({
      billing: z.object({
        stripe_publishable_key: z.string().nullable(),
        free_trial_requires_payment_method: z.boolean(),
        user: billed,
        organization: billed,
      }),
    }),
    api_keys_settings: z.object({
      enabled: z.boolean(),
      user_api_keys_enabled: z.boolean(),
      orgs_api_keys_enabled: z.boolean(),
    }),
    protect_config: z.object({ loaders: z.array(z.never()) }),
    maintenance_mode: z.boolean(),
    client_debug_mode: z.boolean(),
    partitioned_cookies: z.boolean(),
  })
  .meta({ id: 'Environment' })

export type EnvironmentWire = z.infer<typeof Environment>

/** The hosted pages of an instance: where they lead, and how they look. */
export const AccountPortal = z
  .object({
    object: z.literal('account_portal'),
    allowed: z.boolean(),
    enabled: z.boolean(),
    internal_linking: z.boolean(),
    after_sign_in_url: z.string(),
    after_sign_up_url: z.string(),
    after_join_waitlist_url: z.string(),
    after_create_organization_url: z.string(),
    after_leave_organization_url: z.string(),
    logo_link_url: z.string(),
    customization: z.object({
      appearance: z.enum(['auto', 'dark', 'light']).nullable(),
      background_color_dark: z.string().nullable(),
      background_color_light: z.string().nullable(),
      primary_color_dark: z.string().nullable(),
      primary_color_light: z.string().nullable(),
    }),
  })
  .meta({ id: 'AccountPortal' })

export type AccountPortalWire = z.infer<typeof AccountPortal>

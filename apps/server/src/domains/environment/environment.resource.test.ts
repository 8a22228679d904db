import {
  attributeNames,
  Environment,
  type EnvironmentWire,
  InstanceSettings,
  type InstanceSettingsInput,
} from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { Instance } from '../instances/index.ts'
import { toEnvironment } from './environment.resource.ts'

const portal = 'http://localhost:3900'

function makeInstance(settings: InstanceSettingsInput = {}, overrides: Partial<Instance> = {}): Instance {
  const created = new Date(1_700_000_000_000)
  return {
    id: 'ins_1',
    applicationId: 'app_1',
    applicationName: 'Acme',
    slug: 'acme',
    environmentType: 'development',
    publishableKey: 'pk_test_Y2xlcmsuYWNtZS5sb2NhbGhvc3Q6Mzk0MyQ=',
    frontendHost: 'clerk.acme.localhost:3943',
    issuer: 'https://clerk.acme.localhost:3943',
    cookieSuffix: 'abcdefgh',
    homeOrigin: null,
    isDefault: true,
    isSystem: false,
    hosts: [],
    proxyUrls: [],
    settings: InstanceSettings.parse(settings),
    oauthConnections: [],
    settingsVersion: 1,
    createdAt: created,
    updatedAt: created,
    ...overrides,
  }
}

const environmentOf = (settings?: InstanceSettingsInput, overrides?: Partial<Instance>): EnvironmentWire =>
  toEnvironment(makeInstance(settings, overrides), portal, 'org:admin')

/** Field by field, as the reference has them; its objects are closed, so a field more fails as one less does. */
const reference = {
  '': [
    'auth_config',
    'display_config',
    'user_settings',
    'organization_settings',
    'fraud_settings',
    'commerce_settings',
    'api_keys_settings',
    'protect_config',
    'client_debug_mode',
    'partitioned_cookies',
    'maintenance_mode',
  ],
  auth_config: [
    'object',
    'id',
    'first_name',
    'last_name',
    'email_address',
    'phone_number',
    'username',
    'password',
    'identification_requirements',
    'identification_strategies',
    'first_factors',
    'second_factors',
    'email_address_verification_strategies',
    'single_session_mode',
    'enhanced_email_deliverability',
    'test_mode',
    'cookieless_dev',
    'url_based_session_syncing',
    'claimed_at',
    'reverification',
    'native_settings',
  ],
  'auth_config.native_settings': [
    'object',
    'api_enabled',
    'trusted_device_sign_in_enabled',
    'trusted_device_enrollment_prompt_after_sign_in_enabled',
    'trusted_device_enrollment_prompt_after_sign_up_enabled',
  ],
  display_config: [
    'object',
    'id',
    'instance_environment_type',
    'application_name',
    'theme',
    'preferred_sign_in_strategy',
    'logo_image_url',
    'favicon_image_url',
    'home_url',
    'sign_in_url',
    'sign_up_url',
    'user_profile_url',
    'waitlist_url',
    'oauth_consent_url',
    'after_sign_in_url',
    'after_sign_up_url',
    'after_sign_out_one_url',
    'after_sign_out_all_url',
    'after_switch_session_url',
    'after_join_waitlist_url',
    'organization_profile_url',
    'create_organization_url',
    'after_leave_organization_url',
    'after_create_organization_url',
    'logo_link_url',
    'support_email',
    'branded',
    'experimental_force_oauth_first',
    'clerk_js_version',
    'show_devmode_warning',
    'google_one_tap_client_id',
    'help_url',
    'privacy_policy_url',
    'terms_url',
    'logo_url',
    'favicon_url',
    'logo_image',
    'favicon_image',
    'captcha_public_key',
    'captcha_widget_type',
    'captcha_public_key_invisible',
    'captcha_provider',
    'captcha_oauth_bypass',
    'captcha_heartbeat',
  ],
  user_settings: [
    'attributes',
    'social',
    'saml',
    'enterprise_sso',
    'sign_in',
    'sign_up',
    'restrictions',
    'password_settings',
    'username_settings',
    'actions',
    'attack_protection',
    'passkey_settings',
  ],
  'user_settings.attributes': [
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
  ],
  ...Object.fromEntries(
    attributeNames.map((name) => [
      `user_settings.attributes.${name}`,
      [
        'enabled',
        'required',
        'used_for_first_factor',
        'first_factors',
        'used_for_second_factor',
        'second_factors',
        'verifications',
        'verify_at_sign_up',
        'immutable',
      ],
    ]),
  ),
  'user_settings.social': [],
  'user_settings.saml': ['enabled'],
  'user_settings.enterprise_sso': ['enabled', 'self_serve_sso'],
  'user_settings.sign_in': ['second_factor'],
  // `enabled`, and `mfa` below: not in the reference; official SDKs read them all the same (wire contract 6.6).
  'user_settings.sign_in.second_factor': ['required', 'enabled'],
  'user_settings.sign_up': [
    'captcha_enabled',
    'captcha_widget_type',
    'custom_action_required',
    'progressive',
    'mode',
    'legal_consent_enabled',
    'mfa',
  ],
  'user_settings.restrictions': [
    'allowlist',
    'blocklist',
    'allowlist_blocklist_disabled_on_sign_in',
    'block_email_subaddresses',
    'block_disposable_email_domains',
  ],
  'user_settings.password_settings': [
    'disable_hibp',
    'disable_password_reverification',
    'min_length',
    'max_length',
    'require_special_char',
    'require_numbers',
    'require_uppercase',
    'require_lowercase',
    'show_zxcvbn',
    'min_zxcvbn_strength',
    'enforce_hibp_on_sign_in',
    'allowed_special_characters',
  ],
  'user_settings.username_settings': [
    'min_length',
    'max_length',
    'allow_extended_special_characters',
    'allow_numeric_usernames',
  ],
  'user_settings.actions': ['delete_self', 'create_organization', 'create_organizations_limit'],
  'user_settings.attack_protection': ['user_lockout', 'pii', 'email_link', 'enumeration_protection'],
  'user_settings.attack_protection.user_lockout': ['enabled', 'max_attempts', 'duration_in_minutes'],
  'user_settings.attack_protection.email_link': ['require_same_client'],
  'user_settings.passkey_settings': ['allow_autofill', 'show_sign_in_button', 'satisfies_second_factor'],
  organization_settings: [
    ...['enabled', 'max_allowed_memberships', 'actions', 'domains', 'slug', 'creator_role'],
    // Not in the reference: official SDKs read them all the same (wire contract 6.6).
    ...['force_organization_selection', 'organization_creation_defaults'],
  ],
  'organization_settings.actions': ['admin_delete'],
  'organization_settings.domains': ['enabled', 'enrollment_modes', 'default_role'],
  'organization_settings.slug': ['disabled'],
  fraud_settings: ['object', 'native'],
  'fraud_settings.native': ['device_attestation_mode'],
  'commerce_settings.billing': [
    'stripe_publishable_key',
    'free_trial_requires_payment_method',
    'user',
    'organization',
  ],
  api_keys_settings: ['enabled', 'user_api_keys_enabled', 'orgs_api_keys_enabled'],
  protect_config: ['loaders'],
} satisfies Record<string, string[]>

/** What clerk-js reads and dereferences without a guard (wire contract 6.6). */
const dereferenced = [
  'auth_config.single_session_mode',
  'auth_config.reverification',
  'auth_config.claimed_at',
  ...attributeNames.map((name) => `user_settings.attributes.${name}.first_factors`),
  ...attributeNames.map((name) => `user_settings.attributes.${name}.verifications`),
  'user_settings.sign_in.second_factor.required',
  'user_settings.sign_up.mode',
  'user_settings.sign_up.mfa.required',
  'user_settings.sign_up.progressive',
  'user_settings.actions.delete_self',
  'user_settings.passkey_settings.allow_autofill',
  'user_settings.attack_protection.enumeration_protection.enabled',
  'user_settings.enterprise_sso.enabled',
  'user_settings.password_settings.min_length',
  'user_settings.username_settings.min_length',
  'organization_settings.actions.admin_delete',
  'organization_settings.domains.enrollment_modes',
  'organization_settings.slug.disabled',
  'commerce_settings.billing.stripe_publishable_key',
  'commerce_settings.billing.user.enabled',
  'commerce_settings.billing.user.has_paid_plans',
  'commerce_settings.billing.organization.enabled',
  'commerce_settings.billing.organization.has_paid_plans',
  'api_keys_settings.user_api_keys_enabled',
  'api_keys_settings.orgs_api_keys_enabled',
  'display_config.theme',
  'display_config.captcha_oauth_bypass',
]

function at(environment: EnvironmentWire, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (key === '' ? value : Reflect.get(Object(value), key)), environment)
}

describe('the environment', () => {
  it.each(Object.entries(reference))('has exactly the fields of the reference at "%s"', (path, fields) => {
    expect(Object.keys(Object(at(environmentOf(), path))).sort()).toEqual([...fields].sort())
  })

  it.each(dereferenced)('has %s, which components read without a guard', (path) => {
    expect(at(environmentOf(), path)).not.toBeUndefined()
  })

  it('passes its own contract without losing a field', () => {
    const environment = environmentOf()
    expect(Environment.parse(environment)).toEqual(environment)
  })

  it('switches the captcha off, so that SDKs never wait for one', () => {
    expect(environmentOf().display_config).toMatchObject({
      captcha_public_key: null,
      captcha_widget_type: null,
      captcha_provider: null,
    })
    expect(environmentOf().user_settings.sign_up.captcha_enabled).toBe(false)
  })
})

describe('attributes', () => {
  it('say by default: email address with a code and a password, and a name', () => {
    const { attributes } = environmentOf().user_settings
    expect(attributes.email_address).toMatchObject({
      enabled: true,
      required: true,
      used_for_first_factor: true,
      first_factors: ['email_code'],
      verifications: ['email_code'],
      verify_at_sign_up: true,
    })
    expect(attributes.password).toMatchObject({ enabled: true, required: true })
    expect(attributes.first_name).toMatchObject({ enabled: true, required: false })
    expect(attributes.username.enabled).toBe(false)
  })

  it('show nothing of an attribute that is off', () => {
    const { attributes } = environmentOf({
      email_address: { enabled: false },
      username: { enabled: true },
    }).user_settings
    expect(attributes.email_address).toMatchObject({
      enabled: false,
      required: false,
      first_factors: [],
      verifications: [],
    })
    expect(attributes.username).toMatchObject({ enabled: true, used_for_first_factor: true })
  })

  it('offer links where links are on', () => {
    const settings = { email_address: { sign_in_with_link: true, verify_with: ['email_link' as const] } }
    expect(environmentOf(settings).user_settings.attributes.email_address).toMatchObject({
      first_factors: ['email_code', 'email_link'],
      verifications: ['email_link'],
    })
  })
})

describe('the flat form', () => {
  it('says on, off and required', () => {
    const config = environmentOf({
      username: { enabled: true, required: true },
      password: { required: false },
    }).auth_config
    expect(config).toMatchObject({
      email_address: 'required',
      username: 'required',
      password: 'on',
      phone_number: 'off',
      first_name: 'on',
    })
    expect(config.identification_requirements).toEqual([['email_address'], ['username']])
    expect(config.identification_strategies).toEqual(['email_address', 'username'])
    expect(config.first_factors).toEqual(['email_code', 'password', 'reset_password_email_code', 'ticket'])
  })

  it('has test mode in development only, unless the settings say otherwise', () => {
    expect(environmentOf().auth_config.test_mode).toBe(true)
    expect(environmentOf({}, { environmentType: 'production' }).auth_config.test_mode).toBe(false)
    expect(environmentOf({ test_mode: true }, { environmentType: 'production' }).auth_config.test_mode).toBe(
      true,
    )
    expect(environmentOf({ test_mode: false }).auth_config.test_mode).toBe(false)
  })
})

describe('pages', () => {
  it('are the account portal’s unless the operator names others', () => {
    expect(environmentOf().display_config).toMatchObject({
      sign_in_url: 'http://localhost:3900/sign-in',
      sign_up_url: 'http://localhost:3900/sign-up',
      user_profile_url: 'http://localhost:3900/user',
      waitlist_url: 'http://localhost:3900/waitlist',
      organization_profile_url: 'http://localhost:3900/organization',
      create_organization_url: 'http://localhost:3900/create-organization',
      after_sign_out_all_url: 'http://localhost:3900/sign-in',
      home_url: '',
    })
  })

  it('are the operator’s where named', () => {
    const paths = {
      sign_in_url: 'https://acme.test/in',
      after_sign_out_url: 'https://acme.test/bye',
      home_url: 'https://acme.test/',
    }
    expect(environmentOf({ paths }, { homeOrigin: 'http://localhost:3000' }).display_config).toMatchObject({
      sign_in_url: 'https://acme.test/in',
      after_sign_out_all_url: 'https://acme.test/bye',
      after_sign_out_one_url: 'https://acme.test/bye',
      home_url: 'https://acme.test/',
      after_sign_in_url: 'https://acme.test/',
    })
  })

  it('lead back to where the app was last seen', () => {
    expect(environmentOf({}, { homeOrigin: 'http://localhost:3000' }).display_config).toMatchObject({
      home_url: 'http://localhost:3000',
      after_sign_in_url: 'http://localhost:3000',
    })
  })
})

describe('protection', () => {
  it('shows lockout in minutes, rounded up', () => {
    const settings = { attack_protection: { user_lockout: { max_attempts: 3, duration_seconds: 61 } } }
    expect(environmentOf(settings).user_settings.attack_protection.user_lockout).toEqual({
      enabled: true,
      max_attempts: 3,
      duration_in_minutes: 2,
    })
  })

  it('shows restrictions and enumeration protection as set', () => {
    const environment = environmentOf({
      restrictions: { block_email_subaddresses: true },
      attack_protection: { enumeration_protection: true },
    })
    expect(environment.user_settings.restrictions.block_email_subaddresses.enabled).toBe(true)
    expect(environment.user_settings.attack_protection.enumeration_protection.enabled).toBe(true)
  })
})

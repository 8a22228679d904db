import type { EnvironmentWire, InstanceSettings } from '@keywright/contract'
import type { Instance } from '../instances/index.ts'
import { availableSecondFactors, mustSetUpSecondFactor } from '../second-factors/index.ts'
import { toAttributes } from './attributes.resource.ts'
import { toAuthConfig } from './auth-config.resource.ts'
import { toDisplayConfig } from './display-config.resource.ts'
import { toSocial } from './social.resource.ts'

/** What an app in a browser must know of an instance, derived from its settings and nothing else (wire contract 6.6). */
export function toEnvironment(instance: Instance, portalUrl: string, creatorRole: string): EnvironmentWire {
  return {
    auth_config: toAuthConfig(instance),
    display_config: toDisplayConfig(instance, portalUrl),
    user_settings: toUserSettings(instance),
    organization_settings: toOrganizationSettings(instance.settings, creatorRole),
    ...absentFeatures(),
    maintenance_mode: instance.settings.maintenance_mode,
    client_debug_mode: false,
    partitioned_cookies: false,
  }
}

function toUserSettings(instance: Instance): EnvironmentWire['user_settings'] {
  const { settings } = instance
  return {
    attributes: toAttributes(settings),
    social: toSocial(instance),
    saml: { enabled: false },
    enterprise_sso: { enabled: false, self_serve_sso: false },
    sign_in: {
      second_factor: {
        required: mustSetUpSecondFactor(settings),
        enabled: availableSecondFactors(settings).length > 0,
      },
    },
    sign_up: {
      captcha_enabled: false,
      captcha_widget_type: 'smart',
      custom_action_required: false,
      progressive: settings.sign_up.progressive,
      mode: settings.sign_up.mode,
      legal_consent_enabled: settings.sign_up.legal_consent_enabled,
      mfa: { required: mustSetUpSecondFactor(settings) },
    },
    restrictions: toRestrictions(settings),
    password_settings: toPasswordSettings(settings),
    username_settings: {
      min_length: settings.username.min_length,
      max_length: settings.username.max_length,
      allow_extended_special_characters: false,
      allow_numeric_usernames: false,
    },
    actions: {
      delete_self: settings.users.delete_self,
      create_organization: settings.organizations.enabled && settings.organizations.creation_enabled,
      // A boolean by its description, and read by nobody: the user says how many.
      create_organizations_limit: null,
    },
    attack_protection: toAttackProtection(settings),
    passkey_settings: { allow_autofill: false, show_sign_in_button: false, satisfies_second_factor: false },
  }
}

function toRestrictions({
  restrictions,
}: InstanceSettings): EnvironmentWire['user_settings']['restrictions'] {
  return {
    allowlist: { enabled: false },
    blocklist: { enabled: false },
    allowlist_blocklist_disabled_on_sign_in: { enabled: false },
    block_email_subaddresses: { enabled: restrictions.block_email_subaddresses },
    block_disposable_email_domains: { enabled: false },
  }
}

function toPasswordSettings({
  password,
  sessions,
}: InstanceSettings): EnvironmentWire['user_settings']['password_settings'] {
  return {
    disable_hibp: true,
    disable_password_reverification: !sessions.reverification,
    min_length: password.min_length,
    max_length: password.max_length,
    require_special_char: password.require_special_char,
    require_numbers: password.require_numbers,
    require_uppercase: password.require_uppercase,
    require_lowercase: password.require_lowercase,
    show_zxcvbn: false,
    min_zxcvbn_strength: 0,
    enforce_hibp_on_sign_in: false,
    allowed_special_characters: '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~',
  }
}

function toAttackProtection({
  attack_protection: settings,
}: InstanceSettings): EnvironmentWire['user_settings']['attack_protection'] {
  const { user_lockout: lockout } = settings
  return {
    user_lockout: {
      enabled: lockout.enabled,
      max_attempts: lockout.max_attempts,
      duration_in_minutes: Math.ceil(lockout.duration_seconds / 60),
    },
    pii: { enabled: settings.enumeration_protection },
    email_link: { require_same_client: settings.email_link_same_client },
    enumeration_protection: { enabled: settings.enumeration_protection },
  }
}

function toOrganizationSettings(
  { organizations }: InstanceSettings,
  creatorRole: string,
): EnvironmentWire['organization_settings'] {
  const { domains } = organizations
  return {
    enabled: organizations.enabled,
    max_allowed_memberships: organizations.max_allowed_memberships,
    force_organization_selection: organizations.force_organization_selection,
    actions: { admin_delete: organizations.admin_delete_enabled },
    domains: {
      enabled: domains.enabled,
      enrollment_modes: domains.enrollment_modes,
      default_role: domains.default_role,
    },
    slug: { disabled: !organizations.slugs_enabled },
    organization_creation_defaults: { enabled: true },
    creator_role: creatorRole,
  }
}

/** Parts of the shape whose features an instance of this server does not have: present, because SDKs dereference them, and off. */
function absentFeatures(): Pick<
  EnvironmentWire,
  'fraud_settings' | 'commerce_settings' | 'api_keys_settings' | 'protect_config'
> {
  const notBilled = { enabled: false, has_paid_plans: false }
  return {
    fraud_settings: { object: 'fraud_settings', native: { device_attestation_mode: 'disabled' } },
    commerce_settings: {
      billing: {
        stripe_publishable_key: null,
        free_trial_requires_payment_method: false,
        user: notBilled,
        organization: notBilled,
      },
    },
    api_keys_settings: { enabled: false, user_api_keys_enabled: false, orgs_api_keys_enabled: false },
    protect_config: { loaders: [] },
  }
}

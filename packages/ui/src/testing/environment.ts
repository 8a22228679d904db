import type { EnvironmentWire } from '@keywright/contract'

type Attribute = EnvironmentWire['user_settings']['attributes']['password']

const off: Attribute = {
  ...{ enabled: false, required: false, used_for_first_factor: false, first_factors: [] },
  ...{ used_for_second_factor: false, second_factors: [], verifications: [], verify_at_sign_up: false },
  immutable: false,
}

const on = (given: Partial<Attribute> = {}): Attribute => ({ ...off, enabled: true, ...given })

const attributes: EnvironmentWire['user_settings']['attributes'] = {
  email_address: on({
    ...{ required: true, used_for_first_factor: true, first_factors: ['email_code', 'email_link'] },
    ...{ verifications: ['email_code', 'email_link'], verify_at_sign_up: true },
  }),
  username: off,
  password: on({ required: true }),
  first_name: on(),
  last_name: on(),
  ...{ phone_number: off, web3_wallet: off, authenticator_app: off, backup_code: off, passkey: off },
  ticket: on(),
}

const pages = 'https://accounts.example.com'

/** An instance as a server describes it, with everything a component reads and nothing else. */
export function makeEnvironment(
  given: {
    attributes?: Partial<typeof attributes>
    display?: Partial<EnvironmentWire['display_config']>
    settings?: Partial<EnvironmentWire['user_settings']>
    isSingleSession?: boolean
  } = {},
): EnvironmentWire {
  const environment = {
    auth_config: { single_session_mode: given.isSingleSession ?? true },
    display_config: {
      instance_environment_type: 'development',
      application_name: 'Acme',
      preferred_sign_in_strategy: 'password',
      logo_image_url: null,
      home_url: 'https://acme.example.com',
      sign_in_url: `${pages}/sign-in`,
      sign_up_url: `${pages}/sign-up`,
      after_sign_in_url: 'https://acme.example.com/home',
      after_sign_up_url: 'https://acme.example.com/welcome',
      logo_link_url: '',
      support_email: 'help@acme.example.com',
      branded: false,
      show_devmode_warning: false,
      help_url: null,
      privacy_policy_url: 'https://acme.example.com/privacy',
      terms_url: 'https://acme.example.com/terms',
      ...given.display,
    },
    user_settings: {
      attributes: { ...attributes, ...given.attributes },
      sign_up: { mode: 'public', legal_consent_enabled: false },
      password_settings: { min_length: 8, max_length: 72 },
      attack_protection: { enumeration_protection: { enabled: false } },
      ...given.settings,
    },
  }
  // A whole environment has some hundred values that no component reads.
  return environment as unknown as EnvironmentWire
}

/** A username beside the address. */
export const withUsername = { username: on({ required: true, used_for_first_factor: true }) }

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
    organizations?: Partial<EnvironmentWire['organization_settings']>
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
      social: {},
      sign_up: { mode: 'public', legal_consent_enabled: false },
      password_settings: { min_length: 8, max_length: 72 },
      attack_protection: { enumeration_protection: { enabled: false } },
      ...given.settings,
    },
    organization_settings: {
      ...{ enabled: true, max_allowed_memberships: 5, actions: { admin_delete: true } },
      domains: {
        enabled: true,
        enrollment_modes: ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'],
        default_role: 'org:member',
      },
      ...{ slug: { disabled: false }, creator_role: 'org:admin', force_organization_selection: false },
      ...given.organizations,
    },
  }
  // A whole environment has some hundred values that no component reads.
  return environment as unknown as EnvironmentWire
}

/** A mark as servers write it: drawn in the page itself, in the colour of the text around it. */
const mark = (path: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><style>path{fill:#15181a}@media(prefers-color-scheme:dark){path{fill:#f1f3f4}}</style><path d="${path}"/></svg>`)}`

/** Providers as an instance names them, all of them switched on. */
export const makeSocial = (...names: string[]): EnvironmentWire['user_settings']['social'] =>
  Object.fromEntries(
    names.map((name, index) => [
      `oauth_${name.toLowerCase()}` as const,
      {
        ...{ enabled: true, required: false, authenticatable: true, block_email_subaddresses: false },
        ...{ strategy: `oauth_${name.toLowerCase()}` as const, not_selectable: false, deprecated: false },
        ...{ name, logo_url: index % 3 === 2 ? null : mark('M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z') },
      },
    ]),
  )

/** Wallets that are switched on, beside whatever else is. */
export const withWallets: Partial<typeof attributes> = {
  web3_wallet: on({
    used_for_first_factor: true,
    first_factors: ['web3_metamask_signature', 'web3_solana_signature'],
  }),
}

/** No way in but by a provider. */
export const withoutForm: Partial<typeof attributes> = { email_address: on(), password: off }

/** A username beside the address. */
export const withUsername = { username: on({ required: true, used_for_first_factor: true }) }

import type { AccountChoice, Factor, SignIn, SignUp } from '@keywright/js/flows'

const soon = Date.UTC(2030, 0, 1)

const address = { email_address_id: 'idn_1', safe_identifier: 'a*****@example.com', primary: true }

export const factors = {
  password: { strategy: 'password' },
  code: { strategy: 'email_code', ...address },
  link: { strategy: 'email_link', ...address },
  reset: { strategy: 'reset_password_email_code', ...address },
} as const satisfies Record<string, Factor>

export function makeSignIn(given: Partial<SignIn> = {}): SignIn {
  return {
    object: 'sign_in_attempt',
    id: 'sia_1',
    status: 'needs_first_factor',
    supported_identifiers: ['email_address'],
    supported_first_factors: [factors.password, factors.code, factors.link, factors.reset],
    supported_second_factors: null,
    first_factor_verification: null,
    second_factor_verification: null,
    identifier: 'ada@example.com',
    user_data: { first_name: 'Ada', last_name: 'Lovelace', image_url: '', has_image: false },
    created_session_id: null,
    abandon_at: soon,
    ...given,
  }
}

export function makeSignUp(given: Partial<SignUp> = {}): SignUp {
  return {
    ...{ object: 'sign_up_attempt', id: 'sua_1', status: 'missing_requirements' },
    required_fields: ['email_address', 'password'],
    optional_fields: ['first_name', 'last_name'],
    missing_fields: [],
    unverified_fields: ['email_address'],
    ...{ username: null, email_address: 'ada@example.com', phone_number: null, web3_wallet: null },
    ...{ password_enabled: true, first_name: 'Ada', last_name: 'Lovelace' },
    ...{ unsafe_metadata: {}, public_metadata: {}, custom_action: false, external_id: null },
    ...{ created_session_id: null, created_user_id: null, abandon_at: soon, legal_accepted_at: null },
    verifications: { email_address: null, phone_number: null, web3_wallet: null, external_account: null },
    ...given,
  }
}

export const accounts: AccountChoice[] = [
  { sessionId: 'sess_1', name: 'Ada Lovelace', identifier: 'ada@example.com', imageUrl: null },
  { sessionId: 'sess_2', name: 'Grace Hopper', identifier: 'grace@example.com', imageUrl: null },
]

import {
  type SignIn,
  type SignInConfig,
  type SignInContext,
  signInContext,
} from '../flows/sign-in.context.ts'
import {
  type SignUp,
  type SignUpConfig,
  type SignUpContext,
  signUpContext,
} from '../flows/sign-up.context.ts'

const address = { email_address_id: 'idn_1', safe_identifier: 'a*****@example.com', primary: true }

export const factors = {
  password: { strategy: 'password' },
  code: { strategy: 'email_code', ...address },
  link: { strategy: 'email_link', ...address },
  reset: { strategy: 'reset_password_email_code', ...address },
} as const

export type Verification = NonNullable<SignIn['first_factor_verification']>

export const sent = (strategy: Verification['strategy'], status: Verification['status'] = 'unverified') =>
  ({ object: 'verification_otp', status, strategy, attempts: 0, expire_at: 2_000 }) as const

export function makeSignIn(given: Partial<SignIn> = {}): SignIn {
  return {
    ...{ object: 'sign_in_attempt', id: 'sia_1', status: 'needs_first_factor' },
    supported_identifiers: ['email_address'],
    supported_first_factors: [factors.password, factors.code, factors.link, factors.reset],
    ...{ supported_second_factors: null, first_factor_verification: null, second_factor_verification: null },
    ...{ identifier: 'ada@example.com', user_data: null, created_session_id: null, abandon_at: 9_000 },
    ...given,
  }
}

export const needsSecond = makeSignIn({
  status: 'needs_second_factor',
  supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
})

export const signedIn = () => makeSignIn({ status: 'complete', created_session_id: 'sess_1' })

export const signInConfig: SignInConfig = {
  ...{
    providers: [],
    identifiers: ['email_address'],
    hasPassword: true,
    prefers: 'password',
    canSignUp: true,
  },
  ...{ isCombined: true, concealsAccounts: false, isSingleSession: true, passwordLengthMin: 8 },
  ...{ supportEmail: null, signUpUrl: '/sign-up' },
}

export function signInAt(given: Partial<SignInContext> = {}): SignInContext {
  return { ...signInContext(signInConfig), ...given }
}

export function makeSignUp(given: Partial<SignUp> = {}): SignUp {
  return {
    ...{ object: 'sign_up_attempt', id: 'sua_1', status: 'missing_requirements' },
    ...{ required_fields: ['email_address', 'password'], optional_fields: [], missing_fields: [] },
    unverified_fields: ['email_address'],
    ...{ username: null, email_address: 'ada@example.com', phone_number: null, web3_wallet: null },
    ...{ password_enabled: true, first_name: null, last_name: null, unsafe_metadata: {} },
    ...{ public_metadata: {}, custom_action: false, external_id: null, created_session_id: null },
    ...{ created_user_id: null, abandon_at: 9_000, legal_accepted_at: null },
    verifications: { email_address: null, phone_number: null, web3_wallet: null, external_account: null },
    ...given,
  }
}

/** An attempt that waits for the proof of its address. */
export function provingSignUp(strategy: 'email_code' | 'email_link', given: Partial<SignUp> = {}): SignUp {
  const proof = { ...sent(strategy), next_action: 'needs_attempt' as const, supported_strategies: [] }
  const verifications = { ...makeSignUp().verifications, email_address: proof }
  return makeSignUp({ verifications, ...given })
}

export const signUpConfig: SignUpConfig = {
  fields: [
    { name: 'email_address', isRequired: true },
    { name: 'password', isRequired: true },
  ],
  ...{ providers: [], verifyWith: ['email_code', 'email_link'], passwordLengthMin: 8, isOpen: true },
  ...{ isSingleSession: true, isCombined: true, signInUrl: '/sign-in' },
}

export function signUpAt(given: Partial<SignUpContext> = {}): SignUpContext {
  return { ...signUpContext(signUpConfig), ...given }
}

export const account = { sessionId: 'sess_9', name: 'Ada', identifier: 'ada@example.com', imageUrl: null }

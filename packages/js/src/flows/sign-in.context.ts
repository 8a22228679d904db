import type { EnvironmentWire, SignInResource } from '@keywright/contract'
import type { z } from 'zod'
import { type AccountChoice, accountsOf, type ClientState } from './accounts.ts'
import type { FlowCall } from './flow-api.ts'
import { type LinkLanding, landingState } from './link-landing.ts'
import type { Step } from './machine.ts'

export type SignIn = z.output<typeof SignInResource>

/** A way to go on. The name is open: a server newer than this page may offer ways the page does not know. */
export interface Factor {
  strategy: string
  email_address_id?: string | undefined
  safe_identifier?: string | undefined
  primary?: boolean | undefined
}

/** What the instance and the host decided before the flow began. */
export interface SignInConfig {
  identifiers: readonly ('email_address' | 'username')[]
  hasPassword: boolean
  prefers: 'password' | 'otp'
  /** Whether strangers may sign up at all. */
  canSignUp: boolean
  /** Whether they go on to sign up in the same place. */
  isCombined: boolean
  /** Whether the server answers alike for known and unknown accounts: then the address is proven first. */
  concealsAccounts: boolean
  isSingleSession: boolean
  passwordLengthMin: number
  supportEmail: string | null
  signUpUrl: string
}

export interface SignInContext {
  config: SignInConfig
  accounts: readonly AccountChoice[]
  signIn: SignIn | null
  identifier: string
  factor: Factor | null
  /** When another message may be asked for. */
  resendAt: number | null
  sessionId: string | null
  /** Said above the form: why the visitor is here again. */
  notice: 'expired' | 'compromised' | 'code_sent' | null
  landing: LinkLanding | null
  /** A proven address without an account is carried over to a sign-up. */
  isTransfer: boolean
  isPasswordChanged: boolean
}

export type SignInState =
  | 'start'
  | 'password'
  | 'alternatives'
  | 'forgot'
  | 'email_code'
  | 'email_link'
  | 'reset_code'
  | 'new_password'
  | 'unavailable'
  | 'trouble'
  | 'locked'
  | 'choose'
  | 'already_signed_in'
  | 'link_elsewhere'
  | 'link_expired'
  | 'link_failed'
  | 'link_mismatch'
  | 'sign_up'
  | 'done'

export type SignInEvent =
  | { type: 'IDENTIFY'; identifier: string; password?: string | undefined }
  | { type: 'SUBMIT_PASSWORD'; password: string }
  | { type: 'SUBMIT_CODE'; code: string }
  | { type: 'SUBMIT_NEW_PASSWORD'; password: string; signOutOthers: boolean }
  | { type: 'SELECT'; factor: Factor }
  | { type: 'RESEND' }
  | { type: 'SHOW_ALTERNATIVES' }
  | { type: 'FORGOT' }
  | { type: 'TROUBLE' }
  | { type: 'CHOOSE'; sessionId: string }
  | { type: 'ADD_ACCOUNT' }
  | { type: 'SIGN_OUT' }
  | { type: 'SIGN_UP' }
  | { type: 'BACK' }

export type SignInStep = Step<SignInState, SignInContext>

/** Reads from the environment what a sign-in must know. */
export function readSignInConfig(
  { user_settings: user, display_config: display, auth_config: auth }: EnvironmentWire,
  { isCombined = true, signUpUrl = display.sign_up_url }: { isCombined?: boolean; signUpUrl?: string } = {},
): SignInConfig {
  const { attributes } = user
  const names = ['email_address', 'username'] as const
  const canSignUp = user.sign_up.mode === 'public'
  return {
    identifiers: names.filter((name) => attributes[name].enabled && attributes[name].used_for_first_factor),
    hasPassword: attributes.password.enabled,
    prefers: display.preferred_sign_in_strategy,
    canSignUp,
    isCombined: isCombined && canSignUp,
    concealsAccounts: user.attack_protection.enumeration_protection.enabled,
    isSingleSession: auth.single_session_mode,
    passwordLengthMin: user.password_settings.min_length,
    supportEmail: display.support_email,
    signUpUrl,
  }
}

/** How an attempt is begun. A view may send it before the machine is there, so both must write the same. */
export function identifyCall(
  { config: { isCombined, concealsAccounts } }: Pick<SignInContext, 'config'>,
  { identifier, password }: { identifier: string; password?: string | undefined },
): FlowCall {
  const sign_up_if_missing = (isCombined && concealsAccounts) || undefined
  return {
    method: 'POST',
    path: '/v1/client/sign_ins',
    form: { identifier, sign_up_if_missing, ...(password && { password }) },
  }
}

/** How a sign-in begins: where the client left off, if it did. */
export function signInContext(
  config: SignInConfig,
  given: { client?: ClientState | null; identifier?: string | undefined; landing?: LinkLanding | null } = {},
): SignInContext {
  const signIn = openSignIn(given.client ?? null)
  return {
    config,
    accounts: accountsOf(given.client ?? null),
    signIn,
    identifier: given.identifier ?? signIn?.identifier ?? '',
    factor: null,
    resendAt: null,
    sessionId: null,
    notice: null,
    landing: given.landing ?? null,
    isTransfer: false,
    isPasswordChanged: false,
  }
}

/** Where it begins. */
export function signInHome({ config, accounts, landing }: SignInContext): SignInState {
  if (landing) return landingState(landing, accounts)
  return config.isSingleSession && accounts.length > 0 ? 'already_signed_in' : 'start'
}

function openSignIn(client: ClientState | null): SignIn | null {
  const signIn = client?.sign_in as SignIn | null | undefined
  return signIn?.status === 'needs_first_factor' || signIn?.status === 'needs_new_password' ? signIn : null
}

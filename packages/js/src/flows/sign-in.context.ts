import type { EnvironmentWire, SignInResource } from '@keywright/contract'
import type { z } from 'zod'
import { type AccountChoice, accountsOf, type ClientState } from './accounts.ts'
import { faultOf } from './fault-of.ts'
import type { FlowCall } from './flow-api.ts'
import type { LinkLanding } from './link-landing.ts'
import type { Step } from './machine.ts'
import type { SocialProvider, VerificationFault } from './social.ts'
import type { WalletChoice } from './wallets.ts'

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
  /** Empty where one signs in by way of a provider alone. */
  identifiers: readonly ('email_address' | 'username')[]
  providers: readonly SocialProvider[]
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
  /** The provider that was chosen last on this browser, and the one that was chosen now. */
  lastStrategy: string | null
  chosen?: string | undefined
  /** Wallets of this page to choose from, perhaps none. */
  wallets?: readonly WalletChoice[] | undefined
  /** What a provider sent somebody back with. */
  fault: VerificationFault | null
  /** Goes on with an attempt that another page has brought so far. */
  resumes?: boolean | undefined
}

export type SignInState =
  | 'start'
  | 'returned'
  | 'resume'
  | 'ticket'
  | 'wallet'
  | 'password'
  | 'alternatives'
  | 'forgot'
  | 'email_code'
  | 'email_link'
  | 'reset_code'
  | 'new_password'
  | 'totp'
  | 'backup_code'
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
  | { type: 'CONTINUE_WITH'; strategy: string }
  | { type: 'CHOOSE_WALLET'; id: string | undefined }
  | { type: 'SUBMIT_PASSWORD'; password: string }
  | { type: 'SUBMIT_CODE'; code: string }
  | { type: 'SUBMIT_NEW_PASSWORD'; password: string; signOutOthers: boolean }
  | { type: 'SELECT'; factor: Factor }
  | { type: 'RESEND' }
  | { type: 'SHOW_ALTERNATIVES' }
  | { type: 'SHOW_OTHER' }
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
  options: { isCombined?: boolean; signUpUrl?: string; providers?: readonly SocialProvider[] } = {},
): SignInConfig {
  const { isCombined = true, signUpUrl = display.sign_up_url, providers = [] } = options
  const { attributes } = user
  const names = ['email_address', 'username'] as const
  const canSignUp = user.sign_up.mode === 'public'
  return {
    identifiers: names.filter((name) => attributes[name].enabled && attributes[name].used_for_first_factor),
    providers,
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
  given: {
    client?: ClientState | null
    identifier?: string | undefined
    landing?: LinkLanding | null
    resumes?: boolean | undefined
  } = {},
): SignInContext {
  const { client = null, resumes } = given
  const signIn = openSignIn(client)
  const known = client?.sign_in as SignIn | null | undefined
  return {
    config,
    accounts: accountsOf(client),
    signIn,
    identifier: given.identifier ?? signIn?.identifier ?? '',
    factor: null,
    resendAt: null,
    sessionId: null,
    notice: null,
    landing: given.landing ?? null,
    isTransfer: false,
    isPasswordChanged: false,
    lastStrategy: client?.last_authentication_strategy ?? null,
    fault: faultOf(known?.first_factor_verification),
    resumes,
  }
}

/** Where it begins. */
export function signInHome({ config, accounts, landing, resumes, fault }: SignInContext): SignInState {
  if (landing) return landing.stateFor(accounts)
  if (resumes) return 'resume'
  if (config.isSingleSession && accounts.length > 0) return 'already_signed_in'
  return fault ? 'returned' : 'start'
}

function openSignIn(client: ClientState | null): SignIn | null {
  const signIn = client?.sign_in as SignIn | null | undefined
  const isOpen = signIn?.status.startsWith('needs_') && signIn.status !== 'needs_identifier'
  return signIn && isOpen ? signIn : null
}

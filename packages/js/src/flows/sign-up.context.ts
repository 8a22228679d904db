import type { EnvironmentWire, SignUpResource } from '@keywright/contract'
import type { z } from 'zod'
import { type AccountChoice, accountsOf, type ClientState } from './accounts.ts'
import { faultOf } from './fault-of.ts'
import type { FlowCall } from './flow-api.ts'
import type { LinkLanding } from './link-landing.ts'
import type { Step } from './machine.ts'
import type { SocialProvider, VerificationFault } from './social.ts'
import type { WalletChoice } from './wallets.ts'

export type SignUp = z.output<typeof SignUpResource>

export type SignUpFieldName =
  | 'first_name'
  | 'last_name'
  | 'username'
  | 'email_address'
  | 'password'
  | 'legal_accepted'

/** What is typed into a form of a sign-up. */
export type SignUpValues = Partial<Record<Exclude<SignUpFieldName, 'legal_accepted'>, string>> & {
  legal_accepted?: boolean
}

export interface SignUpConfig {
  /** Empty where one signs up by way of a provider alone. */
  fields: readonly { name: SignUpFieldName; isRequired: boolean }[]
  providers: readonly SocialProvider[]
  /** How an address is proven, the preferred way first; empty where it need not be. */
  verifyWith: readonly VerificationStrategy[]
  passwordLengthMin: number
  isOpen: boolean
  isSingleSession: boolean
  /** Whether who has an account signs in in the same place. */
  isCombined: boolean
  signInUrl: string
}

export type VerificationStrategy = 'email_code' | 'email_link'

export interface SignUpContext {
  config: SignUpConfig
  accounts: readonly AccountChoice[]
  signUp: SignUp | null
  /** What was typed, but for the password. */
  values: SignUpValues
  /** Begins by taking over what a sign-in has proven. */
  isTransfer: boolean
  resendAt: number | null
  sessionId: string | null
  notice: 'expired' | 'code_sent' | null
  landing: LinkLanding | null
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

export type SignUpState =
  | 'transfer'
  | 'returned'
  | 'resume'
  | 'ticket'
  | 'wallet'
  | 'start'
  | 'missing'
  | 'verify_code'
  | 'verify_link'
  | 'account_exists'
  | 'restricted'
  | 'already_signed_in'
  | 'link_elsewhere'
  | 'link_expired'
  | 'link_failed'
  | 'link_mismatch'
  | 'sign_in'
  | 'done'

export type SignUpEvent =
  | { type: 'SUBMIT'; values: SignUpValues }
  | { type: 'CONTINUE_WITH'; strategy: string }
  | { type: 'CHOOSE_WALLET'; id: string | undefined }
  | { type: 'SUBMIT_CODE'; code: string }
  | { type: 'RESEND' }
  | { type: 'SWITCH' }
  | { type: 'SIGN_IN' }
  | { type: 'CHOOSE'; sessionId: string }
  | { type: 'SIGN_OUT' }
  | { type: 'BACK' }

export type SignUpStep = Step<SignUpState, SignUpContext>

/** Reads from the environment what a sign-up must know. */
export function readSignUpConfig(
  { user_settings: user, display_config: display, auth_config: auth }: EnvironmentWire,
  options: {
    showsOptional?: boolean
    isCombined?: boolean
    signInUrl?: string
    providers?: readonly SocialProvider[]
  } = {},
): SignUpConfig {
  const {
    showsOptional = true,
    isCombined = false,
    signInUrl = display.sign_in_url,
    providers = [],
  } = options
  const { attributes, sign_up: signUp, password_settings: password } = user
  const names = ['first_name', 'last_name', 'username', 'email_address', 'password'] as const
  const asked: SignUpConfig['fields'][number][] = names
    .filter((name) => attributes[name].enabled && (attributes[name].required || showsOptional))
    .map((name) => ({ name, isRequired: attributes[name].required }))
  // Who could not sign in with what they typed signs up by way of a provider.
  const canType = [attributes.email_address, attributes.username].some(
    (one) => one.enabled && one.used_for_first_factor,
  )
  const email = attributes.email_address
  const known = ['email_code', 'email_link'] as const
  if (canType && signUp.legal_consent_enabled) asked.push({ name: 'legal_accepted', isRequired: true })
  return {
    fields: canType ? asked : [],
    providers,
    verifyWith: email.verify_at_sign_up ? known.filter((name) => email.verifications.includes(name)) : [],
    passwordLengthMin: password.min_length,
    isOpen: signUp.mode === 'public',
    isSingleSession: auth.single_session_mode,
    isCombined,
    signInUrl,
  }
}

/**
 * How an attempt is begun; the message that proves the address is asked for in the same call. A view may send it before the
 * machine is there, so both must write the same.
 */
export function beginCall(
  { config, signUp }: Pick<SignUpContext, 'config' | 'signUp'>,
  values: SignUpValues,
  linkUrl: () => string,
): FlowCall {
  const [strategy] = config.verifyWith
  const { email_address: email } = values
  // The same address once more keeps the proof it has.
  const asksForProof = strategy && email && email !== signUp?.email_address
  const redirect_url = strategy === 'email_link' ? linkUrl() : undefined
  return {
    method: 'POST',
    path: '/v1/client/sign_ups',
    form: asksForProof ? { ...values, strategy, redirect_url } : { ...values },
  }
}

/** How a sign-up begins: where the client left off, if it did. */
export function signUpContext(
  config: SignUpConfig,
  given: {
    client?: ClientState | null
    values?: SignUpValues
    isTransfer?: boolean
    landing?: LinkLanding | null
    resumes?: boolean | undefined
  } = {},
): SignUpContext {
  const { client = null, values = {}, isTransfer = false, landing = null, resumes } = given
  const signUp = client?.sign_up as SignUp | null | undefined
  const open = !isTransfer && signUp?.status === 'missing_requirements' ? signUp : null
  return {
    ...{ config, accounts: accountsOf(client), signUp: open, isTransfer, landing },
    ...{ values: { ...valuesOf(open), ...values }, resendAt: null, sessionId: null, notice: null },
    ...{ lastStrategy: client?.last_authentication_strategy ?? null, resumes },
    fault: faultOf(signUp?.verifications.external_account),
  }
}

/** What an attempt knows already, so that nobody types it twice. */
export function valuesOf(signUp: SignUp | null): SignUpValues {
  const names = ['first_name', 'last_name', 'username', 'email_address'] as const
  const given = names.map((name) => [name, signUp?.[name]] as const).filter(([, value]) => value)
  return Object.fromEntries(given)
}

/** Where it begins. */
export function signUpHome(context: SignUpContext): SignUpState {
  const { config, accounts, landing, isTransfer, resumes, fault } = context
  if (landing) return landing.stateFor(accounts)
  if (resumes) return 'resume'
  if (config.isSingleSession && accounts.length > 0) return 'already_signed_in'
  if (!config.isOpen) return 'restricted'
  if (isTransfer) return 'transfer'
  return fault ? 'returned' : 'start'
}

import type { InstanceSettings } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import { web3Strategies } from '../web3-wallets/index.ts'
import type { SignUp, SignUpData } from './sign-up.entity.ts'
import type { SignUpStatus } from './sign-up.machine.ts'

/** Attempts are given up after a day. */
export const abandonAfterMilliseconds = 86_400_000

export type SignUpFieldName =
  | 'email_address'
  | 'username'
  | 'web3_wallet'
  | 'password'
  | 'first_name'
  | 'last_name'
  | 'legal_accepted'

/** The status at a moment: what nobody finished in time is abandoned, whatever is stored. */
export function statusAt(
  { status, abandonAt }: Pick<SignUp, 'status' | 'abandonAt'>,
  now: Date,
): SignUpStatus {
  return status !== 'complete' && abandonAt <= now ? 'abandoned' : status
}

/** What an instance asks for, and how far an attempt has come. */
export interface Requirements {
  required: SignUpFieldName[]
  optional: SignUpFieldName[]
  missing: SignUpFieldName[]
  /** Given, but not proven. */
  unverified: ('email_address' | 'web3_wallet')[]
}

/** Compares what was given with what the instance asks for. */
export function requirementsOf(settings: InstanceSettings, data: SignUpData): Requirements {
  const fields = askedFields(settings)
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  return {
    required,
    optional: fields.filter(({ isRequired }) => !isRequired).map(({ name }) => name),
    missing: missingFields(settings, required, data),
    unverified: [
      ...(isUnverified(settings, data) ? (['email_address'] as const) : []),
      ...(data.web3Wallet !== null && data.web3VerifiedAt === null ? (['web3_wallet'] as const) : []),
    ],
  }
}

export function isFulfilled({ missing, unverified }: Requirements): boolean {
  return missing.length === 0 && unverified.length === 0
}

function askedFields(settings: InstanceSettings): { name: SignUpFieldName; isRequired: boolean }[] {
  const { email_address: email, username, password, name, sign_up: signUp } = settings
  const asked = [
    { name: 'email_address', isAsked: email.enabled, isRequired: email.required },
    { name: 'username', isAsked: username.enabled, isRequired: username.required },
    { name: 'web3_wallet', isAsked: web3Strategies(settings).length > 0, isRequired: false },
    { name: 'password', isAsked: password.enabled, isRequired: password.required },
    { name: 'first_name', isAsked: name.enabled, isRequired: name.required },
    { name: 'last_name', isAsked: name.enabled, isRequired: name.required },
    { name: 'legal_accepted', isAsked: signUp.legal_consent_enabled, isRequired: true },
  ] as const
  return asked.filter(({ isAsked }) => isAsked)
}

/** Without any identifier nobody could sign in again, whatever else is optional. */
function missingFields(settings: InstanceSettings, required: readonly SignUpFieldName[], data: SignUpData) {
  const missing = required.filter((name) => !isGiven(name, data))
  const isRecognised = data.externalVerifiedAt !== null || data.web3Wallet !== null
  const isNameless = data.emailAddress === null && data.username === null && !isRecognised
  const identifiers = ['email_address', 'username'] as const
  if (!isNameless || identifiers.some((name) => missing.includes(name))) return missing
  return [...missing, settings.email_address.enabled ? 'email_address' : 'username'] as SignUpFieldName[]
}

function isGiven(name: SignUpFieldName, data: SignUpData): boolean {
  switch (name) {
    case 'email_address':
      return data.emailAddress !== null
    case 'username':
      return data.username !== null
    case 'web3_wallet':
      return data.web3Wallet !== null
    case 'password':
      // Whoever comes by a provider, or has signed with a wallet, signs in that way, too.
      return data.password !== null || data.externalVerifiedAt !== null || data.web3VerifiedAt !== null
    case 'first_name':
      return data.firstName !== null
    case 'last_name':
      return data.lastName !== null
    case 'legal_accepted':
      return data.legalAcceptedAt !== null
  }
}

/** A taken address is never proven: its owner was told instead. */
function isUnverified(settings: InstanceSettings, data: SignUpData): boolean {
  if (data.emailAddress === null) return false
  return data.emailAddressTaken || (settings.email_address.verify_at_sign_up && data.emailVerifiedAt === null)
}

/** What a browser sent; absent fields stay as they are, `null` clears. */
export interface SignUpInput {
  emailAddress?: string | null | undefined
  username?: string | null | undefined
  web3Wallet?: string | null | undefined
  password?: string | null | undefined
  firstName?: string | null | undefined
  lastName?: string | null | undefined
  locale?: string | null | undefined
  unsafeMetadata?: Record<string, unknown> | undefined
  legalAccepted?: boolean | undefined
}

const wireNames = {
  emailAddress: 'email_address',
  username: 'username',
  web3Wallet: 'web3_wallet',
  password: 'password',
  firstName: 'first_name',
  lastName: 'last_name',
} as const

/** Refuses what this instance does not ask for: a value nobody checks must not end up on a user. */
export function requireAskedFor(settings: InstanceSettings, input: SignUpInput): void {
  const asked = new Set<string>(askedFields(settings).map(({ name }) => name))
  for (const [key, name] of Object.entries(wireNames)) {
    const value = input[key as keyof typeof wireNames]
    if (typeof value === 'string' && !asked.has(name))
      throw new DomainError('form_param_unknown', { param: name })
  }
}

/** Who may sign up at all: where not everybody, those who were invited. */
export function requireOpenSignUp(
  { sign_up: signUp }: InstanceSettings,
  { organizationInvitationId: invitation }: Partial<Pick<SignUpData, 'organizationInvitationId'>> = {},
): void {
  if (invitation) return
  if (signUp.mode === 'restricted') throw new DomainError('sign_up_mode_restricted')
  if (signUp.mode === 'waitlist') throw new DomainError('sign_up_restricted_waitlist')
}

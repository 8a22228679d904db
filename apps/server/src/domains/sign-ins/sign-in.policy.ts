import type { IdentificationId, InstanceSettings } from '@keywright/contract'
import { isClaimed, normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Instance } from '../instances/index.ts'
import { signsIn, type User } from '../users/index.ts'
import type { ExternalStrategy } from '../verifications/index.ts'
import type { FirstFactorName, OfferedFactor, SignIn } from './sign-in.entity.ts'
import type { SignInStatus } from './sign-in.machine.ts'

/** Attempts are given up after a day. */
export const abandonAfterMilliseconds = 86_400_000

/** The status at a moment: what nobody finished in time is abandoned, whatever is stored. */
export function statusAt(
  { status, abandonAt }: Pick<SignIn, 'status' | 'abandonAt'>,
  now: Date,
): SignInStatus {
  return status !== 'complete' && abandonAt <= now ? 'abandoned' : status
}

/** What names a user here. Phone numbers and wallets come with their domains. */
export function supportedIdentifiers(settings: InstanceSettings): ('email_address' | 'username')[] {
  const { email_address: email, username } = settings
  return [
    ...(email.enabled && email.used_for_sign_in ? (['email_address'] as const) : []),
    ...(username.enabled && username.used_for_sign_in ? (['username'] as const) : []),
  ]
}

/** Whether an identifier is of a kind that users sign in with here. */
export function isSupportedIdentifier(identifier: string, settings: InstanceSettings): boolean {
  return supportedIdentifiers(settings).includes(identifier.includes('@') ? 'email_address' : 'username')
}

export interface FactorQuestion {
  instance: Pick<Instance, 'settings' | 'oauthConnections' | 'environmentType'>
  identifier: string
  user: User | undefined
  /** Whether strangers may go on to sign up with this address. */
  signUpIfMissing: boolean
  /** The id by which an address is named where existence is not told; alike for known and unknown addresses. */
  aliasOf: (emailAddress: string) => IdentificationId
}

/** The ways to go on. Where existence is concealed they depend on the identifier alone, and never on who has it. */
export function offeredFactors(question: FactorQuestion): OfferedFactor[] {
  const { attack_protection: protection } = question.instance.settings
  if (protection.enumeration_protection) return concealedFactors(question)
  return question.user ? userFactors(question.user, question) : strangerFactors(question)
}

function userFactors(user: User, { instance, identifier }: FactorQuestion): OfferedFactor[] {
  const { settings } = instance
  const hasPassword = settings.password.enabled && user.passwordUpdatedAt !== null
  const named = normalizeEmailAddress(identifier)
  const own = user.emailAddresses.filter(isClaimed)
  // Whoever came by one address is not told of the others, not even masked.
  const addresses = identifier.includes('@') ? own.filter(({ emailAddress }) => emailAddress === named) : own
  const strategies = sentStrategies(settings, hasPassword)
  return [
    ...(hasPassword ? [{ strategy: 'password', isReal: true } as const] : []),
    ...strategies.flatMap((strategy) =>
      addresses.map(({ id, emailAddress }) => ({
        ...{ strategy, emailAddressId: id, emailAddress, isReal: true },
        isPrimary: id === user.primaryEmailAddressId,
      })),
    ),
    ...providerStrategies(user, instance).map((strategy) => ({ strategy, isReal: true })),
  ]
}

/** Each provider once, however many accounts a user has with it: the provider asks which. */
function providerStrategies(user: User, instance: FactorQuestion['instance']): ExternalStrategy[] {
  const accounts = user.externalAccounts.filter((account) => signsIn(account, instance))
  return [...new Set(accounts.map(({ provider }) => `oauth_${provider}` as const))]
}

function concealedFactors({ instance, identifier, user, aliasOf }: FactorQuestion): OfferedFactor[] {
  const { settings } = instance
  const password = settings.password.enabled
    ? [{ strategy: 'password', isReal: user !== undefined } as const]
    : []
  // By a username nobody is told that there is an address behind it.
  if (!identifier.includes('@')) return password
  const emailAddress = normalizeEmailAddress(identifier)
  const isReal =
    user?.emailAddresses.some((address) => isClaimed(address) && address.emailAddress === emailAddress) ??
    false
  const canReset = isReal && user?.passwordUpdatedAt !== null
  return [
    ...password,
    ...sentStrategies(settings, settings.password.enabled).map((strategy) => ({
      ...{ strategy, emailAddressId: aliasOf(emailAddress), emailAddress, isPrimary: true },
      isReal: strategy === 'reset_password_email_code' ? canReset : isReal,
    })),
  ]
}

/** A stranger who may go on to sign up proves the address by code or link. */
function strangerFactors({
  instance: { settings },
  identifier,
  signUpIfMissing,
  aliasOf,
}: FactorQuestion): OfferedFactor[] {
  if (!signUpIfMissing || !identifier.includes('@')) return []
  const emailAddress = normalizeEmailAddress(identifier)
  const factor = { emailAddressId: aliasOf(emailAddress), emailAddress, isPrimary: true, isReal: false }
  return sentStrategies(settings, false).map((strategy) => ({ strategy, ...factor }))
}

type SentFactorName = Extract<FirstFactorName, 'email_code' | 'email_link' | 'reset_password_email_code'>

function sentStrategies({ email_address: email }: InstanceSettings, canReset: boolean): SentFactorName[] {
  if (!email.enabled) return []
  return [
    ...(email.sign_in_with_code ? (['email_code'] as const) : []),
    ...(email.sign_in_with_link ? (['email_link'] as const) : []),
    ...(canReset ? (['reset_password_email_code'] as const) : []),
  ]
}

/** The offered factor that a browser means: by strategy, and by address if it names one. */
export function chooseFactor(
  offered: readonly OfferedFactor[],
  strategy: string,
  emailAddressId?: string,
): OfferedFactor | undefined {
  const matching = offered.filter((factor) => factor.strategy === strategy)
  if (emailAddressId !== undefined) return matching.find((factor) => factor.emailAddressId === emailAddressId)
  return matching.find(({ isPrimary }) => isPrimary) ?? matching[0]
}

/** An address that its owner recognises and a stranger cannot use: the first letter and the domain. */
export function maskEmailAddress(emailAddress: string): string {
  const at = emailAddress.lastIndexOf('@')
  const first = [...emailAddress.slice(0, at)][0] ?? ''
  return `${first}*****${emailAddress.slice(at)}`
}

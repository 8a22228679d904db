import type { IdentificationId, InstanceSettings } from '@keywright/contract'
import { isClaimed, normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Instance } from '../instances/index.ts'
import { signsIn, type User } from '../users/index.ts'
import type { ExternalStrategy } from '../verifications/index.ts'
import {
  isVerifiedWallet,
  web3IdentifierOf,
  web3Strategies,
  web3StrategiesFor,
} from '../web3-wallets/index.ts'
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

/** Whether an address, or a wallet, that somebody has proven is this user's. */
export function isOf(user: Pick<User, 'emailAddresses' | 'web3Wallets'>, target: string): boolean {
  return (
    user.emailAddresses.some((address) => address.emailAddress === target && isClaimed(address)) ||
    user.web3Wallets.some((wallet) => wallet.web3Wallet === target && isVerifiedWallet(wallet))
  )
}

type IdentifierKind = 'email_address' | 'username' | 'web3_wallet'

/** What names a user here. Phone numbers come with their domain. */
export function supportedIdentifiers(settings: InstanceSettings): IdentifierKind[] {
  const { email_address: email, username } = settings
  return [
    ...(email.enabled && email.used_for_sign_in ? (['email_address'] as const) : []),
    ...(username.enabled && username.used_for_sign_in ? (['username'] as const) : []),
    ...(web3Strategies(settings).length > 0 ? (['web3_wallet'] as const) : []),
  ]
}

/** Whether an identifier is of a kind that users sign in with here. */
export function isSupportedIdentifier(identifier: string, settings: InstanceSettings): boolean {
  return supportedIdentifiers(settings).includes(kindOf(identifier, settings))
}

/** What has the form of a wallet's address is one, also where it could be a username. */
function kindOf(identifier: string, settings: InstanceSettings): IdentifierKind {
  if (identifier.includes('@')) return 'email_address'
  return web3IdentifierOf(settings, identifier) === undefined ? 'username' : 'web3_wallet'
}

export interface FactorQuestion {
  instance: Pick<Instance, 'settings' | 'oauthConnections' | 'environmentType'>
  identifier: string
  user: User | undefined
  /** Whether strangers may go on to sign up with this address. */
  signUpIfMissing: boolean
  /** The id by which an address is named where existence is not told; alike for known and unknown addresses. */
  aliasOf: (address: string) => IdentificationId
}

/** The ways to go on. Where existence is concealed they depend on the identifier alone, and never on who has it. */
export function offeredFactors(question: FactorQuestion): OfferedFactor[] {
  const { settings } = question.instance
  const web3Wallet = web3IdentifierOf(settings, question.identifier)
  if (web3Wallet !== undefined) return walletFactors(web3Wallet, question)
  const { attack_protection: protection } = settings
  if (protection.enumeration_protection) return concealedFactors(question)
  return question.user ? userFactors(question.user, question) : strangerFactors(question)
}

/** Addresses of wallets are public: whoever names one is told of no other way to sign in. */
function walletFactors(
  web3Wallet: string,
  { instance: { settings }, user, signUpIfMissing, aliasOf }: FactorQuestion,
): OfferedFactor[] {
  const isConcealed = settings.attack_protection.enumeration_protection
  const own = user?.web3Wallets.find((wallet) => wallet.web3Wallet === web3Wallet && isVerifiedWallet(wallet))
  if (!own && !isConcealed && !signUpIfMissing) return []
  const web3WalletId = own && !isConcealed ? own.id : aliasOf(web3Wallet)
  return web3StrategiesFor(settings, web3Wallet).map((strategy) => ({
    ...{ strategy, web3WalletId, web3Wallet, isReal: own !== undefined },
  }))
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

/** The offered factor that a browser means: by strategy, and by the address or the wallet if it names one. */
export function chooseFactor(
  offered: readonly OfferedFactor[],
  strategy: string,
  identificationId?: string,
): OfferedFactor | undefined {
  const matching = offered.filter((factor) => factor.strategy === strategy)
  if (identificationId !== undefined)
    return matching.find((factor) => identificationId === (factor.emailAddressId ?? factor.web3WalletId))
  return matching.find(({ isPrimary }) => isPrimary) ?? matching[0]
}

/** An address that its owner recognises and a stranger cannot use: the first letter and the domain. */
export function maskEmailAddress(emailAddress: string): string {
  const at = emailAddress.lastIndexOf('@')
  const first = [...emailAddress.slice(0, at)][0] ?? ''
  return `${first}*****${emailAddress.slice(at)}`
}

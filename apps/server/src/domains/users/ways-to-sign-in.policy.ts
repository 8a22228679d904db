import type { ErrorCode } from '@keywright/contract'
import { isClaimed } from '../email-addresses/index.ts'
import { type ExternalAccount, isConnected } from '../external-accounts/index.ts'
import type { Instance } from '../instances/index.ts'
import { findEnabledConnection } from '../oauth-connections/index.ts'
import { isVerifiedWallet, type Web3Wallet, web3StrategiesFor } from '../web3-wallets/index.ts'
import type { User } from './user.entity.ts'

/** What a user can be recognised by. */
export type Belongings = Pick<
  User,
  'emailAddresses' | 'externalAccounts' | 'web3Wallets' | 'username' | 'passwordUpdatedAt'
>

type Rules = Pick<Instance, 'settings' | 'oauthConnections' | 'environmentType'>

/** Whether somebody who has this, and no more, can sign in. */
export function canSignIn(owner: Belongings, rules: Rules): boolean {
  const { username } = rules.settings
  const hasPassword = rules.settings.password.enabled && owner.passwordUpdatedAt !== null
  const byName = username.enabled && username.used_for_sign_in && owner.username !== null && hasPassword
  if (byName || canSignInByEmail(owner, rules, hasPassword)) return true
  return canSignInByProvider(owner, rules) || canSignInByWallet(owner, rules)
}

function canSignInByEmail(
  { emailAddresses }: Belongings,
  { settings }: Rules,
  hasPassword: boolean,
): boolean {
  const { email_address: email } = settings
  const hasProof = hasPassword || email.sign_in_with_code || email.sign_in_with_link
  return email.enabled && email.used_for_sign_in && hasProof && emailAddresses.some(isClaimed)
}

function canSignInByProvider({ externalAccounts }: Belongings, rules: Rules): boolean {
  return externalAccounts.some((account) => signsIn(account, rules))
}

function canSignInByWallet({ web3Wallets }: Belongings, { settings }: Rules): boolean {
  return web3Wallets.some(
    (wallet) => isVerifiedWallet(wallet) && web3StrategiesFor(settings, wallet.web3Wallet).length > 0,
  )
}

/** Whether an account alone signs its user in, with the instance as it is set up now. */
export function signsIn(account: ExternalAccount, rules: Rules): boolean {
  const connection = findEnabledConnection(rules, `oauth_${account.provider}`)
  return isConnected(account) && connection?.authenticatable === true
}

/** Why a connected account must stay: without it the user could not sign in any more. */
export function disconnectionFault(
  owner: Belongings,
  account: ExternalAccount,
  rules: Rules,
): ErrorCode | undefined {
  if (!isConnected(account)) return undefined
  const left = { ...owner, externalAccounts: owner.externalAccounts.filter(({ id }) => id !== account.id) }
  return canSignIn(left, rules) ? undefined : 'identification_deletion_failed'
}

/** The same for a wallet. */
export function walletRemovalFault(
  owner: Belongings,
  wallet: Web3Wallet,
  rules: Rules,
): ErrorCode | undefined {
  if (!isVerifiedWallet(wallet)) return undefined
  const left = { ...owner, web3Wallets: owner.web3Wallets.filter(({ id }) => id !== wallet.id) }
  return canSignIn(left, rules) ? undefined : 'identification_deletion_failed'
}

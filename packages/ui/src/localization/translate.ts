import type { accounts } from './en/accounts.ts'
import type { chooseOrganization } from './en/choose-organization.ts'
import type { common } from './en/common.ts'
import type { createOrganization } from './en/create-organization.ts'
import type { errors } from './en/errors.ts'
import type { first } from './en/first.ts'
import type { organizationDomains } from './en/organization-domains.ts'
import type { organizationMembers } from './en/organization-members.ts'
import type { organizationPolicy } from './en/organization-policy.ts'
import type { organizationProfile } from './en/organization-profile.ts'
import type { organizationSwitcher } from './en/organization-switcher.ts'
import type { organizations } from './en/organizations.ts'
import type { organizationsLater } from './en/organizations-later.ts'
import type { policyUnmet } from './en/policy-unmet.ts'
import type { profile } from './en/profile.ts'
import type { profileLater } from './en/profile-later.ts'
import type { reverification } from './en/reverification.ts'
import type { secondFactor } from './en/second-factor.ts'
import type { secondFactors } from './en/second-factors.ts'
import type { security } from './en/security.ts'
import type { setupMfa } from './en/setup-mfa.ts'
import type { signIn } from './en/sign-in.ts'
import type { signInStart } from './en/sign-in-start.ts'
import type { signUp } from './en/sign-up.ts'
import type { signUpStart } from './en/sign-up-start.ts'
import type { social } from './en/social.ts'
import type { ssoCallback } from './en/sso-callback.ts'
import type { userButton } from './en/user-button.ts'
import type { wallets } from './en/wallets.ts'
import type { FormatMessage, MessageValues } from './message-format.ts'

/** Every text a component can say. */
export type MessageKey =
  | keyof typeof accounts
  | keyof typeof common
  | keyof typeof errors
  | keyof typeof first
  | keyof typeof organizations
  | keyof typeof organizationsLater
  | keyof typeof organizationPolicy
  | keyof typeof policyUnmet
  | keyof typeof createOrganization
  | keyof typeof organizationSwitcher
  | keyof typeof organizationProfile
  | keyof typeof organizationMembers
  | keyof typeof organizationDomains
  | keyof typeof chooseOrganization
  | keyof typeof setupMfa
  | keyof typeof profile
  | keyof typeof profileLater
  | keyof typeof reverification
  | keyof typeof secondFactor
  | keyof typeof secondFactors
  | keyof typeof security
  | keyof typeof signIn
  | keyof typeof signInStart
  | keyof typeof signUp
  | keyof typeof signUpStart
  | keyof typeof social
  | keyof typeof ssoCallback
  | keyof typeof userButton
  | keyof typeof wallets

/** Texts by key; what a host leaves out is said in English. */
export type Messages = Readonly<Partial<Record<MessageKey, string>>>

/** A language for the components. */
export interface Localization {
  /** BCP 47. */
  locale: string
  direction?: 'ltr' | 'rtl'
  messages: Messages
}

export interface Translate {
  (key: MessageKey, values?: MessageValues): string
  /** A text that may not exist, such as that of an error of a newer server. */
  find(key: string, values?: MessageValues): string | undefined
  locale: string
}

/** `always` are values that every message may use, such as the application's name. */
export function createTranslate(
  messages: Readonly<Record<string, string>>,
  locale: string,
  always: MessageValues,
  format: FormatMessage,
): Translate {
  const find = (key: string, values?: MessageValues): string | undefined => {
    const message = messages[key]
    return message === undefined ? undefined : format(message, { ...always, ...values }, locale)
  }
  const translate = (key: MessageKey, values?: MessageValues): string => find(key, values) ?? key
  return Object.assign(translate, { find, locale })
}

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

type Texts<Catalogue> = Record<keyof Catalogue, string>

/** What a language must say, by flow: all of it, so that a missing text is an error of the compiler. */
export type CommonTexts = Texts<typeof first & typeof common>
export type ErrorTexts = Texts<typeof errors>
export type SignInTexts = Texts<typeof signInStart & typeof signIn>
export type SignUpTexts = Texts<typeof signUpStart & typeof signUp>
export type SocialTexts = Texts<typeof social & typeof ssoCallback>
export type UserButtonTexts = Texts<typeof userButton>
export type ProfileTexts = Texts<typeof profile & typeof profileLater>
export type AccountsTexts = Texts<typeof accounts>
export type SecurityTexts = Texts<typeof security>
export type SecondFactorsTexts = Texts<typeof secondFactors>
export type SecondFactorTexts = Texts<typeof secondFactor>
export type ReverificationTexts = Texts<typeof reverification>
export type WalletsTexts = Texts<typeof wallets>
export type OrganizationTexts = Texts<typeof organizations & typeof organizationsLater>
export type CreateOrganizationTexts = Texts<typeof createOrganization>
export type OrganizationSwitcherTexts = Texts<typeof organizationSwitcher>
export type OrganizationProfileTexts = Texts<typeof organizationProfile>
export type OrganizationPolicyTexts = Texts<typeof organizationPolicy & typeof policyUnmet>
export type OrganizationMembersTexts = Texts<typeof organizationMembers>
export type OrganizationDomainsTexts = Texts<typeof organizationDomains>
export type SetupMfaTexts = Texts<typeof setupMfa>
export type ChooseOrganizationTexts = Texts<typeof chooseOrganization>

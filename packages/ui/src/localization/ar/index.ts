import type { Localization } from '../translate.ts'
import { accounts } from './accounts.ts'
import { chooseOrganization } from './choose-organization.ts'
import { common } from './common.ts'
import { createOrganization } from './create-organization.ts'
import { errors } from './errors.ts'
import { organizationDomains } from './organization-domains.ts'
import { organizationMembers } from './organization-members.ts'
import { organizationPolicy } from './organization-policy.ts'
import { organizationProfile } from './organization-profile.ts'
import { organizationSwitcher } from './organization-switcher.ts'
import { organizations } from './organizations.ts'
import { profile } from './profile.ts'
import { reverification } from './reverification.ts'
import { secondFactor } from './second-factor.ts'
import { secondFactors } from './second-factors.ts'
import { security } from './security.ts'
import { setupMfa } from './setup-mfa.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'
import { social } from './social.ts'
import { userButton } from './user-button.ts'
import { wallets } from './wallets.ts'

/** Arabic, from right to left. */
export const ar: Localization = {
  locale: 'ar',
  direction: 'rtl',
  messages: {
    ...common,
    ...errors,
    ...signIn,
    ...signUp,
    ...social,
    ...userButton,
    ...profile,
    ...accounts,
    ...secondFactor,
    ...secondFactors,
    ...security,
    ...reverification,
    ...wallets,
    ...setupMfa,
    ...chooseOrganization,
    ...organizationDomains,
    ...organizationMembers,
    ...organizationPolicy,
    ...organizationProfile,
    ...organizationSwitcher,
    ...createOrganization,
    ...organizations,
  },
}

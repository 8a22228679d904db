import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accounts } from '../../localization/en/accounts.ts'
import { common } from '../../localization/en/common.ts'
import { createOrganization } from '../../localization/en/create-organization.ts'
import { errors } from '../../localization/en/errors.ts'
import { first } from '../../localization/en/first.ts'
import { organizationDomains } from '../../localization/en/organization-domains.ts'
import { organizationMembers } from '../../localization/en/organization-members.ts'
import { organizationPolicy } from '../../localization/en/organization-policy.ts'
import { organizationPanel, organizationProfile } from '../../localization/en/organization-profile.ts'
import { organizations } from '../../localization/en/organizations.ts'
import { organizationsLater } from '../../localization/en/organizations-later.ts'
import { policyUnmet } from '../../localization/en/policy-unmet.ts'
import { profile } from '../../localization/en/profile.ts'
import { profileLater } from '../../localization/en/profile-later.ts'
import { reverification } from '../../localization/en/reverification.ts'
import { secondFactors } from '../../localization/en/second-factors.ts'
import { security } from '../../localization/en/security.ts'
import { wallets } from '../../localization/en/wallets.ts'

import { chooseTexts } from '../organization-list/choose-texts.ts'
import { setupMfaTexts } from '../setup-mfa/setup-mfa.texts.ts'

/** Every text that is asked for by its name in a folder. */
function saidIn(folder: string, names = /(?<!\.test)\.tsx$/): string[] {
  const path = join(import.meta.dirname, '..', folder)
  const files = readdirSync(path).filter((name) => names.test(name))
  const code = files.map((name) => readFileSync(join(path, name), 'utf8')).join('\n')
  return [...new Set([...code.matchAll(/'([a-z]\w*(?:\.\w+)+)'/gi)].map(([, key = '']) => key))]
}

const brought = { ...first, ...common, ...errors }

describe('what is said', () => {
  it.each([
    [
      'user-profile',
      { ...brought, ...profile, ...profileLater, ...accounts, ...wallets, ...security, ...secondFactors },
      50,
    ],
    ['reverification', { ...brought, ...reverification }, 10],
    [
      'create-organization',
      { ...brought, ...organizationPanel, ...organizations, ...organizationsLater, ...createOrganization },
      10,
    ],
    ['organization-list', chooseTexts, 10],
    [
      'organization-profile',
      {
        ...{
          ...brought,
          ...organizationPanel,
          ...organizations,
          ...organizationsLater,
          ...organizationProfile,
        },
        ...{ ...organizationMembers, ...organizationDomains, ...organizationPolicy, ...policyUnmet },
      },
      50,
    ],
  ])('by %s comes along with it', (folder, texts, count) => {
    const said = saidIn(folder)
    expect(said.length).toBeGreaterThan(count)
    expect(said.filter((key) => !(key in texts))).toEqual([])
  })

  it('where a second factor is set up, by the panels of the profile too, comes along with it', () => {
    const said = [
      ...saidIn('setup-mfa'),
      ...saidIn('user-profile', /^(second-factors\.panels|section)\.tsx$/),
    ]
    expect(said.length).toBeGreaterThan(10)
    expect(said.filter((key) => !(key in { ...brought, ...setupMfaTexts }))).toEqual([])
  })
})

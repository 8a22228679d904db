import { describe, expect, it } from 'vitest'
import { ar } from './ar/index.ts'
import { de } from './de/index.ts'
import { accounts } from './en/accounts.ts'
import { chooseOrganization } from './en/choose-organization.ts'
import { common } from './en/common.ts'
import { createOrganization } from './en/create-organization.ts'
import { errors } from './en/errors.ts'
import { first } from './en/first.ts'
import { organizationDomains } from './en/organization-domains.ts'
import { organizationMembers } from './en/organization-members.ts'
import { organizationPolicy } from './en/organization-policy.ts'
import { organizationProfile } from './en/organization-profile.ts'
import { organizationSwitcher } from './en/organization-switcher.ts'
import { organizations } from './en/organizations.ts'
import { organizationsLater } from './en/organizations-later.ts'
import { policyUnmet } from './en/policy-unmet.ts'
import { profile } from './en/profile.ts'
import { profileLater } from './en/profile-later.ts'
import { reverification } from './en/reverification.ts'
import { secondFactor } from './en/second-factor.ts'
import { secondFactors } from './en/second-factors.ts'
import { security } from './en/security.ts'
import { setupMfa } from './en/setup-mfa.ts'
import { signIn } from './en/sign-in.ts'
import { signInStart } from './en/sign-in-start.ts'
import { signUp } from './en/sign-up.ts'
import { signUpStart } from './en/sign-up-start.ts'
import { social } from './en/social.ts'
import { ssoCallback } from './en/sso-callback.ts'
import { userButton } from './en/user-button.ts'
import { wallets } from './en/wallets.ts'
import { formatMessage } from './message-format.ts'

const parts = [
  common,
  errors,
  first,
  signIn,
  signInStart,
  signUp,
  signUpStart,
  social,
  ssoCallback,
  accounts,
  userButton,
  profile,
  profileLater,
  secondFactor,
  secondFactors,
  security,
  reverification,
  wallets,
  organizations,
  organizationsLater,
  organizationPolicy,
  policyUnmet,
  createOrganization,
  organizationSwitcher,
  organizationProfile,
  organizationMembers,
  organizationDomains,
  chooseOrganization,
  setupMfa,
]
const english: Record<string, string> = Object.assign({}, ...parts)

/** What a message is filled with, and how numbers and kinds are told apart. */
function placeholdersOf(message: string): string[] {
  return [...message.matchAll(/\{(\w+)(?=\}|,\s*(\w+))/g)]
    .map(([, name, kind = '']) => `${name} ${kind}`)
    .filter((name, index, all) => all.indexOf(name) === index)
    .sort()
}

/** The forms that a language tells apart, as far as numbers up to 100 need them. */
const formsOf = (locale: string): string[] => {
  const rules = new Intl.PluralRules(locale)
  return [...new Set(Array.from({ length: 100 }, (_, number) => rules.select(number + 1)))]
}

describe('the English catalogue', () => {
  it('says each thing once', () => {
    const keys = parts.flatMap((part) => Object.keys(part))
    expect(keys.length).toBeGreaterThan(120)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe.each([de, ar])('the catalogue of $locale', ({ locale, messages }) => {
  const texts = messages as Record<string, string>

  it('has every text, and none that nobody says', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort())
  })

  it('is filled with the same values', () => {
    for (const [key, message] of Object.entries(english)) {
      const own = texts[key] ?? ''
      const names = (list: string[]) => list.map((one) => one.split(' ')[0])
      expect(new Set(names(placeholdersOf(own))), key).toEqual(new Set(names(placeholdersOf(message))))
    }
  })

  it('has a form for every number, and writes it', () => {
    const plurals = Object.entries(texts).filter(([, message]) => message.includes('plural'))
    expect(plurals.length).toBeGreaterThan(2)
    for (const [key, message] of plurals) {
      for (const form of formsOf(locale)) {
        if (form === 'many' || form === 'zero') continue
        expect(message, `${key} ${form}`).toContain(`${form} {`)
      }
      expect(formatMessage(message, { count: 3, role: 'Admin' }, locale)).not.toMatch(/[{}]/)
    }
  })

  it('is translated', () => {
    const same = Object.entries(texts).filter(([key, message]) => message === english[key])
    expect(same).toEqual([])
  })
})

describe('a message', () => {
  it('is filled, with numbers as the language writes them', () => {
    expect(formatMessage('{name} has {count}', { name: 'Ada', count: 1234 }, 'de')).toBe('Ada has 1.234')
  })

  it('takes the form of its number and the branch of its kind', () => {
    const message =
      '{count, plural, one {one of {total}} other {{count} of {total}}} {kind, select, a {A} other {else}}'
    expect(formatMessage(message, { count: 1, total: 9, kind: 'a' }, 'en')).toBe('one of 9 A')
    expect(formatMessage(message, { count: 4, total: 9, kind: 'b' }, 'en')).toBe('4 of 9 else')
  })

  it('shows a placeholder it has no value for, and takes no value for a message', () => {
    expect(formatMessage('Hello {name}', {}, 'en')).toBe('Hello {name}')
    expect(formatMessage('Hello {name}', { name: '{count}' }, 'en')).toBe('Hello {count}')
  })
})

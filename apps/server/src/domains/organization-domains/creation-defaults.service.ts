import type { UserId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { isVerified } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import { toSlug } from '../organizations/index.ts'
import type { User, UsersService } from '../users/index.ts'
import { domainOfAddress, isCommonDomain, ownNameOf } from './domain-names.policy.ts'
import { findProvenDomain } from './organization-domains.repository.ts'

export interface CreationDefaultsDeps {
  db: Db
  users: Pick<UsersService, 'get'>
}

export interface CreationDefaults {
  name: string
  slug: string
  /** An organization that has the user's domain already. */
  existing: { organizationName: string; domain: string } | null
}

export type CreationDefaultsService = ReturnType<typeof createCreationDefaults>

/** What the form of a new organization begins with: what the user has proven tells most of it. */
export function createCreationDefaults({ db, users }: CreationDefaultsDeps) {
  /** Domains of addresses the user has proven, that of the primary one first, without those that many share. */
  function companyDomains({ emailAddresses, primaryEmailAddressId }: User): string[] {
    const proven = emailAddresses.filter(isVerified)
    const inOrder = proven.toSorted(
      (a, b) => Number(b.id === primaryEmailAddressId) - Number(a.id === primaryEmailAddressId),
    )
    const names = inOrder.flatMap(({ emailAddress }) => domainOfAddress(emailAddress) ?? [])
    return [...new Set(names)].filter((name) => !isCommonDomain(name))
  }

  async function findExisting({ instance }: Scope, names: readonly string[]) {
    if (!instance.settings.organizations.domains.enabled) return null
    for (const name of names) {
      const found = await findProvenDomain(db, instance.id, name)
      if (found) return { organizationName: found.organization.name, domain: name }
    }
    return null
  }

  function nameFor({ firstName }: User, [domain]: readonly string[]): string {
    if (domain !== undefined) return ownNameOf(domain)
    return firstName === null || firstName.trim() === '' ? '' : `${firstName.trim()}’s organization`
  }

  return {
    async get(scope: Scope, userId: UserId): Promise<CreationDefaults> {
      const user = await users.get(scope, userId)
      const domains = companyDomains(user)
      const name = nameFor(user, domains)
      const slug = scope.instance.settings.organizations.slugs_enabled ? toSlug(name) : ''
      return { name, slug, existing: await findExisting(scope, domains) }
    },
  }
}

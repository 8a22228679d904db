import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import { attemptFault, type VerificationsService } from '../verifications/index.ts'
import type { DomainChanges } from './domain-changes.service.ts'
import { domainOfAddress } from './domain-names.policy.ts'
import type { OrganizationDomain } from './organization-domain.entity.ts'
import type { DomainPlace } from './organization-domains.repository.ts'

export interface DomainAffiliationDeps {
  db: Db
  clock: Clock
  changes: DomainChanges
  verifications: Pick<VerificationsService, 'startIn' | 'attemptCodeIn'>
  messages: Pick<MessagesService, 'sendIn'>
}

function requireOpen({ affiliation }: OrganizationDomain): void {
  if (affiliation?.status === 'verified') throw new DomainError('verification_already_verified')
}

/** That an organization belongs to a domain: somebody who gets mail there tells the code. */
export function createDomainAffiliation({
  db,
  clock,
  changes,
  verifications,
  messages,
}: DomainAffiliationDeps) {
  /** The address is of the domain itself: a subdomain, or a name that ends alike, is somebody else's. */
  function requireAddressOf({ name }: OrganizationDomain, emailAddress: string): void {
    if (domainOfAddress(emailAddress) !== name)
      throw new DomainError('organization_domain_mismatch', { param: 'affiliation_email_address' })
  }

  async function sendCodeIn(
    tx: Db,
    scope: Scope,
    { id, name, organization }: OrganizationDomain,
    emailAddress: string,
  ) {
    const { verification, code } = await verifications.startIn(tx, scope, {
      ...{ strategy: 'email_code', purpose: 'organization_domain' },
      ...{ ownerId: id, target: emailAddress },
    })
    const minutes = Math.round(scope.instance.settings.emails.code_lifetime_seconds / 60)
    const variables = { code: code ?? '', minutes, domain: name, organizationName: organization.name }
    await messages.sendIn(tx, scope, { to: emailAddress, template: 'affiliation_code', variables })
    return verification
  }

  return {
    /** Sends a code to an address of the domain; the one before is worthless from then on. */
    prepare: (scope: Scope, place: DomainPlace, given: string): Promise<OrganizationDomain> =>
      db.transaction().execute(async (tx) => {
        const emailAddress = normalizeEmailAddress(given)
        const domain = await changes.lockIn(tx, scope, place)
        requireOpen(domain)
        requireAddressOf(domain, emailAddress)
        await changes.requireUnproven(tx, scope, domain.name, domain.id)
        const { id } = await sendCodeIn(tx, scope, domain, emailAddress)
        return await changes.noteIn(tx, scope, domain, {
          affiliationEmailAddress: emailAddress,
          affiliationVerificationId: id,
        })
      }),

    /** Tries the code last sent. A wrong one is counted before it is refused. */
    async attempt(scope: Scope, place: DomainPlace, code: string): Promise<OrganizationDomain> {
      const outcome = await db.transaction().execute(async (tx) => {
        const domain = await changes.lockIn(tx, scope, place)
        requireOpen(domain)
        const attempt = await verifications.attemptCodeIn(tx, scope, {
          ...{ verificationId: domain.affiliationVerificationId, code },
          ...{ purpose: 'organization_domain', ownerId: domain.id },
        })
        if (attempt.outcome !== 'verified') return { fault: attemptFault(attempt) }
        return await changes.proveIn(tx, scope, domain, {
          affiliationVerifiedAt: clock.now(),
          affiliationStrategy: 'affiliation_email_code',
        })
      })
      if ('fault' in outcome) throw outcome.fault ?? new DomainError('verification_failed')
      return outcome
    },
  }
}

export type DomainAffiliation = ReturnType<typeof createDomainAffiliation>

import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { LookUpTxt, TxtAnswer } from '../../platform/dns/txt-records.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newToken } from '../../platform/random.ts'
import type { Throttle } from '../../platform/throttle.ts'
import type { Scope } from '../instances/index.ts'
import type { DomainChanges } from './domain-changes.service.ts'
import { txtRecordName, txtRecordValue } from './domain-names.policy.ts'
import type { OrganizationDomain } from './organization-domain.entity.ts'
import type { DomainPlace } from './organization-domains.repository.ts'

export interface DomainOwnershipDeps {
  db: Db
  clock: Clock
  changes: DomainChanges
  throttle: Throttle
  lookUpTxt: LookUpTxt
}

/** DNS may take days to show a record everywhere. */
const recordLifetimeMs = 7 * 24 * 60 * 60 * 1000

/** Each look costs somebody's name server an answer. */
const looks = { limit: 20, window_seconds: 600 }

function requireOpen({ ownership }: OrganizationDomain): void {
  if (ownership?.status === 'verified') throw new DomainError('verification_already_verified')
}

/** Why a record does not prove the domain, for whoever is setting it up. */
function fault(answer: TxtAnswer, recordName: string): DomainError {
  const texts = {
    none: `There is no TXT record at ${recordName} yet. DNS changes can take some time to arrive.`,
    unreachable: `The name servers did not answer for ${recordName}. Try again in a moment.`,
    records: `There are TXT records at ${recordName}, but none says what is expected. Compare the values.`,
  }
  return new DomainError('organization_domain_ownership_not_verified', { longMessage: texts[answer.kind] })
}

/** That a domain belongs to an organization: whoever runs its DNS has put a record there. */
export function createDomainOwnership({ db, clock, changes, throttle, lookUpTxt }: DomainOwnershipDeps) {
  const isOver = ({ ownership }: OrganizationDomain) =>
    ownership?.expireAt != null && ownership.expireAt <= clock.now()

  /** The record that is waited for. */
  function tokenOf(domain: OrganizationDomain): string {
    if (domain.ownershipToken === null) throw new DomainError('verification_missing')
    if (isOver(domain)) throw new DomainError('verification_expired')
    return domain.ownershipToken
  }

  const proveIn = (tx: Db, scope: Scope, domain: OrganizationDomain, strategy: string) =>
    changes.proveIn(tx, scope, domain, {
      ...{ ownershipVerifiedAt: clock.now(), ownershipStrategy: strategy },
      ownershipToken: null,
    })

  return {
    /** Says which record to set up: the same one each time, while it counts. */
    prepare: (scope: Scope, place: DomainPlace): Promise<OrganizationDomain> =>
      db.transaction().execute(async (tx) => {
        const domain = await changes.lockIn(tx, scope, place)
        requireOpen(domain)
        if (domain.ownershipToken !== null && !isOver(domain)) return domain
        return await changes.noteIn(tx, scope, domain, {
          ...{ ownershipToken: newToken(), ownershipAttempts: 0 },
          ownershipExpireAt: new Date(clock.now().getTime() + recordLifetimeMs),
        })
      }),

    /** Looks for the record. Nothing is locked while DNS is asked: what it proves is looked at once more. */
    async attempt(scope: Scope, place: DomainPlace): Promise<OrganizationDomain> {
      const before = await changes.get(scope, place)
      requireOpen(before)
      const token = tokenOf(before)
      await throttle.take(scope.request, 'organization_domain', `${scope.instance.id}|${before.name}`, looks)
      const recordName = txtRecordName(before.name)
      const answer = await lookUpTxt(recordName)
      const isProof = answer.kind === 'records' && answer.values.includes(txtRecordValue(token))
      const proven = await db.transaction().execute(async (tx) => {
        const domain = await changes.lockIn(tx, scope, place)
        requireOpen(domain)
        const ownershipAttempts = (domain.ownership?.attempts ?? 0) + 1
        const counted = await changes.noteIn(tx, scope, domain, { ownershipAttempts })
        return isProof && domain.ownershipToken === token
          ? await proveIn(tx, scope, counted, 'txt_record')
          : undefined
      })
      if (!proven) throw fault(answer, recordName)
      return proven
    },

    /** A server says so. */
    confirm: (scope: Scope, place: DomainPlace): Promise<OrganizationDomain> =>
      db.transaction().execute(async (tx) => {
        const domain = await changes.lockIn(tx, scope, place)
        return domain.ownership?.status === 'verified' ? domain : await proveIn(tx, scope, domain, 'admin')
      }),
  }
}

export type DomainOwnership = ReturnType<typeof createDomainOwnership>

/** Asks the users of a proven domain into its organization: those there are, and those who prove an address of it later. */
import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Instance, Scope } from '../instances/index.ts'
import type { Invitation, InvitationEvents } from '../organization-invitations/index.ts'
import type { RoleCatalogues } from '../organization-roles/index.ts'
import {
  listMembersAmong,
  type MembershipsService,
  type OrganizationsService,
} from '../organizations/index.ts'
import { domainOfAddress, isCommonDomain } from './domain-names.policy.ts'
import * as repository from './enrolment.repository.ts'
import type { OrganizationDomain } from './organization-domain.entity.ts'
import { isAutomatic, isProven } from './organization-domain.policy.ts'
import { findProvenDomain, lockDomainName } from './organization-domains.repository.ts'
import { roleOfDomain } from './role-of-domain.ts'

export interface DomainEnrolmentDeps {
  db: Db
  clock: Clock
  /** Instances as they are now. */
  directory: { all(): readonly Instance[] }
  catalogues: Pick<RoleCatalogues, 'getIn'>
  organizations: Pick<OrganizationsService, 'get'>
  memberships: Pick<MembershipsService, 'lockIn'>
  recordInvitationsIn: InvitationEvents
}

type AskedUser = Pick<repository.FoundUser, 'userId' | 'emailAddress'>

/** Users asked in one transaction: a long one would hold up the event log's readers. */
const pageSize = 500

const commitDelayMs = 50

/** Nobody in person invites. */
const toParts = ({ organization }: OrganizationDomain, invitations: readonly Invitation[]) =>
  invitations.map((invitation) => ({ invitation, organization, inviter: undefined }))

export type DomainEnrolment = ReturnType<typeof createDomainEnrolment>

const hasDomains = ({ settings: { organizations } }: Instance): boolean =>
  organizations.enabled && organizations.domains.enabled

export function createDomainEnrolment(deps: DomainEnrolmentDeps) {
  const { db, clock, directory, catalogues, organizations, memberships, recordInvitationsIn } = deps
  let wake: (() => void) | undefined

  async function inviteIn(
    tx: Db,
    scope: Scope,
    domain: OrganizationDomain,
    users: readonly AskedUser[],
  ): Promise<void> {
    const organization = await organizations.get(scope, domain.organizationId, tx)
    const role = roleOfDomain(await catalogues.getIn(tx, scope.instance), organization, scope.instance)
    const invitations = users.map(({ emailAddress }) => ({
      id: newId('organizationInvitation'),
      emailAddress,
    }))
    const offer = { organizationId: domain.organizationId, domainId: domain.id, now: clock.now() }
    const terms = { ...offer, roleIds: [role.id] }
    const made = await repository.insertInvitations(tx, scope.instance.id, terms, invitations)
    await recordInvitationsIn(tx, scope, 'organizationInvitation.created', toParts(domain, made))
  }

  async function suggestIn(
    tx: Db,
    { instance }: Scope,
    domain: OrganizationDomain,
    users: readonly AskedUser[],
  ): Promise<void> {
    const userIds = [...new Set(users.map(({ userId }) => userId))]
    const suggestions = userIds.map((userId) => ({ id: newId('organizationSuggestion'), userId }))
    const offer = { organizationId: domain.organizationId, domainId: domain.id, now: clock.now() }
    await repository.insertSuggestions(tx, instance.id, offer, suggestions)
  }

  /** Asks those who are no members. The domain's name is locked, so that it stays as it is. */
  async function askIn(
    tx: Db,
    scope: Scope,
    domain: OrganizationDomain,
    users: readonly AskedUser[],
  ): Promise<void> {
    const userIds = users.map(({ userId }) => userId)
    const { id } = scope.instance
    const members = await listMembersAmong(tx, id, domain.organizationId, userIds)
    const strangers = users.filter(({ userId }) => !members.has(userId))
    if (domain.enrollmentMode === 'automatic_invitation') await inviteIn(tx, scope, domain, strangers)
    else await suggestIn(tx, scope, domain, strangers)
  }

  /** The proven domain of a name, if it asks users in. It stays so until the transaction ends. */
  async function lockAutomaticIn(tx: Db, { instance }: Scope, name: string) {
    await lockDomainName(tx, instance.id, name, 'shared')
    const domain = await findProvenDomain(tx, instance.id, name)
    return domain && isProven(domain) && isAutomatic(domain) ? domain : undefined
  }

  /** Asks a page of a domain's users; returns how far it has come, `null` at the end. */
  async function askPageIn(
    tx: Db,
    scope: Scope,
    domain: OrganizationDomain,
    after: string,
  ): Promise<string | null> {
    const page = { after, limit: pageSize }
    const users = await repository.listUsersOfDomain(tx, scope.instance.id, domain.name, page)
    if (users.length > 0) await askIn(tx, scope, domain, users)
    return users.length < pageSize ? null : (users.at(-1)?.addressId ?? null)
  }

  /** One page of a domain's users; `false` when there is no domain to be gone on with. */
  const enrolPage = (scope: Scope): Promise<boolean> =>
    db.transaction().execute(async (tx) => {
      const { id: instanceId } = scope.instance
      const due = await repository.findDueDomain(tx, instanceId)
      if (!due) return false
      const domain = await lockAutomaticIn(tx, scope, due.name)
      const after = await repository.takeDueDomain(tx, instanceId, due.id)
      if (after === undefined) return false
      const upTo = domain?.id === due.id ? await askPageIn(tx, scope, domain, after) : null
      await repository.noteEnrolledUpTo(tx, instanceId, due.id, upTo)
      return true
    })

  return {
    /** Users have proven addresses, in the transaction in which that is written. */
    async addressesProvenIn(
      tx: Db,
      scope: Scope,
      userId: UserId,
      emailAddresses: readonly string[],
    ): Promise<void> {
      if (!hasDomains(scope.instance)) return
      // Always in the same order: who locks two waits for nobody in a circle.
      for (const emailAddress of emailAddresses.toSorted()) {
        const name = domainOfAddress(emailAddress)
        if (name === undefined || isCommonDomain(name)) continue
        const domain = await lockAutomaticIn(tx, scope, name)
        if (domain) await askIn(tx, scope, domain, [{ userId, emailAddress }])
      }
    },

    /** What a domain has offered, and nobody has answered, counts no more. The domain's name is locked. */
    async takeBackIn(tx: Db, scope: Scope, domain: OrganizationDomain): Promise<void> {
      await memberships.lockIn(tx, scope, domain.organizationId)
      const revoked = await repository.takeBackOffers(tx, scope.instance.id, domain.id, clock.now())
      await recordInvitationsIn(tx, scope, 'organizationInvitation.revoked', toParts(domain, revoked))
    },

    /** Asks all that are to be asked, a page in each transaction. */
    async run(): Promise<void> {
      for (const instance of directory.all().filter(hasDomains))
        while (await enrolPage({ instance, request: {} }));
    },

    /** Who calls `run` when there may be something to do. */
    onDue(listener: () => void): void {
      wake = listener
    },

    /** There may be something to do: what is not committed yet is so a moment later. */
    kick(): void {
      setTimeout(() => wake?.(), commitDelayMs).unref()
    },
  }
}

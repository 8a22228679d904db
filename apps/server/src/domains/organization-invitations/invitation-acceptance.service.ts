import type { ErrorCode, UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { isVerified } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import { type RoleCatalogue, type RoleCatalogues, rolesOf } from '../organization-roles/index.ts'
import {
  defaultRoleOf,
  listMembersAmong,
  type MembershipsService,
  type Organization,
  type OrganizationId,
  requireOrganizations,
  roleSetOf,
} from '../organizations/index.ts'
import type { User, UsersService } from '../users/index.ts'
import type { Invitation, InvitationParts } from './invitation.entity.ts'
import type { InvitationTickets } from './invitation-tickets.ts'
import { acceptanceFault } from './invitations.policy.ts'
import * as repository from './invitations.repository.ts'
import type { SettleInvitations } from './settled-invitations.ts'

export interface InvitationAcceptanceDeps {
  db: Db
  clock: Clock
  users: Pick<
    UsersService,
    'findAndLockIn' | 'findByIdentifier' | 'get' | 'listByIds' | 'markEmailAddressVerifiedIn'
  >
  memberships: Pick<MembershipsService, 'lockIn' | 'addIn'>
  catalogues: Pick<RoleCatalogues, 'getIn'>
  tickets: InvitationTickets
  /** What adding a member does, too: here for those who are one. */
  settleIn: SettleInvitations
  /** Takes from an account what its maker, who never proved the address, could open it with. */
  clearForOwnerIn: (tx: Db, scope: Scope, userId: UserId, emailAddress: string) => Promise<void>
}

export type InvitationAcceptance = ReturnType<typeof createInvitationAcceptance>

/** What it is called when an invitation cannot be accepted: those with a ticket hear more. */
interface Faults {
  /** There is none, it is somebody else's, or its organization is gone. */
  gone: ErrorCode
  expired: ErrorCode
}

const ofTicket: Faults = {
  gone: 'organization_invitation_to_deleted_organization',
  expired: 'ticket_expired_code',
}
const ofUser: Faults = {
  gone: 'organization_invitation_not_found',
  expired: 'organization_invitation_not_pending',
}

/**
 * How somebody who was invited becomes a member: by a ticket, which proves the address, or as the user who has proven it.
 * Locks are taken in one order: address, user, organization.
 */
export function createInvitationAcceptance(deps: InvitationAcceptanceDeps) {
  const { db, clock, users, memberships, catalogues, tickets, settleIn, clearForOwnerIn } = deps

  /** Those of the offered roles that there still are, or what new members get. */
  function rolesFor(catalogue: RoleCatalogue, organization: Organization, { roleIds }: Invitation) {
    const { roleIds: offered } = roleSetOf(catalogue, organization)
    const roles = rolesOf(
      catalogue,
      roleIds.filter((id) => offered.includes(id)),
    )
    return roles.length > 0 ? roles : [defaultRoleOf(catalogue, organization)]
  }

  async function lockIn(tx: Db, scope: Scope, organizationId: string, { gone }: Faults) {
    try {
      return await memberships.lockIn(tx, scope, organizationId)
    } catch (error) {
      if (error instanceof DomainError && error.code === 'resource_not_found') throw new DomainError(gone)
      throw error
    }
  }

  /** Makes a user a member whose address is the invited one. Decided under the lock of the organization: nobody takes it back meanwhile. */
  async function joinIn(
    tx: Db,
    scope: Scope,
    user: User,
    found: Invitation,
    faults: Faults,
  ): Promise<InvitationParts & { organization: Organization }> {
    const { instance } = scope
    const organization = await lockIn(tx, scope, found.organizationId, faults)
    const invitation = await repository.findInvitation(tx, instance.id, found.id)
    if (!invitation) throw new DomainError(faults.gone)
    const fault = acceptanceFault(invitation, clock.now(), faults.expired)
    if (fault) throw new DomainError(fault)
    const catalogue = await catalogues.getIn(tx, instance)
    const member = {
      userId: user.id,
      roles: rolesFor(catalogue, organization, invitation),
      publicMetadata: invitation.publicMetadata,
      privateMetadata: invitation.privateMetadata,
    }
    const members = await listMembersAmong(tx, instance.id, organization.id, [user.id])
    // Whoever is a member already, and has proven this address since, signs in with the ticket all the same.
    if (faults === ofTicket && members.has(user.id)) await settleIn(tx, scope, organization, user.id)
    else await memberships.addIn(tx, scope, organization, member)
    const accepted = await repository.findInvitation(tx, instance.id, found.id)
    invariant(accepted?.status === 'accepted', 'members have accepted the invitations to their addresses')
    const [inviter] = await users.listByIds(scope, accepted.inviterId === null ? [] : [accepted.inviterId])
    return { invitation: accepted, organization, inviter }
  }

  /** The invitation of a ticket that is good. Looking uses nothing up: mail scanners and previews look, too. */
  async function openTicket({ instance }: Scope, ticket: string, from: Db = db): Promise<Invitation> {
    requireOrganizations(instance)
    const id = tickets.invitationIdOf(instance, ticket)
    if (id === undefined) throw new DomainError('ticket_invalid_code', { param: 'ticket' })
    const invitation = await repository.findInvitation(from, instance.id, id)
    // It was signed here, so there was one: it went with its organization.
    if (!invitation) throw new DomainError(ofTicket.gone)
    const fault = acceptanceFault(invitation, clock.now(), ofTicket.expired)
    if (fault) throw new DomainError(fault, { param: 'ticket' })
    return invitation
  }

  /** The user who signs in with an address. Proven by the ticket, it is theirs alone, and nobody's who only wrote it down. */
  async function requireOwnerIn(tx: Db, scope: Scope, emailAddress: string): Promise<User> {
    const found = (await users.findByIdentifier(scope, emailAddress))?.user
    const address = found?.emailAddresses.find((own) => own.emailAddress === emailAddress)
    if (!found || !address) throw new DomainError('organization_invitation_identification_not_exist')
    if (!isVerified(address)) {
      await clearForOwnerIn(tx, scope, found.id, emailAddress)
      await users.markEmailAddressVerifiedIn(tx, scope, found.id, address.id, 'ticket')
    }
    const user = await users.findAndLockIn(tx, scope, found.id)
    if (!user || !hasProven(user, emailAddress))
      throw new DomainError('organization_invitation_identification_not_exist')
    return user
  }

  async function acceptTicketIn(
    tx: Db,
    scope: Scope,
    ticket: string,
  ): Promise<{ userId: UserId; organizationId: OrganizationId }> {
    const invitation = await openTicket(scope, ticket, tx)
    const user = await requireOwnerIn(tx, scope, invitation.emailAddress)
    const { organization } = await joinIn(tx, scope, user, invitation, ofTicket)
    return { userId: user.id, organizationId: organization.id }
  }

  return {
    isTicket: tickets.isInvitationTicket,

    /** What a ticket is for, and who has the address, if anybody. */
    async inspectTicket(
      scope: Scope,
      ticket: string,
    ): Promise<{ invitation: Invitation; user: User | undefined }> {
      const invitation = await openTicket(scope, ticket)
      const identified = await users.findByIdentifier(scope, invitation.emailAddress)
      return { invitation, user: identified?.user }
    },

    /** Uses a ticket up, in the transaction that signs its user in. */
    acceptTicketIn,

    acceptTicket: (scope: Scope, ticket: string) =>
      db.transaction().execute((tx) => acceptTicketIn(tx, scope, ticket)),

    /** Somebody signed up with a ticket, and exists now; they must have kept the address. */
    async joinNewUserIn(tx: Db, scope: Scope, user: User, invitationId: string): Promise<OrganizationId> {
      const found = await repository.findInvitation(tx, scope.instance.id, invitationId)
      if (!found) throw new DomainError(ofTicket.gone)
      if (!hasProven(user, found.emailAddress)) throw new DomainError(ofUser.gone)
      const { organization } = await joinIn(tx, scope, user, found, ofTicket)
      return organization.id
    },

    /** Accepts an invitation to an address that the user has proven; one to somebody else is as one there is not. */
    accept: (scope: Scope, userId: UserId, invitationId: string): Promise<InvitationParts> =>
      db.transaction().execute(async (tx) => {
        const found = await repository.findInvitation(tx, scope.instance.id, invitationId)
        const user = await users.findAndLockIn(tx, scope, userId)
        if (!found || !user || !hasProven(user, found.emailAddress)) throw new DomainError(ofUser.gone)
        return await joinIn(tx, scope, user, found, ofUser)
      }),
  }
}

const hasProven = ({ emailAddresses }: User, emailAddress: string): boolean =>
  emailAddresses.some((own) => own.emailAddress === emailAddress && isVerified(own))

import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Throttle } from '../../platform/throttle.ts'
import { isVerified, normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import type { RoleCatalogues } from '../organization-roles/index.ts'
import {
  type MembershipsService,
  type Organization,
  type OrganizationsService,
  readRoles,
} from '../organizations/index.ts'
import { type Metadata, requireMetadata, type UsersService } from '../users/index.ts'
import type {
  Invitation,
  InvitationPageRequest,
  InvitationParts,
  RefusedAddress,
} from './invitation.entity.ts'
import { requireInvitable, requireMembers, sortOutInvitable } from './invitation-checks.ts'
import type { InvitationEvents } from './invitation-events.ts'
import type { createInvitationMails } from './invitation-mails.ts'
import { expiryAnew, isEmailAddress, statusAt } from './invitations.policy.ts'
import * as repository from './invitations.repository.ts'
import { countInvitations, type InvitationsOf, searchInvitations } from './invitations-search.repository.ts'

export interface InvitationsDeps {
  db: Db
  clock: Clock
  throttle: Throttle
  users: Pick<UsersService, 'get' | 'listByIds'>
  organizations: Pick<OrganizationsService, 'get'>
  memberships: Pick<MembershipsService, 'lockIn' | 'requireReachIn'>
  catalogues: Pick<RoleCatalogues, 'getIn'>
  recordIn: InvitationEvents
  sendIn: ReturnType<typeof createInvitationMails>
}

export interface NewInvitation {
  emailAddress: string
  /** Keys of roles. */
  roles: readonly string[]
  inviterId?: UserId | undefined
  publicMetadata?: Metadata | undefined
  privateMetadata?: Metadata | undefined
  /** Where a link of the mail leads to in the end. The caller has made sure that it may. */
  redirectUrl?: string | undefined
  /** Absent: as the instance says. */
  expiresInDays?: number | undefined
  /** `false`: no mail is sent; somebody else tells them. */
  notify?: boolean | undefined
}

const dayMilliseconds = 86_400_000

export type InvitationsService = ReturnType<typeof createInvitationsService>

/** Invitations into organizations. Every change holds the lock of the organization's row, and is one transaction with its events and mails. */
export function createInvitationsService(deps: InvitationsDeps) {
  const { db, clock, throttle, users, organizations, memberships, catalogues, recordIn, sendIn } = deps

  /** Against mail in our name to somebody who does not want it: inviting and taking back, again and again. */
  async function takeMails({ instance, request }: Scope, emailAddresses: readonly string[]): Promise<void> {
    for (const emailAddress of emailAddresses) {
      const key = `${instance.id}|${emailAddress}`
      await throttle.take(request, 'organization_invitation', key, instance.settings.rate_limits.message)
    }
  }

  /** The same for each alone: whom too many have written to is left out. */
  async function takePossibleMails(scope: Scope, inputs: readonly NewInvitation[]) {
    const allowed: NewInvitation[] = []
    const slowed: RefusedAddress[] = []
    for (const input of inputs) {
      try {
        if (input.notify !== false) await takeMails(scope, [normalizeEmailAddress(input.emailAddress)])
        allowed.push(input)
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'too_many_requests')) throw error
        slowed.push({ emailAddress: input.emailAddress, code: 'too_many_requests' })
      }
    }
    return { allowed, slowed }
  }

  async function withInviters(
    scope: Scope,
    all: readonly Omit<InvitationParts, 'inviter'>[],
  ): Promise<InvitationParts[]> {
    const ids = new Set(all.flatMap(({ invitation: { inviterId } }) => inviterId ?? []))
    const people = ids.size === 0 ? [] : await users.listByIds(scope, [...ids])
    return all.map((parts) => ({
      ...parts,
      inviter: people.find(({ id }) => id === parts.invitation.inviterId),
    }))
  }

  function newInvitation(
    { instance }: Scope,
    organization: Organization,
    input: NewInvitation,
  ): Omit<Invitation, 'roleIds'> {
    const { publicMetadata = {}, privateMetadata = {}, expiresInDays } = input
    const now = clock.now()
    const lifetime =
      expiresInDays === undefined
        ? instance.settings.organizations.invitation_lifetime_seconds * 1000
        : expiresInDays * dayMilliseconds
    return {
      id: newId('organizationInvitation'),
      version: 1,
      organizationId: organization.id,
      emailAddress: normalizeEmailAddress(input.emailAddress),
      status: 'pending',
      inviterId: input.inviterId ?? null,
      userId: null,
      redirectUrl: input.redirectUrl ?? null,
      ...{ publicMetadata, privateMetadata },
      expireAt: new Date(now.getTime() + lifetime),
      ...{ createdAt: now, updatedAt: now },
    }
  }

  async function createIn(
    tx: Db,
    scope: Scope,
    organizationId: string,
    inputs: readonly NewInvitation[],
    by: UserId | undefined,
  ): Promise<InvitationParts[]> {
    const { instance } = scope
    const organization = await memberships.lockIn(tx, scope, organizationId)
    const catalogue = await catalogues.getIn(tx, instance)
    const wanted = inputs.map((input) => ({
      input,
      roles: readRoles(catalogue, organization, input.roles),
    }))
    const gives = [...new Set(wanted.flatMap(({ roles }) => roles))]
    await memberships.requireReachIn(tx, scope, organization, { by, gives })
    const invitations = wanted.map(({ input, roles }) => ({
      ...newInvitation(scope, organization, input),
      roleIds: roles.map(({ id }) => id),
    }))
    const inviterIds = new Set(inputs.flatMap(({ inviterId }) => inviterId ?? []))
    await requireMembers(tx, scope, organization.id, [...inviterIds])
    // What has run out stands in nobody's way, neither to be invited again nor to fill a place.
    await repository.expireInvitations(tx, instance.id, clock.now(), organization.id)
    const addresses = invitations.map(({ emailAddress }) => emailAddress)
    await requireInvitable(tx, scope, organization, addresses)
    await repository.insertInvitations(tx, instance.id, invitations)
    const all = await withInviters(
      scope,
      invitations.map((invitation) => ({ invitation, organization })),
    )
    await recordIn(tx, scope, 'organizationInvitation.created', all)
    await sendIn(
      tx,
      scope,
      all.filter((_, index) => inputs[index]?.notify !== false),
    )
    return all
  }

  /** Locks the organization, and reads an invitation that must be pending still. */
  async function lockPendingIn(
    tx: Db,
    scope: Scope,
    { organizationId, id }: InvitationName,
    by: UserId | undefined,
  ) {
    const organization = await memberships.lockIn(tx, scope, organizationId)
    await memberships.requireReachIn(tx, scope, organization, { by })
    const invitation = await repository.findInvitation(tx, scope.instance.id, id)
    if (invitation?.organizationId !== organization.id) throw new DomainError('resource_not_found')
    if (statusAt(invitation, clock.now()) !== 'pending')
      throw new DomainError('organization_invitation_not_pending')
    return { organization, invitation }
  }

  async function partsOf(scope: Scope, parts: Omit<InvitationParts, 'inviter'>): Promise<InvitationParts> {
    const [found] = await withInviters(scope, [parts])
    return found ?? { ...parts, inviter: undefined }
  }

  async function pageOf(
    scope: Scope,
    of: InvitationsOf,
    { filters, ...page }: InvitationPageRequest,
  ): Promise<{ invitations: InvitationParts[]; total: number }> {
    const { id } = scope.instance
    const emailAddress = filters.emailAddress && normalizeEmailAddress(filters.emailAddress)
    const search = { ...of, ...filters, emailAddress, now: clock.now() }
    const [found, total] = await Promise.all([
      searchInvitations(db, id, search, page),
      countInvitations(db, id, search),
    ])
    return { invitations: await withInviters(scope, found), total }
  }

  return {
    /** Invites all of these addresses, or none when one of them cannot be invited. `by`: a member, here and below. */
    async create(
      scope: Scope,
      organizationId: string,
      inputs: readonly NewInvitation[],
      by?: UserId,
    ): Promise<InvitationParts[]> {
      requireMetadataOf(inputs)
      const wrong = inputs.map(({ emailAddress }) => emailAddress).filter((one) => !isEmailAddress(one))
      if (wrong.length > 0)
        throw new DomainError('form_param_format_invalid', {
          param: 'email_address',
          meta: { email_addresses: wrong },
        })
      const told = inputs.filter(({ notify }) => notify !== false)
      await takeMails(
        scope,
        told.map(({ emailAddress }) => normalizeEmailAddress(emailAddress)),
      )
      return await db.transaction().execute((tx) => createIn(tx, scope, organizationId, inputs, by))
    },

    /** Invites those of the addresses that can be invited, and says why the others cannot. */
    async createPossible(
      scope: Scope,
      organizationId: string,
      inputs: readonly NewInvitation[],
    ): Promise<{ created: InvitationParts[]; refused: RefusedAddress[] }> {
      requireMetadataOf(inputs)
      return await db.transaction().execute(async (tx) => {
        const organization = await memberships.lockIn(tx, scope, organizationId)
        await repository.expireInvitations(tx, scope.instance.id, clock.now(), organization.id)
        const known = inputs.filter(({ emailAddress }) => isEmailAddress(emailAddress))
        const { possible, refused } = await sortOutInvitable(tx, scope, organization, known)
        const { allowed, slowed } = await takePossibleMails(scope, possible)
        const created =
          allowed.length > 0 ? await createIn(tx, scope, organization.id, allowed, undefined) : []
        const unknown = inputs.filter((input) => !known.includes(input))
        return {
          created,
          refused: [
            ...unknown.map(({ emailAddress }) => ({
              emailAddress,
              code: 'form_param_format_invalid' as const,
            })),
            ...refused,
            ...slowed,
          ],
        }
      })
    },

    async get(scope: Scope, { organizationId, id }: InvitationName): Promise<InvitationParts> {
      const organization = await organizations.get(scope, organizationId)
      const invitation = await repository.findInvitation(db, scope.instance.id, id)
      if (invitation?.organizationId !== organization.id) throw new DomainError('resource_not_found')
      return await partsOf(scope, { invitation, organization })
    },

    /** Takes an invitation back: its link opens nothing from now on. */
    revoke: (
      scope: Scope,
      name: InvitationName,
      { by, requestingUserId }: { by?: UserId; requestingUserId?: UserId | undefined } = {},
    ): Promise<InvitationParts> =>
      db.transaction().execute(async (tx) => {
        const { id } = scope.instance
        const { organization, invitation: before } = await lockPendingIn(tx, scope, name, by)
        if (requestingUserId !== undefined)
          await requireMembers(tx, scope, organization.id, [requestingUserId])
        const change = { status: 'revoked' } as const
        const invitation = await repository.updateInvitation(tx, id, before.id, change, clock.now())
        const parts = await partsOf(scope, { invitation, organization })
        await recordIn(tx, scope, 'organizationInvitation.revoked', [parts])
        return parts
      }),

    /** Takes back all that a user has invited to an organization, which is locked. */
    async revokeAllOfIn(tx: Db, scope: Scope, organization: Organization, inviterId: UserId): Promise<void> {
      const name = { organizationId: organization.id, inviterId }
      const revoked = await repository.revokePendingOfInviter(tx, scope.instance.id, name, clock.now())
      const all = await withInviters(
        scope,
        revoked.map((invitation) => ({ invitation, organization })),
      )
      await recordIn(tx, scope, 'organizationInvitation.revoked', all)
    },

    /** Sends the mail again. The link of before goes on working, too: it is the same. */
    async resend(scope: Scope, name: InvitationName, by?: UserId): Promise<InvitationParts> {
      const found = await repository.findInvitation(db, scope.instance.id, name.id)
      if (found?.organizationId === name.organizationId) await takeMails(scope, [found.emailAddress])
      return await db.transaction().execute(async (tx) => {
        const { organization, invitation: before } = await lockPendingIn(tx, scope, name, by)
        const now = clock.now()
        const change = { expireAt: expiryAnew(before, now) }
        const invitation = await repository.updateInvitation(tx, scope.instance.id, before.id, change, now)
        const parts = await partsOf(scope, { invitation, organization })
        await sendIn(tx, scope, [parts])
        return parts
      })
    },

    async listOfOrganization(scope: Scope, organizationId: string, request: InvitationPageRequest) {
      const { id } = await organizations.get(scope, organizationId)
      return await pageOf(scope, { organizationId: id }, request)
    },

    listOfInstance: (scope: Scope, request: InvitationPageRequest) => pageOf(scope, {}, request),

    /** The invitations to the addresses that a user has proven to be theirs. */
    async listOfUser(scope: Scope, userId: string, request: InvitationPageRequest) {
      const { emailAddresses } = await users.get(scope, userId)
      const proven = emailAddresses.filter(isVerified).map(({ emailAddress }) => emailAddress)
      return await pageOf(scope, { emailAddresses: proven }, request)
    },

    /** Writes down which invitations have run out. Nothing depends on when that happens. */
    expire: (instanceId: string): Promise<void> => repository.expireInvitations(db, instanceId, clock.now()),
  }
}

export interface InvitationName {
  organizationId: string
  id: string
}

function requireMetadataOf(inputs: readonly NewInvitation[]): void {
  for (const { publicMetadata = {}, privateMetadata = {} } of inputs)
    requireMetadata({ publicMetadata, privateMetadata })
}

import type { UserId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { isClaimed, listHolders } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import { listMembersAmong, membershipLimitOf, type Organization } from '../organizations/index.ts'
import { repeated } from './invitations.policy.ts'
import * as repository from './invitations.repository.ts'

const refuse = (
  code: 'already_a_member_in_organization' | 'organization_invitation_not_unique',
  emailAddresses: readonly string[],
): never => {
  throw new DomainError(code, { param: 'email_address', meta: { email_addresses: emailAddresses } })
}

/** Whoever holds an address that one of the members signs in with needs no invitation. */
async function requireNoMembers(
  tx: Db,
  { instance }: Scope,
  organizationId: string,
  emailAddresses: readonly string[],
): Promise<void> {
  const holders = (await listHolders(tx, instance.id, emailAddresses)).filter(isClaimed)
  const userIds = holders.map(({ userId }) => userId)
  const members = await listMembersAmong(tx, instance.id, organizationId, userIds)
  const taken = holders.filter(({ userId }) => members.has(userId)).map((holder) => holder.emailAddress)
  if (taken.length > 0) refuse('already_a_member_in_organization', taken.toSorted())
}

/** Members and those who may become members are together no more than the organization may have. */
async function requireRoom(
  tx: Db,
  { instance }: Scope,
  organization: Organization,
  wanted: number,
): Promise<void> {
  const limit = membershipLimitOf(organization, instance)
  if (limit === 0) return
  const pending = await repository.countPending(tx, instance.id, organization.id)
  if (organization.membersCount + pending + wanted > limit)
    throw new DomainError('organization_membership_quota_exceeded', { meta: { max_allowed: limit } })
}

/** Refuses all of the addresses when one of them cannot be invited. The organization is locked: nothing changes until the commit. */
export async function requireInvitable(
  tx: Db,
  scope: Scope,
  organization: Organization,
  emailAddresses: readonly string[],
): Promise<void> {
  const twice = repeated(emailAddresses)
  if (twice.length > 0) refuse('organization_invitation_not_unique', twice)
  await requireNoMembers(tx, scope, organization.id, emailAddresses)
  const { id } = scope.instance
  const invited = await repository.listInvitedAddresses(tx, id, organization.id, emailAddresses)
  if (invited.length > 0) refuse('organization_invitation_not_unique', invited)
  await requireRoom(tx, scope, organization, emailAddresses.length)
}

/** Refuses where one of these users is no member: nobody invites or takes back in a stranger's name. */
export async function requireMembers(
  tx: Db,
  { instance }: Scope,
  organizationId: string,
  userIds: readonly UserId[],
): Promise<void> {
  if (userIds.length === 0) return
  const members = await listMembersAmong(tx, instance.id, organizationId, userIds)
  const strangers = userIds.filter((id) => !members.has(id))
  if (strangers.length > 0)
    throw new DomainError('not_a_member_in_organization', { meta: { user_ids: strangers } })
}

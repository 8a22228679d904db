import type { UserId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { isClaimed, listHolders, normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import { listMembersAmong, membershipLimitOf, type Organization } from '../organizations/index.ts'
import type { RefusalCode, RefusedAddress } from './invitation.entity.ts'
import { repeated } from './invitations.policy.ts'
import * as repository from './invitations.repository.ts'

const refuse = (
  code: 'already_a_member_in_organization' | 'organization_invitation_not_unique',
  emailAddresses: readonly string[],
): never => {
  throw new DomainError(code, { param: 'email_address', meta: { email_addresses: emailAddresses } })
}

/** Those of the addresses that a member signs in with: who holds one needs no invitation. */
async function listAddressesOfMembers(
  tx: Db,
  { instance }: Scope,
  organizationId: string,
  emailAddresses: readonly string[],
): Promise<string[]> {
  const holders = (await listHolders(tx, instance.id, emailAddresses)).filter(isClaimed)
  const userIds = holders.map(({ userId }) => userId)
  const members = await listMembersAmong(tx, instance.id, organizationId, userIds)
  const taken = holders.filter(({ userId }) => members.has(userId)).map((holder) => holder.emailAddress)
  return taken.toSorted()
}

/** How many more may be invited: members and those who may become members are together no more than the organization may have. */
async function countRoom(tx: Db, { instance }: Scope, organization: Organization): Promise<number> {
  const limit = membershipLimitOf(organization, instance)
  if (limit === 0) return Number.POSITIVE_INFINITY
  return limit - organization.membersCount - (await repository.countPending(tx, instance.id, organization.id))
}

/** Tells those who can be invited from those who cannot, in their order. The organization is locked, as below. */
export async function sortOutInvitable<Input extends { emailAddress: string }>(
  tx: Db,
  scope: Scope,
  organization: Organization,
  inputs: readonly Input[],
): Promise<{ possible: Input[]; refused: RefusedAddress[] }> {
  const addresses = inputs.map(({ emailAddress }) => normalizeEmailAddress(emailAddress))
  const members = await listAddressesOfMembers(tx, scope, organization.id, addresses)
  const { id } = scope.instance
  const invited = new Set(await repository.listInvitedAddresses(tx, id, organization.id, addresses))
  const room = await countRoom(tx, scope, organization)
  const possible: Input[] = []
  const refused: RefusedAddress[] = []
  const faultOf = (address: string): RefusalCode | undefined => {
    if (members.includes(address)) return 'already_a_member_in_organization'
    if (invited.has(address)) return 'organization_invitation_not_unique'
    return possible.length < room ? undefined : 'organization_membership_quota_exceeded'
  }
  for (const [index, input] of inputs.entries()) {
    const address = addresses[index] ?? ''
    const code = faultOf(address)
    if (code) refused.push({ emailAddress: input.emailAddress, code })
    else possible.push(input)
    // Who stands there twice is invited once.
    if (!code) invited.add(address)
  }
  return { possible, refused }
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
  const members = await listAddressesOfMembers(tx, scope, organization.id, emailAddresses)
  if (members.length > 0) refuse('already_a_member_in_organization', members)
  const { id } = scope.instance
  const invited = await repository.listInvitedAddresses(tx, id, organization.id, emailAddresses)
  if (invited.length > 0) refuse('organization_invitation_not_unique', invited)
  if ((await countRoom(tx, scope, organization)) < emailAddresses.length)
    throw new DomainError('organization_membership_quota_exceeded', {
      meta: { max_allowed: membershipLimitOf(organization, scope.instance) },
    })
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

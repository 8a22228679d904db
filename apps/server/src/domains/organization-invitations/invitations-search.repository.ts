import { type SqlBool, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import { containing } from '../../platform/db/containing.ts'
import type { Db } from '../../platform/db/database.ts'
import type { OrganizationId, PublicOrganization } from '../organizations/index.ts'
import type { Invitation, InvitationPageRequest, InvitationStatus } from './invitation.entity.ts'
import { toInvitation } from './invitations.repository.ts'

/** Whose invitations: of an organization, to some addresses, or all. */
export interface InvitationsOf {
  organizationId?: string | undefined
  emailAddresses?: readonly string[] | undefined
}

/** What is asked, and when: an invitation can run out between two looks. */
export type InvitationSearch = InvitationsOf & InvitationPageRequest['filters'] & { now: Date }

function matching(db: Db, instanceId: string, search: InvitationSearch) {
  const { organizationId, emailAddresses, emailAddress, statuses, query, now } = search
  let found = db
    .selectFrom('organization_invitations as i')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.instance_id', '=', 'i.instance_id').onRef('o.id', '=', 'i.organization_id'),
    )
    .where('i.instance_id', '=', instanceId)
  if (organizationId !== undefined) found = found.where('i.organization_id', '=', organizationId)
  if (emailAddresses) found = found.where('i.email_address', '=', anyOf(emailAddresses))
  if (emailAddress !== undefined) found = found.where('i.email_address', '=', emailAddress)
  if (statuses) found = found.where(({ or }) => or(statuses.map((status) => isOfStatus(status, now))))
  if (query !== undefined) {
    const part = containing(query.toLowerCase())
    found = found.where(({ eb, or }) =>
      or([eb('i.id', '=', query), eb('i.organization_id', '=', query), eb('i.email_address', 'like', part)]),
    )
  }
  return found
}

/** The same as `statusAt` says of one. */
function isOfStatus(status: InvitationStatus, now: Date) {
  if (status === 'pending')
    return sql<SqlBool>`(i.status = 'pending' and (i.expire_at is null or i.expire_at > ${now}))`
  if (status === 'expired')
    return sql<SqlBool>`(i.status = 'expired' or (i.status = 'pending' and i.expire_at <= ${now}))`
  return sql<SqlBool>`i.status = ${status}`
}

/** One page of invitations, each with its organization. Ties are broken by id, so that pages never overlap. */
export async function searchInvitations(
  db: Db,
  instanceId: string,
  search: InvitationSearch,
  { order, limit, offset }: Omit<InvitationPageRequest, 'filters'>,
): Promise<{ invitation: Invitation; organization: PublicOrganization }[]> {
  const direction = order && !order.descending ? 'asc' : 'desc'
  const rows = await matching(db, instanceId, search)
    .selectAll('i')
    .select(['o.name', 'o.slug', 'o.image_id'])
    .orderBy(`i.${order?.field ?? 'created_at'}`, direction)
    .orderBy('i.id', direction)
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map((row) => ({
    invitation: toInvitation(row),
    organization: {
      id: row.organization_id as OrganizationId,
      name: row.name,
      slug: row.slug,
      imageId: row.image_id,
    },
  }))
}

export async function countInvitations(
  db: Db,
  instanceId: string,
  search: InvitationSearch,
): Promise<number> {
  const row = await matching(db, instanceId, search)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

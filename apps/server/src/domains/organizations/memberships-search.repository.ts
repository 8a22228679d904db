import { sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import { signedValues } from '../../platform/db/signed-values.ts'
import { matchingUserIds } from '../users/index.ts'
import type { MemberFilters, MemberPageRequest, MembershipWithOrganization } from './membership.entity.ts'
import { selectMemberships, toMembershipWithOrganization } from './memberships.repository.ts'

/** Whose memberships: of an organization, of a user, or of all. */
export interface MembersOf {
  organizationId?: string | undefined
  userId?: string | undefined
}

/** Filters as the database knows them: by the ids of roles. */
export type MemberConditions = Omit<MemberFilters, 'roleKeys'> & { roleIds?: readonly string[] | undefined }

function matching(
  db: Db,
  instanceId: string,
  { organizationId, userId }: MembersOf,
  filters: MemberConditions,
) {
  const { roleIds, userIds, createdAt, user } = filters
  let found = db.selectFrom('organization_memberships as m').where('m.instance_id', '=', instanceId)
  if (organizationId !== undefined) found = found.where('m.organization_id', '=', organizationId)
  if (userId !== undefined) found = found.where('m.user_id', '=', userId)
  if (roleIds) found = found.where(sql<boolean>`m.role_ids && ${[...roleIds]}::text[]`)
  const { included, excluded } = signedValues(userIds)
  if (included.length > 0) found = found.where(sql<boolean>`m.user_id = any(${included}::text[])`)
  if (excluded.length > 0) found = found.where(sql<boolean>`m.user_id <> all(${excluded}::text[])`)
  if (createdAt?.after) found = found.where('m.created_at', '>=', createdAt.after)
  if (createdAt?.before) found = found.where('m.created_at', '<', createdAt.before)
  if (user) found = found.where('m.user_id', 'in', matchingUserIds(db, instanceId, user))
  return found
}

/** One page of memberships with their organizations. Ties are broken by id, so that pages never overlap. */
export async function searchMemberships(
  db: Db,
  instanceId: string,
  of: MembersOf,
  { filters, order, limit, offset }: Omit<MemberPageRequest, 'filters'> & { filters: MemberConditions },
): Promise<MembershipWithOrganization[]> {
  const direction = order.descending ? 'desc' : 'asc'
  const all = matching(db, instanceId, of, filters).select('m.id')
  const ordered =
    order.field === 'created_at'
      ? all.orderBy('m.created_at', direction)
      : all.orderBy(userField[order.field], (o) => o[direction]().nullsLast())
  const page = await ordered.orderBy('m.id', direction).limit(limit).offset(offset).execute()
  if (page.length === 0) return []
  const ids = page.map(({ id }) => id)
  // Organizations are read with those of the page alone: put together for all that match, they would be for ten thousand.
  const rows = await selectMemberships(db, instanceId).where('m.id', '=', anyOf(ids)).execute()
  const found = new Map(rows.map((row) => [row.id, toMembershipWithOrganization(row)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

const userColumn = (name: string) => sql`(
  select u.${sql.ref(name)} from users u where u.instance_id = m.instance_id and u.id = m.user_id)`

const userField = {
  first_name: userColumn('first_name'),
  last_name: userColumn('last_name'),
  username: userColumn('username'),
  // Nobody has a number yet: all are alike.
  phone_number: sql`null::text`,
  email_address: sql`(
    select e.email_address from users u
    join email_addresses e on e.instance_id = u.instance_id and e.id = u.primary_email_address_id
    where u.instance_id = m.instance_id and u.id = m.user_id)`,
}

export async function countMemberships(
  db: Db,
  instanceId: string,
  of: MembersOf,
  filters: MemberConditions,
): Promise<number> {
  const row = await db
    .selectFrom(matching(db, instanceId, of, filters).select('m.id').as('found'))
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

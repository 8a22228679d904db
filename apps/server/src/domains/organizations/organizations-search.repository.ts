import { sql } from 'kysely'
import { containing } from '../../platform/db/containing.ts'
import type { Db } from '../../platform/db/database.ts'
import { signedValues } from '../../platform/db/signed-values.ts'
import type { Organization } from './organization.entity.ts'
import { selectOrganizations, toOrganization } from './organizations.repository.ts'

export interface OrganizationPageRequest {
  filters: {
    /** Part of a name or slug, or a whole id. */
    query?: string | undefined
    ids?: readonly string[] | undefined
    /** Organizations in which one of these is a member; each with `+` or `-` before it: is, or is not. */
    userIds?: readonly string[] | undefined
  }
  order: { field: 'name' | 'created_at' | 'members_count'; descending: boolean }
  limit: number
  offset: number
}

function matching(db: Db, instanceId: string, { query, ids, userIds }: OrganizationPageRequest['filters']) {
  let found = selectOrganizations(db, instanceId)
  if (query !== undefined) {
    const part = containing(query)
    found = found.where(({ eb, or }) =>
      or([eb('o.id', '=', query), eb('o.name', 'ilike', part), eb('o.slug', 'ilike', part)]),
    )
  }
  const { included: idsIn, excluded: idsOut } = signedValues(ids)
  if (idsIn.length > 0) found = found.where('o.id', 'in', idsIn)
  if (idsOut.length > 0) found = found.where('o.id', 'not in', idsOut)
  const { included, excluded } = signedValues(userIds)
  const isMember = (wanted: readonly string[]) => sql<boolean>`exists (
    select from organization_memberships m
    where m.instance_id = o.instance_id and m.organization_id = o.id and m.user_id = any(${wanted}::text[]))`
  if (included.length > 0) found = found.where(isMember(included))
  if (excluded.length > 0) found = found.where(({ not }) => not(isMember(excluded)))
  return found
}

/** One page of an instance's organizations. Ties are broken by id, so that pages never overlap. */
export async function searchOrganizations(
  db: Db,
  instanceId: string,
  { filters, order, limit, offset }: OrganizationPageRequest,
): Promise<Organization[]> {
  const direction = order.descending ? 'desc' : 'asc'
  const rows = await matching(db, instanceId, filters)
    .orderBy(`o.${order.field}`, direction)
    .orderBy('o.id', direction)
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(toOrganization)
}

export async function countOrganizations(
  db: Db,
  instanceId: string,
  filters: OrganizationPageRequest['filters'],
): Promise<number> {
  const row = await db
    .selectFrom(matching(db, instanceId, filters).clearSelect().select('o.id').as('found'))
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

import { sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import { containing } from '../../platform/db/containing.ts'
import type { Db } from '../../platform/db/database.ts'
import { signedValues } from '../../platform/db/signed-values.ts'
import type { DomainFilters, DomainPageRequest, OrganizationDomain } from './organization-domain.entity.ts'
import { isProvenDomain, selectDomains, toDomain } from './organization-domains.repository.ts'

function matching(
  db: Db,
  instanceId: string,
  { organizationId, verified, enrollmentModes, query, names }: DomainFilters,
) {
  let found = selectDomains(db, instanceId)
  if (organizationId !== undefined) found = found.where('d.organization_id', '=', organizationId)
  if (verified !== undefined) found = found.where(sql<boolean>`${isProvenDomain} = ${verified}`)
  const { included, excluded } = signedValues(enrollmentModes)
  if (included.length > 0) found = found.where('d.enrollment_mode', '=', anyOf(included))
  if (excluded.length > 0) found = found.where('d.enrollment_mode', 'not in', excluded)
  if (names !== undefined) found = found.where('d.name', '=', anyOf(names))
  if (query !== undefined) {
    const part = containing(query.toLowerCase())
    found = found.where(({ eb, or }) => or([eb('d.id', '=', query), eb('d.name', 'like', part)]))
  }
  return found
}

/** One page of domains. Ties are broken by id, so that pages never overlap. */
export async function searchDomains(
  db: Db,
  instanceId: string,
  { filters, order, limit, offset }: DomainPageRequest,
): Promise<OrganizationDomain[]> {
  const direction = (order?.descending ?? true) ? 'desc' : 'asc'
  const rows = await matching(db, instanceId, filters)
    .orderBy(`d.${order?.field ?? 'created_at'}`, direction)
    .orderBy('d.id', direction)
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(toDomain)
}

export async function countDomains(db: Db, instanceId: string, filters: DomainFilters): Promise<number> {
  const row = await db
    .selectFrom(matching(db, instanceId, filters).clearSelect().select('d.id').as('found'))
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

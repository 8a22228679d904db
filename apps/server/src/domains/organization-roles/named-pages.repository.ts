/** Pages of permissions, roles and role sets, which are all searched and ordered alike. */
import { type Expression, type SqlBool, sql } from 'kysely'
import { containing } from '../../platform/db/containing.ts'
import type { Db } from '../../platform/db/database.ts'

type NamedTable = 'organization_permissions' | 'organization_roles' | 'role_sets'

export interface NamedPageRequest {
  /** A whole id, or part of a name or key. */
  query?: string | undefined
  order: { field: 'created_at' | 'name' | 'key'; descending: boolean }
  limit: number
  offset: number
}

/** The ids of one page, in order, and how many there are in all. */
export async function searchNamed(
  db: Db,
  table: NamedTable,
  instanceId: string,
  { query, order, limit, offset }: NamedPageRequest,
): Promise<{ ids: string[]; total: number }> {
  const matching = db
    .selectFrom(table)
    .where('instance_id', '=', instanceId)
    .$if(query !== undefined, (select) => select.where(matches(query ?? '')))
  const direction = order.descending ? 'desc' : 'asc'
  const rows = await matching
    .select('id')
    .orderBy(order.field, direction)
    .orderBy('id', direction)
    .limit(limit)
    .offset(offset)
    .execute()
  const { count } = await matching
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return { ids: rows.map(({ id }) => id), total: Number(count) }
}

function matches(text: string): Expression<SqlBool> {
  const pattern = containing(text)
  return sql<SqlBool>`(id = ${text} or name ilike ${pattern} or key ilike ${pattern})`
}

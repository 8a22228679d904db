import type { UserId } from '@keywright/contract'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { containing } from '../../platform/db/containing.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import { signedValues } from '../../platform/db/signed-values.ts'
import type { TimeRange, UserFilters, UserPageRequest, UserSortField } from './user-search.entity.ts'

type Builder = ExpressionBuilder<Schema, 'users'>

/** The ids of one page of matching users, in order. Ties are broken by id, so that pages never overlap. */
export async function searchUserIds(db: Db, instanceId: string, request: UserPageRequest): Promise<UserId[]> {
  const direction = request.order.descending ? 'desc' : 'asc'
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where((builder) => builder.and(conditions(builder, instanceId, request.filters)))
    .orderBy(sortColumn(request.order.field), (order) =>
      neverNull.has(request.order.field) ? order[direction]() : order[direction]().nullsLast(),
    )
    .orderBy('id', direction)
    .limit(request.limit)
    .offset(request.offset)
    .execute()
  return rows.map((row) => row.id as UserId)
}

/** Whom these filters match, as a part of another statement. */
export function matchingUserIds(db: Db, instanceId: string, filters: UserFilters) {
  return db
    .selectFrom('users')
    .select('users.id')
    .where('instance_id', '=', instanceId)
    .where((builder) => builder.and(conditions(builder, instanceId, filters)))
}

export async function countUsers(db: Db, instanceId: string, filters: UserFilters): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('instance_id', '=', instanceId)
    .where((builder) => builder.and(conditions(builder, instanceId, filters)))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** An index is read backwards for plain `desc` only: `nulls last` would sort all users to find ten. */
const neverNull: ReadonlySet<UserSortField> = new Set(['created_at', 'updated_at'])

function sortColumn(field: UserSortField) {
  if (field === 'web3wallet')
    return sql`(select w.web3_wallet from web3_wallets w
    where w.instance_id = users.instance_id and w.id = users.primary_web3_wallet_id)`
  if (field !== 'email_address') return sql.ref(field)
  return sql`(select e.email_address from email_addresses e
    where e.instance_id = users.instance_id and e.id = users.primary_email_address_id)`
}

function conditions(builder: Builder, instanceId: string, filters: UserFilters): Expression<SqlBool>[] {
  const found: (Expression<SqlBool> | undefined)[] = [
    filters.nobody ? sql<SqlBool>`false` : undefined,
    anyOf(sql.ref('id'), filters.ids),
    anyOf(sql.ref('external_id'), filters.externalIds),
    anyOf(
      sql`lower(username)`,
      filters.usernames?.map((name) => name.toLowerCase()),
    ),
    filters.emailAddresses &&
      emailMatches(instanceId, sql`e.email_address = any(${filters.emailAddresses}::text[])`),
    filters.web3Wallets &&
      walletMatches(instanceId, sql`w.web3_wallet = any(${filters.web3Wallets}::text[])`),
    filters.organizationIds && memberOf(instanceId, filters.organizationIds),
    filters.emailAddressQuery === undefined
      ? undefined
      : emailMatches(instanceId, contains(sql`e.email_address`, filters.emailAddressQuery)),
    filters.usernameQuery === undefined ? undefined : contains(sql`username`, filters.usernameQuery),
    filters.nameQuery === undefined ? undefined : contains(fullName, filters.nameQuery),
    filters.query === undefined ? undefined : anywhere(builder, instanceId, filters.query),
    filters.publicQuery === undefined ? undefined : inPublicData(builder, instanceId, filters.publicQuery),
    filters.banned === undefined ? undefined : builder('banned', '=', filters.banned),
    ...within(builder, 'created_at', filters.createdAt),
    ...within(builder, 'last_active_at', filters.lastActiveAt),
    ...within(builder, 'last_sign_in_at', filters.lastSignInAt),
  ]
  return found.filter((condition) => condition !== undefined)
}

const fullName = sql`concat_ws(' ', first_name, last_name)`

function anywhere(builder: Builder, instanceId: string, text: string): Expression<SqlBool> {
  return builder.or([
    builder('id', '=', text),
    builder('external_id', '=', text),
    contains(sql`username`, text),
    contains(fullName, text),
    emailMatches(instanceId, contains(sql`e.email_address`, text)),
    walletMatches(instanceId, contains(sql`w.web3_wallet`, text)),
  ])
}

function inPublicData(builder: Builder, instanceId: string, text: string): Expression<SqlBool> {
  return builder.or([
    builder('id', '=', text),
    contains(sql`username`, text),
    contains(fullName, text),
    emailMatches(
      instanceId,
      sql`e.id = users.primary_email_address_id and ${contains(sql`e.email_address`, text)}`,
    ),
  ])
}

function anyOf(column: Expression<unknown>, values: readonly string[] | undefined) {
  return values && sql<SqlBool>`${column} = any(${[...values]}::text[])`
}

function contains(column: Expression<unknown>, text: string) {
  return sql<SqlBool>`${column} ilike ${containing(text)}`
}

function emailMatches(instanceId: string, condition: Expression<unknown>) {
  return sql<SqlBool>`exists (select from email_addresses e
    where e.instance_id = ${instanceId} and e.user_id = users.id and ${condition})`
}

/** Members of any of these; an id after `-` is of an organization they are not in. */
function memberOf(instanceId: string, organizationIds: readonly string[]) {
  const { included, excluded } = signedValues(organizationIds)
  const isIn = (ids: readonly string[]) => sql<SqlBool>`exists (select from organization_memberships m
    where m.instance_id = ${instanceId} and m.user_id = users.id and m.organization_id = any(${ids}::text[]))`
  const inOne = included.length === 0 ? sql<SqlBool>`true` : isIn(included)
  return excluded.length === 0 ? inOne : sql<SqlBool>`(${inOne} and not ${isIn(excluded)})`
}

function walletMatches(instanceId: string, condition: Expression<unknown>) {
  return sql<SqlBool>`exists (select from web3_wallets w
    where w.instance_id = ${instanceId} and w.user_id = users.id and ${condition})`
}

function within(
  builder: Builder,
  column: 'created_at' | 'last_active_at' | 'last_sign_in_at',
  range: TimeRange | undefined,
) {
  return [
    range?.before && builder(column, '<', range.before),
    range?.after && builder(column, '>=', range.after),
  ]
}

import type { ClientId, SessionId } from '@keywright/contract'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { anyOf } from '../../platform/db/any-of.ts'
import type { Db } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { Client, ClientChange, ClientCondition } from './client.entity.ts'

type ClientRow = Selectable<Schema['clients']>

/** A client found by a token's hash, with the hash that found it. */
export interface ClientOfToken {
  client: Client
  tokenHash: Buffer
  isPreviousToken: boolean
}

/** The clients that any of these tokens open: the current token of each, or its previous one while it is still valid. */
export async function listClientsByToken(
  db: Db,
  instanceId: string,
  tokenHashes: readonly Buffer[],
  now: Date,
): Promise<ClientOfToken[]> {
  const [only, ...others] = tokenHashes
  const rows =
    only && others.length === 0
      ? await clientsOfToken(db, { instanceId, tokenHash: only, now })
      : await selectByToken(db, instanceId, anyOf(tokenHashes), now).execute()
  return rows.flatMap((row) => matches(row, tokenHashes))
}

function selectByToken(db: Db, instanceId: string, hashes: Buffer | RawBuilder<Buffer>, now: Date) {
  return db
    .selectFrom('clients')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where(({ eb, or, and }) =>
      or([
        eb('token_hash', '=', hashes),
        and([eb('previous_token_hash', '=', hashes), eb('previous_token_valid_until', '>', now)]),
      ]),
    )
}

const clientsOfToken = defineStatement(
  (db, { instanceId, tokenHash, now }: { instanceId: string; tokenHash: Buffer; now: Date }) =>
    selectByToken(db, instanceId, tokenHash, now),
)

function matches(row: ClientRow, tokenHashes: readonly Buffer[]): ClientOfToken[] {
  return tokenHashes.flatMap((tokenHash) => {
    const isCurrent = row.token_hash.equals(tokenHash)
    const isPreviousToken = !isCurrent && row.previous_token_hash?.equals(tokenHash) === true
    return isCurrent || isPreviousToken ? [{ client: toClient(row), tokenHash, isPreviousToken }] : []
  })
}

const clientOfId = defineStatement((db, { instanceId, clientId }: { instanceId: string; clientId: string }) =>
  db.selectFrom('clients').selectAll().where('instance_id', '=', instanceId).where('id', '=', clientId),
)

export async function findClient(db: Db, instanceId: string, clientId: string): Promise<Client | undefined> {
  const [row] = await clientOfId(db, { instanceId, clientId })
  return row && toClient(row)
}

/** Locks the clients until the transaction ends, always in the order of their ids, so that no two callers wait in a circle. */
export async function lockClients(
  tx: Db,
  instanceId: string,
  clientIds: readonly string[],
): Promise<Client[]> {
  const rows = await tx
    .selectFrom('clients')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('id', '=', anyOf(clientIds))
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(toClient)
}

export interface ClientPage {
  limit: number
  offset: number
}

/** Newest first. */
export async function listClients(db: Db, instanceId: string, page: ClientPage): Promise<Client[]> {
  const rows = await db
    .selectFrom('clients')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(toClient)
}

export async function countClients(db: Db, instanceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('clients')
    .select(sql<string>`count(*)`.as('count'))
    .where('instance_id', '=', instanceId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export interface NewClient extends Required<ClientChange> {
  id: ClientId
  tokenHash: Buffer
  now: Date
}

const newClient = defineStatement((db, client: NewClient & { instanceId: string }) =>
  db.insertInto('clients').values({
    instance_id: client.instanceId,
    id: client.id,
    token_hash: client.tokenHash,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    sign_in_id: client.signInId,
    sign_up_id: client.signUpId,
    created_at: client.now,
    updated_at: client.now,
  }),
)

/** Writes a client now, or together with the commit of the transaction: then what refers to it must be written so, too. */
export async function insertClient(
  db: Db,
  instanceId: string,
  client: NewClient,
  when: 'now' | 'at commit' = 'now',
): Promise<Client> {
  const values = { ...client, instanceId }
  if (when === 'now') await newClient(db, values)
  else await newClient.atCommit(db, values)
  const { tokenHash, now, ...columns } = client
  return { ...columns, tokenGeneration: 1, createdAt: now, updatedAt: now }
}

export interface IdleClients {
  unchangedSince: Date
  /** Only after this one, in the order of ids; empty: from the first. */
  afterId: string
  limit: number
}

/** Locks clients on which nobody is signed in and nothing changed for a while; passes over those that others hold. */
export async function lockIdleClients(
  tx: Db,
  instanceId: string,
  { unchangedSince, afterId, limit }: IdleClients,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('clients')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('id', '>', afterId)
    .where('last_active_session_id', 'is', null)
    .where('updated_at', '<', unchangedSince)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(({ id }) => id)
}

/** Deletes those of the clients that have no session, not even an ended one, and no attempt. */
export async function deleteEmptyClients(
  tx: Db,
  instanceId: string,
  clientIds: readonly string[],
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('clients')
    .where('instance_id', '=', instanceId)
    .where('id', '=', anyOf(clientIds))
    .where(({ not, exists, selectFrom }) => {
      const of = (table: 'sessions' | 'sign_ins' | 'sign_ups') =>
        selectFrom(table)
          .select(sql`1`.as('one'))
          .whereRef(`${table}.instance_id`, '=', 'clients.instance_id')
          .whereRef(`${table}.client_id`, '=', 'clients.id')
      return not(
        exists(of('sessions'))
          .or(exists(of('sign_ins')))
          .or(exists(of('sign_ups'))),
      )
    })
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

export interface TokenReplacement {
  tokenHash: Buffer
  /** Until when the token before is accepted; `null`: not at all. */
  previousValidUntil: Date | null
  /** Only while this is the generation of the current token; absent: whichever it is. */
  heldGeneration?: number | undefined
}

/** Puts another token in the place of the current one; `undefined` when the client is gone, or its token another one. */
export async function replaceClientToken(
  tx: Db,
  instanceId: string,
  clientId: string,
  { tokenHash, previousValidUntil, heldGeneration }: TokenReplacement,
): Promise<Client | undefined> {
  const row = await tx
    .updateTable('clients')
    .set({
      token_hash: tokenHash,
      previous_token_hash: previousValidUntil === null ? null : sql`token_hash`,
      previous_token_valid_until: previousValidUntil,
      token_generation: sql`token_generation + 1`,
    })
    .where('instance_id', '=', instanceId)
    .where('id', '=', clientId)
    .$if(heldGeneration !== undefined, (update) => update.where('token_generation', '=', heldGeneration ?? 0))
    .returningAll()
    .executeTakeFirst()
  return row && toClient(row)
}

/** Writes a change; with `stateChangedAt` the authentication state counts as changed, too. `false`: the client is not as it must be. */
export async function updateClient(
  db: Db,
  instanceId: string,
  clientId: string,
  change: ClientChange,
  { stateChangedAt, only = {} }: { stateChangedAt?: Date; only?: ClientCondition } = {},
): Promise<boolean> {
  const columns = {
    last_active_session_id: change.lastActiveSessionId,
    last_authentication_strategy: change.lastAuthenticationStrategy,
    sign_in_id: change.signInId,
    sign_up_id: change.signUpId,
    updated_at: stateChangedAt,
  }
  const given = withoutUndefined(columns)
  if (Object.keys(given).length === 0) return true
  const conditions = {
    token_generation: only.tokenGeneration,
    sign_in_id: only.signInId,
    sign_up_id: only.signUpId,
  }
  const { numUpdatedRows } = await db
    .updateTable('clients')
    .set(given)
    .where('instance_id', '=', instanceId)
    .where('id', '=', clientId)
    .where(({ and }) => and(withoutUndefined(conditions)))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

type Given<Columns> = { [Name in keyof Columns]?: Exclude<Columns[Name], undefined> }

function withoutUndefined<Columns extends object>(columns: Columns): Given<Columns> {
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Given<Columns>
}

function toClient(row: ClientRow): Client {
  return {
    id: row.id as ClientId,
    tokenGeneration: row.token_generation,
    lastActiveSessionId: row.last_active_session_id as SessionId | null,
    lastAuthenticationStrategy: row.last_authentication_strategy,
    signInId: row.sign_in_id,
    signUpId: row.sign_up_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

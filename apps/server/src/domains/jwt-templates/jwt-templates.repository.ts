import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { JwsAlgorithm } from '../tokens/index.ts'
import type { JwtTemplate, JwtTemplateContent, JwtTemplateId } from './jwt-template.entity.ts'

export interface PageRequest {
  limit: number
  offset: number
}

/** A page, newest first. */
export async function listTemplates(db: Db, instanceId: string, page: PageRequest): Promise<JwtTemplate[]> {
  const rows = await db
    .selectFrom('jwt_templates')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(toTemplate)
}

export async function countTemplates(db: Db, instanceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('jwt_templates')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('instance_id', '=', instanceId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function findTemplate(db: Db, instanceId: string, id: string): Promise<JwtTemplate | undefined> {
  const row = await db
    .selectFrom('jwt_templates')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toTemplate(row)
}

/** As `findTemplate`; nobody else changes the template until the transaction ends. */
export async function lockTemplate(tx: Db, instanceId: string, id: string): Promise<JwtTemplate | undefined> {
  const row = await tx
    .selectFrom('jwt_templates')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toTemplate(row)
}

export async function findTemplateByName(
  db: Db,
  instanceId: string,
  name: string,
): Promise<JwtTemplate | undefined> {
  const row = await db
    .selectFrom('jwt_templates')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && toTemplate(row)
}

/** `undefined` when the name is taken. */
export async function insertTemplate(
  tx: Db,
  instanceId: string,
  { id, now, ...content }: JwtTemplateContent & { id: JwtTemplateId; now: Date },
): Promise<JwtTemplate | undefined> {
  const row = await tx
    .insertInto('jwt_templates')
    .values({ instance_id: instanceId, id, ...toColumns(content), created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row && toTemplate(row)
}

export async function updateTemplate(
  tx: Db,
  instanceId: string,
  { id, now, ...content }: JwtTemplateContent & { id: JwtTemplateId; now: Date },
): Promise<JwtTemplate> {
  const row = await tx
    .updateTable('jwt_templates')
    .set({ ...toColumns(content), version: sql`version + 1`, updated_at: now })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toTemplate(row)
}

export async function deleteTemplate(tx: Db, instanceId: string, id: string): Promise<void> {
  await tx.deleteFrom('jwt_templates').where('instance_id', '=', instanceId).where('id', '=', id).execute()
}

function toColumns(content: JwtTemplateContent) {
  return {
    name: content.name,
    claims: JSON.stringify(content.claims),
    lifetime: content.lifetimeSeconds,
    allowed_clock_skew: content.allowedClockSkewSeconds,
    signing_algorithm: content.ownKey?.algorithm ?? null,
    sealed_signing_key: content.ownKey?.sealedKey ?? null,
  }
}

function toTemplate(row: Selectable<Schema['jwt_templates']>): JwtTemplate {
  const { signing_algorithm: algorithm, sealed_signing_key: sealedKey } = row
  return {
    id: row.id as JwtTemplateId,
    version: row.version,
    name: row.name,
    claims: row.claims as Record<string, unknown>,
    lifetimeSeconds: row.lifetime,
    allowedClockSkewSeconds: row.allowed_clock_skew,
    ownKey:
      algorithm === null || sealedKey === null ? null : { algorithm: algorithm as JwsAlgorithm, sealedKey },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

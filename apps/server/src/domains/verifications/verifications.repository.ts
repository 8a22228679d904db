import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import { lockName } from '../../platform/db/lock-name.ts'
import type { Schema } from '../../platform/db/schema.generated.ts'
import type { Verification, VerificationError, VerificationStatus } from './verification.entity.ts'

/** A proof with the hashes it is checked against. */
export interface StoredVerification extends Verification {
  codeHash: Buffer | null
}

export interface NewVerification extends Omit<Verification, 'attempts'> {
  codeHash: Buffer | null
  tokenHash: Buffer | null
}

const newVerification = defineStatement((db, values: NewVerification & { instanceId: string }) =>
  db.insertInto('verifications').values({
    instance_id: values.instanceId,
    id: values.id,
    strategy: values.strategy,
    status: values.status,
    purpose: values.purpose,
    owner_id: values.ownerId,
    target: values.target,
    code_hash: values.codeHash,
    token_hash: values.tokenHash,
    redirect_url: values.redirectUrl,
    message: values.message,
    client_id: values.clientId,
    expire_at: values.expireAt,
    verified_at: values.verifiedAt,
    external_redirect_url: values.externalRedirectUrl,
    created_at: values.createdAt,
  }),
)

export async function insertVerification(
  db: Db,
  instanceId: string,
  verification: NewVerification,
): Promise<void> {
  await newVerification(db, { ...verification, instanceId })
}

/** Writes a proof that is over already, together with the commit: nothing in its transaction waits for it. */
export async function recordVerification(tx: Db, instanceId: string, proof: Verification): Promise<void> {
  await newVerification.atCommit(tx, { ...proof, instanceId, codeHash: null, tokenHash: null })
}

export async function findVerification(
  db: Db,
  instanceId: string,
  id: string,
): Promise<Verification | undefined> {
  const row = await select(db, instanceId).where('id', '=', id).executeTakeFirst()
  return row && toVerification(row)
}

/** Locks the proof until the transaction ends: of two answers given at once, the second sees what the first did. */
export async function lockVerification(
  tx: Db,
  instanceId: string,
  id: string,
): Promise<StoredVerification | undefined> {
  const row = await select(tx, instanceId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && { ...toVerification(row), codeHash: row.code_hash }
}

export async function findVerificationByToken(
  db: Db,
  instanceId: string,
  tokenHash: Buffer,
): Promise<Verification | undefined> {
  const row = await select(db, instanceId).where('token_hash', '=', tokenHash).executeTakeFirst()
  return row && toVerification(row)
}

export async function updateVerification(
  tx: Db,
  instanceId: string,
  id: string,
  change: {
    status: VerificationStatus
    attempts?: number
    verifiedAt?: Date
    error?: VerificationError | null
  },
): Promise<void> {
  await tx
    .updateTable('verifications')
    .set({
      status: change.status,
      ...(change.attempts === undefined ? {} : { attempts: change.attempts }),
      ...(change.verifiedAt === undefined ? {} : { verified_at: change.verifiedAt }),
      ...(change.error === undefined ? {} : { error: change.error && JSON.stringify(change.error) }),
    })
    .where('instance_id', '=', instanceId)
    .where('id', '=', id)
    .execute()
}

/** Lets one transaction at a time count and add proofs for an address, so that a limit holds under simultaneous requests. */
export async function lockTarget(tx: Db, instanceId: string, target: string): Promise<void> {
  await lockName(tx, `verification:${instanceId}:${target}`)
}

export interface TargetHistory {
  sent: number
  oldestSentAt: Date | null
  guesses: number
}

/** Codes and links sent to an address since one moment, and guesses made at them since another. */
export async function readTargetHistory(
  db: Db,
  instanceId: string,
  target: string,
  since: { sent: Date; guesses: Date },
): Promise<TargetHistory> {
  const earliest = new Date(Math.min(since.sent.getTime(), since.guesses.getTime()))
  const row = await db
    .selectFrom('verifications')
    .select(({ fn }) => [
      fn.countAll<string>().filterWhere('created_at', '>', since.sent).as('sent'),
      fn.min('created_at').filterWhere('created_at', '>', since.sent).as('oldest'),
      fn.sum<string | null>('attempts').filterWhere('created_at', '>', since.guesses).as('guesses'),
    ])
    .where('instance_id', '=', instanceId)
    .where('target', '=', target)
    .where('created_at', '>', earliest)
    .executeTakeFirstOrThrow()
  return { sent: Number(row.sent), oldestSentAt: row.oldest, guesses: Number(row.guesses ?? 0) }
}

/** Removes what ended before a moment; returns how many. */
export async function deleteVerificationsEndedBefore(
  db: Db,
  instanceId: string,
  before: Date,
): Promise<number> {
  const result = await db
    .deleteFrom('verifications')
    .where('instance_id', '=', instanceId)
    .where('expire_at', '<', before)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

function select(db: Db, instanceId: string) {
  return db.selectFrom('verifications').selectAll().where('instance_id', '=', instanceId)
}

function toVerification(row: Selectable<Schema['verifications']>): Verification {
  return {
    id: row.id,
    strategy: row.strategy as Verification['strategy'],
    status: row.status as VerificationStatus,
    purpose: row.purpose as Verification['purpose'],
    ownerId: row.owner_id,
    target: row.target,
    redirectUrl: row.redirect_url,
    message: row.message,
    clientId: row.client_id,
    attempts: row.attempts,
    expireAt: row.expire_at,
    verifiedAt: row.verified_at,
    externalRedirectUrl: row.external_redirect_url,
    error: row.error as Verification['error'],
    createdAt: row.created_at,
  }
}

import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { MessageStatus } from './message.entity.ts'

export interface NewMessage {
  id: string
  template: string
  recipient: string
  sealedContent: Buffer
  status: MessageStatus
  userId: string | null
  now: Date
}

/** A message as stored: what it says is still sealed. */
export interface StoredMessage {
  id: string
  instanceId: string
  template: string
  recipient: string
  sealedContent: Buffer | null
  status: MessageStatus
  attempts: number
  createdAt: Date
}

/** Rows in one statement: few enough for the parameters that a statement can have. */
const rowsPerInsert = 500

export async function insertMessages(
  tx: Db,
  instanceId: string,
  messages: readonly NewMessage[],
): Promise<void> {
  for (let start = 0; start < messages.length; start += rowsPerInsert) {
    const rows = messages.slice(start, start + rowsPerInsert).map((one) => toRow(instanceId, one))
    await tx.insertInto('outgoing_messages').values(rows).execute()
  }
}

function toRow(instanceId: string, message: NewMessage) {
  return {
    instance_id: instanceId,
    id: message.id,
    channel: 'email',
    template: message.template,
    recipient: message.recipient,
    sealed_content: message.sealedContent,
    status: message.status,
    user_id: message.userId,
    next_attempt_at: message.now,
    created_at: message.now,
    updated_at: message.now,
  }
}

/**
 * Takes messages that are due, of all instances, and leases them to this process: nobody else sees them until the lease ends.
 * Rows another process is taking are skipped and not waited for.
 */
export async function claimDueMessages(
  db: Db,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<StoredMessage[]> {
  const due = db
    .selectFrom('outgoing_messages')
    .select(['instance_id', 'id'])
    .where('status', '=', 'queued')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  const rows = await db
    .updateTable('outgoing_messages as m')
    .from(due.as('due'))
    .set({ attempts: sql`m.attempts + 1`, next_attempt_at: leaseUntil, updated_at: now })
    .whereRef('m.instance_id', '=', 'due.instance_id')
    .whereRef('m.id', '=', 'due.id')
    .returning([
      'm.instance_id',
      'm.id',
      'm.template',
      'm.recipient',
      'm.sealed_content',
      'm.status',
      'm.attempts',
      'm.created_at',
    ])
    .execute()
  return rows.map(toMessage)
}

/** Ends a message’s way. What it said is dropped: the recipient has it, and nobody else should. */
export async function settleMessage(
  db: Db,
  message: StoredMessage,
  status: 'delivered' | 'failed',
  failure: string | null,
  now: Date,
): Promise<void> {
  await db
    .updateTable('outgoing_messages')
    .set({ status, failure, sealed_content: null, updated_at: now })
    .where('instance_id', '=', message.instanceId)
    .where('id', '=', message.id)
    .where('status', '=', 'queued')
    .execute()
}

/** Ends the lease early: the message is due again at the given time. */
export async function postponeMessage(
  db: Db,
  message: StoredMessage,
  until: Date,
  failure: string,
): Promise<void> {
  await db
    .updateTable('outgoing_messages')
    .set({ next_attempt_at: until, failure })
    .where('instance_id', '=', message.instanceId)
    .where('id', '=', message.id)
    .where('status', '=', 'queued')
    .execute()
}

/** Messages nobody sent, newest first. */
export async function listUnsentMessages(
  db: Db,
  instanceId: string,
  page: { limit: number; recipient?: string | undefined },
): Promise<StoredMessage[]> {
  const rows = await db
    .selectFrom('outgoing_messages')
    .select([
      'instance_id',
      'id',
      'template',
      'recipient',
      'sealed_content',
      'status',
      'attempts',
      'created_at',
    ])
    .where('instance_id', '=', instanceId)
    .where('status', 'in', ['inbox', 'suppressed'])
    .$if(page.recipient !== undefined, (query) => query.where('recipient', '=', page.recipient ?? ''))
    .orderBy('position', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(toMessage)
}

/** Removes messages older than a moment that are on their way no more. */
export async function deleteMessagesBefore(db: Db, instanceId: string, before: Date): Promise<void> {
  await db
    .deleteFrom('outgoing_messages')
    .where('instance_id', '=', instanceId)
    .where('created_at', '<', before)
    .where('status', '<>', 'queued')
    .execute()
}

function toMessage(row: {
  instance_id: string
  id: string
  template: string
  recipient: string
  sealed_content: Buffer | null
  status: string
  attempts: number
  created_at: Date
}): StoredMessage {
  return {
    id: row.id,
    instanceId: row.instance_id,
    template: row.template,
    recipient: row.recipient,
    sealedContent: row.sealed_content,
    status: row.status as MessageStatus,
    attempts: row.attempts,
    createdAt: row.created_at,
  }
}

import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Log } from '../../platform/log/log.ts'
import { MailError, type MailTransport, sendTimeoutSeconds } from '../../platform/mail/mail-transport.ts'
import * as repository from './messages.repository.ts'
import type { MessagesService } from './messages.service.ts'

export interface MessageDeliveryDeps {
  db: Db
  clock: Clock
  log: Log
  messages: MessagesService
  transport: MailTransport
}

/** Seconds to wait after each failed try. After the last one the message has failed: its code is long expired by then. */
const backoffSeconds = [5, 30, 120, 600]
const batchSize = 10
/** Longer than a mail server may keep us waiting, so that no message is leased to two processes at once. */
const leaseSeconds = sendTimeoutSeconds * 2

export interface MessageDelivery {
  /** Sends one batch of what is due; returns how many messages were taken on. */
  deliverDue(): Promise<number>
  /** Sends all that is due now. */
  deliverAllDue(): Promise<void>
}

/** Hands queued mails to the mail server. Several processes may do so at once: each message is leased to one of them. */
export function createMessageDelivery({
  db,
  clock,
  log,
  messages,
  transport,
}: MessageDeliveryDeps): MessageDelivery {
  async function deliver(message: repository.StoredMessage): Promise<void> {
    const content = messages.openContent(message)
    if (!content) return
    try {
      await transport.send({ ...content, to: message.recipient })
      await repository.settleMessage(db, message, 'delivered', null, clock.now())
    } catch (error) {
      await handleFailure(message, error)
    }
  }

  async function handleFailure(message: repository.StoredMessage, error: unknown): Promise<void> {
    // Only the reply code is kept: what a mail server says may quote the code in the mail.
    const reason = error instanceof MailError ? error.message : 'unknown'
    const isPermanent = error instanceof MailError && error.isPermanent
    const wait = isPermanent ? undefined : backoffSeconds[message.attempts - 1]
    log.warn(
      { message: message.id, template: message.template, reason, attempts: message.attempts },
      'mail not delivered',
    )
    if (wait === undefined) await repository.settleMessage(db, message, 'failed', reason, clock.now())
    else await repository.postponeMessage(db, message, new Date(clock.now().getTime() + wait * 1000), reason)
  }

  async function deliverDue(): Promise<number> {
    const now = clock.now()
    const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000)
    const due = await repository.claimDueMessages(db, now, leaseUntil, batchSize)
    await Promise.all(due.map(deliver))
    return due.length
  }

  return {
    deliverDue,
    async deliverAllDue() {
      while ((await deliverDue()) === batchSize);
    },
  }
}

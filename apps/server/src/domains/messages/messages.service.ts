import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Log } from '../../platform/log/log.ts'
import type { MailTransport } from '../../platform/mail/mail-transport.ts'
import type { Vault } from '../../platform/secrets/seal.ts'
import type { Instance, Scope } from '../instances/index.ts'
import { isTestAddress, isTestMode } from '../verifications/index.ts'
import type { InboxMessage, MessageStatus, SealedContent } from './message.entity.ts'
import * as repository from './messages.repository.ts'
import { renderMessage, type TemplateName, type TemplateVariables } from './messages.templates.ts'

export interface MessagesDeps {
  db: Db
  clock: Clock
  log: Log
  vault: Vault
  /** Sender where an instance names none: `Name <address>`. */
  defaultFrom: string
  /** Absent: no mail server is set up, and messages stay in the dev inbox. */
  transport?: MailTransport | undefined
}

/** A mail to one recipient. */
export type NewMail = {
  [Name in TemplateName]: {
    template: Name
    to: string
    userId?: UserId | undefined
    variables: TemplateVariables[Name]
  }
}[TemplateName]

export type MessagesService = ReturnType<typeof createMessagesService>

/** Mail to users: written into an outbox with the change that causes it, delivered after the commit. */
export function createMessagesService({ db, clock, vault, defaultFrom, transport }: MessagesDeps) {
  const listeners = new Set<(instanceId: string) => void>()
  const seal = (id: string, content: SealedContent) => vault.seal(JSON.stringify(content), `message:${id}`)

  function statusFor(instance: Instance, to: string): MessageStatus {
    if (isTestMode(instance) && isTestAddress(to)) return 'suppressed'
    return transport ? 'queued' : 'inbox'
  }

  function open(message: repository.StoredMessage): SealedContent | undefined {
    if (message.sealedContent === null) return undefined
    return JSON.parse(vault.open(message.sealedContent, `message:${message.id}`).toString()) as SealedContent
  }

  function prepare(instance: Instance, mail: NewMail): repository.NewMessage {
    const id = newId('message')
    const { applicationName, settings } = instance
    const frame = { applicationName, supportEmail: settings.branding.support_email }
    const content = {
      from: senderOf(instance, defaultFrom),
      ...renderMessage(mail.template, mail.variables, frame),
    }
    return {
      id,
      template: mail.template,
      recipient: mail.to,
      sealedContent: seal(id, content),
      status: statusFor(instance, mail.to),
      userId: mail.userId ?? null,
      now: clock.now(),
    }
  }

  async function sendAllIn(tx: Db, { instance }: Scope, mails: readonly NewMail[]): Promise<void> {
    if (mails.length === 0) return
    const prepared = mails.map((mail) => prepare(instance, mail))
    await repository.insertMessages(tx, instance.id, prepared)
    announceSoon(listeners, instance.id)
  }

  return {
    /** Writes mails into the outbox, in the caller’s transaction: without the change there is no mail, and the other way round. */
    sendAllIn,

    sendIn: (tx: Db, scope: Scope, mail: NewMail): Promise<void> => sendAllIn(tx, scope, [mail]),

    /** What the dev inbox shows, newest first: messages of test addresses, and all while there is no mail server. */
    async listInbox(instanceId: string, page: { limit?: number; to?: string } = {}): Promise<InboxMessage[]> {
      const stored = await repository.listUnsentMessages(db, instanceId, {
        limit: page.limit ?? 50,
        recipient: page.to,
      })
      return stored.flatMap((message) => {
        const content = open(message)
        if (!content) return []
        const { id, recipient: to, template, status, createdAt } = message
        return [
          {
            id,
            to,
            template,
            status,
            createdAt,
            subject: content.subject,
            text: content.text,
            html: content.html,
          },
        ]
      })
    },

    /** Calls back, shortly after the fact, when an instance may have a new message. Returns how to stop. */
    onMessage(listener: (instanceId: string) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    openContent: open,

    /** Forgets messages older than 30 days. */
    purge: (instanceId: string): Promise<void> =>
      repository.deleteMessagesBefore(db, instanceId, new Date(clock.now().getTime() - 30 * 86_400_000)),
  }
}

/** The row is not committed yet: a little later it is, or there is nothing new to see. */
const announcementDelay = 30

function announceSoon(listeners: ReadonlySet<(instanceId: string) => void>, instanceId: string): void {
  const timer = setTimeout(() => {
    for (const listener of listeners) listener(instanceId)
  }, announcementDelay)
  timer.unref()
}

function senderOf({ settings, applicationName }: Instance, defaultFrom: string): string {
  const { from_address: address, from_name: name } = settings.emails
  if (address === '') return defaultFrom
  return `"${(name || applicationName).replaceAll(/["\\\r\n]/g, '')}" <${address}>`
}

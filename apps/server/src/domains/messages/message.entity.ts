import type { MessageContent } from './messages.templates.ts'

/**
 * `queued` waits for the mail server. `inbox`: no mail server is set up, so the message can only be read in the dev inbox.
 * `suppressed`: a test address, to which nothing is sent.
 */
export type MessageStatus = 'queued' | 'delivered' | 'failed' | 'inbox' | 'suppressed'

/** A message as the dev inbox shows it. */
export interface InboxMessage extends MessageContent {
  id: string
  to: string
  template: string
  status: MessageStatus
  createdAt: Date
}

/** What is sealed at rest: messages hold codes and links. */
export interface SealedContent extends MessageContent {
  from: string
}

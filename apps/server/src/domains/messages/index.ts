export type { InboxMessage, MessageStatus } from './message.entity.ts'
export { createMessageDelivery, type MessageDelivery } from './messages.jobs.ts'
export { createMessagesService, type MessagesService, type NewMail } from './messages.service.ts'
export type { TemplateName, TemplateVariables } from './messages.templates.ts'

import type { InboxMessage } from '../domains/messages/index.ts'
import type { TestApp } from './test-app.ts'

type MailApp = Pick<TestApp, 'services' | 'instance'>

/** The mails to an address, newest first. */
export async function mailsTo(
  app: MailApp,
  to: string,
  instanceId: string = app.instance.id,
): Promise<InboxMessage[]> {
  return await app.services.messages.listInbox(instanceId, { to, limit: 100 })
}

/** The newest mail to an address. */
export async function lastMailTo(app: MailApp, to: string, instanceId?: string): Promise<InboxMessage> {
  const [mail] = await mailsTo(app, to, instanceId)
  if (!mail) throw new RangeError(`no mail was sent to ${to}`)
  return mail
}

/** The code in the newest mail to an address. */
export async function codeSentTo(app: MailApp, to: string, instanceId?: string): Promise<string> {
  const code = /^\d{6}$/m.exec((await lastMailTo(app, to, instanceId)).text)?.[0]
  if (code === undefined) throw new RangeError(`the mail to ${to} holds no code`)
  return code
}

/** The path and query of the link in the newest mail to an address. */
export async function linkSentTo(app: MailApp, to: string, instanceId?: string): Promise<string> {
  const link = /^https?:\/\/\S+$/m.exec((await lastMailTo(app, to, instanceId)).text)?.[0]
  if (link === undefined) throw new RangeError(`the mail to ${to} holds no link`)
  const { pathname, search } = new URL(link)
  return pathname + search
}

/** A code that is not the given one. */
export function otherCode(code: string): string {
  return code === '111111' ? '222222' : '111111'
}

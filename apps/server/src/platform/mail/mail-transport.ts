import type { Transporter } from 'nodemailer'
import { InvariantError } from '../domain-error.ts'

/** One mail, ready to be handed over. */
export interface Mail {
  from: string
  to: string
  subject: string
  text: string
  html: string
}

/** Hands a mail to a mail server. Rejects when the server has not taken it. */
export interface MailTransport {
  send(mail: Mail): Promise<void>
}

/** A mail that was not taken. `isPermanent`: the server will never take it (RFC 5321 §4.2.1, replies 5yz). */
export class MailError extends Error {
  override readonly name = 'MailError'
  readonly isPermanent: boolean

  constructor(reason: string, isPermanent: boolean) {
    super(reason)
    this.isPermanent = isPermanent
  }
}

/** How long a mail server may keep us waiting in all; the lease on a message outlasts it. */
export const sendTimeoutSeconds = 60

/** Sends by SMTP. The library is loaded with the first mail, so that a server without mail does not carry it. */
export function createSmtpTransport(url: string): MailTransport {
  if (!/^smtps?:\/\//.test(url)) throw new InvariantError('the SMTP URL begins with smtp:// or smtps://')
  let loading: Promise<Transporter> | undefined
  const load = async () => {
    const { createTransport } = await import('nodemailer')
    const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
    return createTransport({ url, pool: true, maxConnections: 2, ...timeouts })
  }
  return {
    async send(mail) {
      loading ??= load()
      const transporter = await loading
      await withTimeout(transporter.sendMail({ ...mail, disableFileAccess: true, disableUrlAccess: true }))
    },
  }
}

async function withTimeout(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MailError('timeout', false)), sendTimeoutSeconds * 1000)
  })
  try {
    await Promise.race([sending, late])
  } catch (error) {
    throw toMailError(error)
  } finally {
    clearTimeout(timer)
  }
}

/** Keeps the reply code and drops the text: servers quote parts of the mail, and with them codes, in their replies. */
function toMailError(error: unknown): MailError {
  if (error instanceof MailError) return error
  const fields = typeof error === 'object' && error !== null ? error : {}
  const responseCode = 'responseCode' in fields ? Number(fields.responseCode) : 0
  const reason = 'code' in fields ? String(fields.code) : 'unknown'
  const isPermanent = responseCode >= 500 && responseCode < 600
  return new MailError(responseCode > 0 ? `${reason} ${responseCode}` : reason, isPermanent)
}

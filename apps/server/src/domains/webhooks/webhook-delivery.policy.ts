import { createHmac, randomBytes } from 'node:crypto'

const secretPrefix = 'whsec_'

/** A secret to sign with, in the form that receivers' libraries read (wire contract 14). */
export function newWebhookSecret(): string {
  return `${secretPrefix}${randomBytes(24).toString('base64')}`
}

export interface WebhookMessage {
  /** The same at every attempt: a receiver that has it already knows it by this. */
  id: string
  timestampSeconds: number
  body: string
}

/** The headers of a post: HMAC-SHA256 over id, time and body (Standard Webhooks 1.0 §Signature scheme, under Svix' names). */
export function webhookHeaders(
  { id, timestampSeconds, body }: WebhookMessage,
  secret: string,
): Record<string, string> {
  const key = Buffer.from(secret.slice(secretPrefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': String(timestampSeconds),
    'svix-signature': `v1,${signature}`,
    'user-agent': 'Keywright-Webhooks',
  }
}

/** Seconds to wait after each failed attempt: a day and a quarter in all. After the last one the event is given up. */
const retrySeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]

/** When to try again after so many attempts; `undefined`: never. */
export function nextAttemptAt(attempts: number, now: Date): Date | undefined {
  const seconds = retrySeconds[attempts - 1]
  return seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000)
}

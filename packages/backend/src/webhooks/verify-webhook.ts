/** Proves that a delivery comes from the server (wire contract 14; Standard Webhooks 1.0, with the header names of Svix). */
import { KeywrightConfigError } from '../config-error.ts'
import { type Environment, readEnvironment } from '../environment.ts'
import { joinBytes, readBytes } from './read-bytes.ts'

export interface VerifyWebhookOptions {
  /** `whsec_…`; several while the secret is being replaced. By default that of the environment. */
  signingSecret?: string | readonly string[] | undefined
  environment?: Environment | undefined
  /** The clock, in milliseconds. */
  now?: (() => number) | undefined
}

/** What happened; `data` is the resource as the Backend API writes it. */
export interface WebhookEvent {
  object: 'event'
  type: string
  data: Record<string, unknown>
  event_attributes: unknown
}

export type WebhookFault =
  | 'headers_missing'
  | 'timestamp_malformed'
  | 'timestamp_too_old'
  | 'timestamp_in_the_future'
  | 'signature_invalid'
  | 'body_invalid'
  | 'body_too_large'

/** Thrown for what is no delivery of this server; answer it with 400. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
  readonly code: WebhookFault

  constructor(code: WebhookFault, message: string) {
    super(`Keywright: ${message}`)
    this.code = code
  }
}

/** How old a delivery may be: its signature is good for ever, and somebody may send it again. */
const toleranceSeconds = 5 * 60

/** A resource with all its metadata is a tenth of it. Anybody may post, and it is read before it is proven. */
const bodyBytesMax = 1024 * 1024

/** Proves a delivery and returns its event. The body is read, so hand in a clone if it is needed again. */
export async function verifyWebhook(
  request: Request,
  options: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  const keys = await Promise.all(secretsOf(options).map(importSecret))
  const { id, timestamp, signatures } = readHeaders(request.headers)
  checkTime(timestamp, (options.now?.() ?? Date.now()) / 1000)
  const body = await readBytes(request.body, bodyBytesMax)
  if (!body) throw new WebhookVerificationError('body_too_large', 'the body is longer than any delivery.')
  const signed = joinBytes([new TextEncoder().encode(`${id}.${timestamp}.`), body])
  // Web Crypto compares in constant time.
  for (const key of keys)
    for (const signature of signatures)
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return parseEvent(body)
  throw new WebhookVerificationError(
    'signature_invalid',
    'no signature of the delivery is made with the signing secret.',
  )
}

function secretsOf({ signingSecret, environment }: VerifyWebhookOptions): readonly string[] {
  const secrets = [signingSecret ?? readEnvironment(environment).webhookSigningSecret ?? []].flat()
  if (secrets.length === 0 || secrets.includes(''))
    throw new KeywrightConfigError(
      'webhook_secret_missing',
      'no signing secret is set. Set KEYWRIGHT_WEBHOOK_SIGNING_SECRET or pass `signingSecret`.',
    )
  return secrets
}

async function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = decodeBase64(secret.replace(/^whsec_/, ''))
  if (!bytes || bytes.length === 0)
    throw new KeywrightConfigError('webhook_secret_invalid', 'the signing secret is `whsec_` and base64.')
  return await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

interface DeliveryHeaders {
  id: string
  timestamp: string
  signatures: Uint8Array<ArrayBuffer>[]
}

/** More signatures than secrets can be in use are somebody's attempt to make us compute. */
const signaturesMax = 10

function readHeaders(headers: Headers): DeliveryHeaders {
  const names = ['svix-id', 'svix-timestamp', 'svix-signature']
  const [id, timestamp, signature] = names.map((name) => headers.get(name)?.trim())
  if (!id || !timestamp || !signature) {
    const missing = names.filter((name) => !headers.get(name)?.trim())
    throw new WebhookVerificationError('headers_missing', `the delivery lacks ${missing.join(', ')}.`)
  }
  const versioned = signature.split(' ').filter((one) => one.startsWith('v1,'))
  const signatures = versioned.slice(0, signaturesMax).flatMap((one) => decodeBase64(one.slice(3)) ?? [])
  return { id, timestamp, signatures }
}

function checkTime(timestamp: string, now: number): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookVerificationError(
      'timestamp_malformed',
      'the time of the delivery is no number of seconds.',
    )
  const age = now - Number(timestamp)
  if (age > toleranceSeconds)
    throw new WebhookVerificationError('timestamp_too_old', 'the delivery is too old.')
  if (age < -toleranceSeconds)
    throw new WebhookVerificationError(
      'timestamp_in_the_future',
      'the delivery is from the future. Check the clocks.',
    )
}

function parseEvent(body: Uint8Array): WebhookEvent {
  try {
    const event: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (isEvent(event)) {
      const { type, data, event_attributes } = event
      return { object: 'event', type, data, event_attributes }
    }
  } catch {
    // Told below: whatever the sender signed, it is no event.
  }
  throw new WebhookVerificationError('body_invalid', 'the body of the delivery is no event.')
}

function isEvent(value: unknown): value is WebhookEvent {
  if (typeof value !== 'object' || value === null) return false
  const { type, data } = value as { type?: unknown; data?: unknown }
  return typeof type === 'string' && typeof data === 'object' && data !== null
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

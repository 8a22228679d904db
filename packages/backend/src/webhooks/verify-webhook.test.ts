import { createHmac, randomBytes } from 'node:crypto'
import { verifyWebhook as verifyOfficially } from '@clerk/backend/webhooks'
import { describe, expect, it } from 'vitest'
import { KeywrightConfigError } from '../config-error.ts'
import { verifyWebhook, WebhookVerificationError } from './verify-webhook.ts'

const key = randomBytes(24)
const signingSecret = `whsec_${key.toString('base64')}`
const event = {
  object: 'event',
  type: 'user.created',
  data: { id: 'user_1', name: 'Ägypten 🎉' },
  event_attributes: { a: 1 },
}

interface Delivery {
  id?: string
  at?: number | string
  body?: string | Uint8Array
  sent?: string | Uint8Array
  by?: Uint8Array
  signature?: string
  headers?: Record<string, string>
}

const sign = (id: string, at: number | string, body: string | Uint8Array, by: Uint8Array = key) =>
  `v1,${createHmac('sha256', by).update(`${id}.${at}.`).update(body).digest('base64')}`

function deliver(given: Delivery = {}): Request {
  const { id = 'msg_1', at = Math.floor(Date.now() / 1000), body = JSON.stringify(event), by } = given
  return new Request('https://app.example.com/webhooks', {
    method: 'POST',
    body: (given.sent ?? body) as string,
    headers: {
      'svix-id': id,
      'svix-timestamp': String(at),
      'svix-signature': given.signature ?? sign(id, at, body, by),
      ...given.headers,
    },
  })
}

/** Says who it is from in due form, and never ends; `read` is how many bytes were taken. */
function endless(bytesMax: number) {
  const state = { read: 0 }
  const body = new ReadableStream({
    pull(controller) {
      state.read += 65_536
      controller.enqueue(new Uint8Array(65_536))
      if (state.read >= bytesMax) controller.close()
    },
  })
  const { headers } = deliver()
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
  return { state, request: new Request('https://app.example.com/webhooks', init) }
}

const codeOf = (request: Request, secret: string | string[] = signingSecret) =>
  verifyWebhook(request, { signingSecret: secret }).then(
    () => 'verified',
    (error: unknown) => (error instanceof WebhookVerificationError ? error.code : String(error)),
  )

describe('a delivery', () => {
  it('gives its event, as the official SDK reads it', async () => {
    const ours = await verifyWebhook(deliver(), { signingSecret })
    expect(ours).toEqual(event)
    expect(ours).toEqual(await verifyOfficially(deliver(), { signingSecret }))
  })

  it('may carry several signatures, while the secret is being replaced', async () => {
    const at = Math.floor(Date.now() / 1000)
    const body = JSON.stringify(event)
    const signature = `v1,${'A'.repeat(43)}= v2,x ${sign('msg_1', at, body)}`
    expect(await codeOf(deliver({ at, signature }))).toBe('verified')
    const next = randomBytes(24)
    const both = [`whsec_${next.toString('base64')}`, signingSecret]
    expect(await codeOf(deliver(), both)).toBe('verified')
    expect(await codeOf(deliver({ by: next }), both)).toBe('verified')
  })

  it('finds its secret in the environment, under our name and those of others', async () => {
    for (const name of [
      'KEYWRIGHT_WEBHOOK_SIGNING_SECRET',
      'CLERK_WEBHOOK_SIGNING_SECRET',
      'CLERK_WEBHOOK_SECRET',
      'NUXT_CLERK_WEBHOOK_SIGNING_SECRET',
    ])
      expect((await verifyWebhook(deliver(), { environment: { [name]: signingSecret } })).type).toBe(
        'user.created',
      )
  })
})

describe('what is no delivery', () => {
  const now = Math.floor(Date.now() / 1000)
  it.each<[string, Delivery, string]>([
    ['another body', { sent: JSON.stringify({ ...event, type: 'user.deleted' }) }, 'signature_invalid'],
    ['another secret', { by: randomBytes(24) }, 'signature_invalid'],
    ['another id', { signature: sign('msg_2', now, JSON.stringify(event)) }, 'signature_invalid'],
    ['another time', { signature: sign('msg_1', now - 1, JSON.stringify(event)) }, 'signature_invalid'],
    ['no signature', { signature: 'v1,' }, 'signature_invalid'],
    [
      'half a signature',
      { signature: sign('msg_1', now, JSON.stringify(event)).slice(0, 20) },
      'signature_invalid',
    ],
    [
      'a signature of another version',
      { signature: sign('msg_1', now, JSON.stringify(event)).replace('v1', 'v2') },
      'signature_invalid',
    ],
    ['a signature that is no base64', { signature: 'v1,***' }, 'signature_invalid'],
    ['an old delivery, sent again', { at: now - 301 }, 'timestamp_too_old'],
    ['a delivery of the future', { at: now + 302 }, 'timestamp_in_the_future'],
    ['a time in words', { at: 'now' }, 'timestamp_malformed'],
    ['a time with a fraction', { at: `${now}.5` }, 'timestamp_malformed'],
    ['an event that is none', { body: '{}' }, 'body_invalid'],
    ['a body that is no JSON', { body: 'x' }, 'body_invalid'],
    ['a body that is no text', { body: new Uint8Array([0xff, 0xfe]) }, 'body_invalid'],
    ['no headers', { headers: { 'svix-id': ' ' } }, 'headers_missing'],
  ])('is refused: %s', async (_name, delivery, code) => {
    expect(await codeOf(deliver(delivery))).toBe(code)
  })

  it('is told from a set-up that is wrong', async () => {
    await expect(verifyWebhook(deliver(), { environment: {} })).rejects.toBeInstanceOf(KeywrightConfigError)
    await expect(verifyWebhook(deliver(), { signingSecret: 'whsec_***' })).rejects.toBeInstanceOf(
      KeywrightConfigError,
    )
  })

  // The attack: a header full of signatures, each of which costs a hash of the whole body.
  it('costs no more than ten signatures', async () => {
    const many = Array.from({ length: 10 }, () => `v1,${'A'.repeat(43)}=`).join(' ')
    const at = Math.floor(Date.now() / 1000)
    const signature = `${many} ${sign('msg_1', at, JSON.stringify(event))}`
    expect(await codeOf(deliver({ at, signature }))).toBe('signature_invalid')
  })

  // The attack: anybody may post to the address, and a body is read before its signature is known.
  it('is read no further than a delivery goes', async () => {
    const { state, request } = endless(64 * 1024 * 1024)
    expect(await codeOf(request)).toBe('body_too_large')
    expect(state.read).toBeLessThan(2 * 1024 * 1024)
  })
})

import { describe, expect, it } from 'vitest'
import { newWebhookSecret, nextAttemptAt, webhookHeaders } from './webhook-delivery.policy.ts'

describe('a signature', () => {
  // The example of the Standard Webhooks specification.
  it('is the one that receivers compute', () => {
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1614265330,
      body: '{"test": 2432232314}',
    }
    expect(webhookHeaders(message, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toMatchObject({
      'svix-id': message.id,
      'svix-timestamp': '1614265330',
      'svix-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('is made with a secret that nobody guesses', () => {
    const secrets = new Set(Array.from({ length: 100 }, newWebhookSecret))
    expect(secrets.size).toBe(100)
    for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
  })
})

describe('trying again', () => {
  it('goes on for more than a day, ever more slowly, and then ends', () => {
    const start = new Date(0)
    const waits = Array.from({ length: 8 }, (_, index) => nextAttemptAt(index + 1, start)?.getTime())
    expect(waits.map((wait) => wait && wait / 1000)).toEqual([
      ...[5, 300, 1_800, 7_200, 18_000, 36_000, 36_000],
      undefined,
    ])
  })
})

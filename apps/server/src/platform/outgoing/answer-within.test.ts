import { describe, expect, it } from 'vitest'
import { answerWithin } from './outgoing-request.ts'

describe('an answer of this process', () => {
  it('is given as it is, with what was sent', async () => {
    const ask = answerWithin({ bytesMax: 100, millisecondsMax: 1_000 }, async (request) =>
      Response.json(
        { method: request.method, body: await request.text(), a: request.headers.get('a') },
        { status: 201 },
      ),
    )
    const answer = await ask('http://localhost/x', { method: 'POST', headers: { a: 'b' }, body: 'c=d' })
    expect([answer.status, await answer.json()]).toEqual([201, { method: 'POST', body: 'c=d', a: 'b' }])
  })

  it('is refused when it is too long, or takes too long', async () => {
    const long = answerWithin(
      { bytesMax: 10, millisecondsMax: 1_000 },
      async () => new Response('x'.repeat(11)),
    )
    await expect(long('http://localhost/')).rejects.toThrow('longer than 10')
    const never = answerWithin(
      { bytesMax: 10, millisecondsMax: 20 },
      () => new Promise<Response>(() => undefined),
    )
    await expect(never('http://localhost/')).rejects.toThrow('timeout')
  })
})

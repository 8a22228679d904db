import { describe, expect, it } from 'vitest'
import { createNativeFetch } from './native-fetch.ts'
import { createTokenStore, type TokenCache } from './token-store.ts'

const url = 'http://localhost:3900/v1/client?a=1'

interface Sent {
  url: string
  init: RequestInit
  token: string | null
}

function createApp(answers: Response[], cache?: TokenCache) {
  const sent: Sent[] = []
  const fetch = createNativeFetch(createTokenStore(cache), async (target, init) => {
    sent.push({ url: target, init, token: new Headers(init.headers).get('authorization') })
    return answers.shift() ?? new Response()
  })
  return { fetch, sent }
}

const renewing = (token: string, status = 200) =>
  new Response(null, { status, headers: { authorization: token } })
const cacheWith = (text: string) => {
  const saved: string[] = []
  return {
    saved,
    getToken: async () => text,
    saveToken: async (_key: string, token: string) => void saved.push(token),
  }
}

describe('a native call', () => {
  it('says what it is, carries no cookies, and keeps what the app asked', async () => {
    const { fetch, sent } = createApp([])
    await fetch(url, { method: 'POST', credentials: 'include', body: new URLSearchParams({ b: 'c d' }) })
    const [{ init, ...call } = { url: '', init: {}, token: '' }] = sent
    expect(call).toEqual({ url: `${url}&_is_native=1`, token: null })
    expect([init.credentials, init.body, new Headers(init.headers).get('content-type')]).toEqual([
      ...['omit', 'b=c+d', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ])
  })

  it('carries the newest token, which it keeps for the next start', async () => {
    const cache = cacheWith('first')
    const { fetch, sent } = createApp([renewing('second')], cache)
    for (let call = 0; call < 3; call += 1) await fetch(url, {})
    expect(sent.map(({ token }) => token)).toEqual(['first', 'second', 'second'])
    expect(cache.saved).toEqual(['second'])
  })

  it('is made again, once, when the server has forgotten the token', async () => {
    const { fetch, sent } = createApp([renewing('second', 401), renewing('third', 401)], cacheWith('first'))
    expect((await fetch(url, {})).status).toBe(401)
    expect(sent.map(({ token }) => token)).toEqual(['first', 'second'])
  })

  it('is not made again for a refusal that brings no token', async () => {
    const { fetch, sent } = createApp([new Response(null, { status: 401 })], cacheWith('first'))
    expect([(await fetch(url, {})).status, sent.length]).toEqual([401, 1])
  })

  // The attack: whoever can answer in the server's place, or write into the cache, must not be able to break later calls.
  it('believes no token that cannot be one', async () => {
    const cache = cacheWith('first')
    const { fetch, sent } = createApp([renewing('x'.repeat(300)), renewing('a b')], cache)
    for (let call = 0; call < 3; call += 1) await fetch(url, {})
    expect(sent.map(({ token }) => token)).toEqual(['first', 'first', 'first'])
    expect(cache.saved).toEqual([])
  })
})

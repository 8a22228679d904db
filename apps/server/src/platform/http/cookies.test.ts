import { expect, it } from 'vitest'
import { cookieSecondsMax, expireCookie, serializeCookie } from './cookies.ts'

it('writes every attribute', () => {
  expect(
    serializeCookie('__client', 'abc', {
      domain: 'example.com',
      httpOnly: true,
      secure: true,
      maxAgeSeconds: 60,
    }),
  ).toBe('__client=abc; Path=/; Domain=example.com; Max-Age=60; HttpOnly; Secure; SameSite=Lax')
})

it('deletes by a life of no seconds', () => {
  expect(expireCookie('__session', { secure: false })).toBe('__session=; Path=/; Max-Age=0; SameSite=Lax')
})

it('lives no longer than browsers let it', () => {
  expect(serializeCookie('a', 'b', { secure: false, maxAgeSeconds: 1e9 })).toContain(
    `Max-Age=${cookieSecondsMax}`,
  )
})

// Response splitting and attribute injection (CWE-113): a value must never end itself.
it.each(['a; Domain=evil.example', 'a\r\nset-cookie: b=c', 'a b', 'a,b', '"a"'])(
  'refuses the value %j',
  (value) => {
    expect(() => serializeCookie('name', value, { secure: false, maxAgeSeconds: 1 })).toThrow('separators')
  },
)

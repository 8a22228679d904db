import { describe, expect, it } from 'vitest'
import type { Instance } from '../instances/index.ts'
import { identityDirectives, payloadCookieScope, withParameter } from './directives.ts'

const production = {
  environmentType: 'production',
  frontendHost: 'clerk.example.com',
  hosts: [],
  cookieSuffix: 'sfx',
} as unknown as Instance
const facts = { jwt: 'a.b.c', refreshToken: 'r', refreshSeconds: 60, clientUat: 1700 }

it('writes every shared cookie under both names, for the app’s host', () => {
  expect(
    identityDirectives({ instance: production, url: new URL('https://app.example.com/x') }, facts),
  ).toEqual([
    '__client_uat=1700; Path=/; Domain=example.com; Max-Age=31536000; Secure; SameSite=Lax',
    '__client_uat_sfx=1700; Path=/; Domain=example.com; Max-Age=31536000; Secure; SameSite=Lax',
    '__refresh_sfx=r; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax',
    '__session=a.b.c; Path=/; Max-Age=31536000; Secure; SameSite=Lax',
    '__session_sfx=a.b.c; Path=/; Max-Age=31536000; Secure; SameSite=Lax',
  ])
})

it('takes everything back where nobody is signed in', () => {
  const lines = identityDirectives(
    { instance: production, url: new URL('https://app.example.com/') },
    undefined,
  )
  expect(lines.map((line) => line.split(';')[0])).toEqual([
    '__client_uat=0',
    '__client_uat_sfx=0',
    '__refresh_sfx=',
    '__session=',
    '__session_sfx=',
  ])
  expect(lines.filter((line) => line.includes('Max-Age=0'))).toHaveLength(3)
})

describe('a payload', () => {
  const page = (url: string, instance = production) => ({ instance, url: new URL(url) })

  it('travels as a cookie on the application’s domain', () => {
    expect(payloadCookieScope(page('https://app.example.com/'), 'https://clerk.example.com')).toEqual({
      domain: 'example.com',
    })
  })

  it('travels as a cookie of the app’s own host behind its proxy', () => {
    expect(payloadCookieScope(page('https://other.test/'), 'https://other.test/__clerk')).toEqual({
      domain: undefined,
    })
  })

  it('travels in the URL where nothing is shared, and always in development', () => {
    expect(payloadCookieScope(page('https://other.test/'), 'https://clerk.example.com')).toBeUndefined()
    const development = { ...production, environmentType: 'development' } as Instance
    expect(
      payloadCookieScope(page('https://app.example.com/', development), 'https://clerk.example.com'),
    ).toBeUndefined()
  })
})

describe('a parameter added to a URL', () => {
  it.each([
    ['http://a.test/', 'http://a.test/?n=1'],
    ['http://a.test/p?x=%20y+z', 'http://a.test/p?x=%20y+z&n=1'],
    ['http://a.test/p?x=1#part?y', 'http://a.test/p?x=1&n=1#part?y'],
    ['http://a.test/p?n=0&x=1&n=2', 'http://a.test/p?x=1&n=1'],
    ['http://a.test/p?', 'http://a.test/p?n=1'],
  ])('leaves %s as it is otherwise', (url, expected) => expect(withParameter(url, 'n', '1')).toBe(expected))
})

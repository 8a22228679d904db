import { InstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { Instance } from '../instances/index.ts'
import { isAllowedOrigin, isAllowedRedirect } from './allowed-origins.policy.ts'

const instanceOf = (change: Partial<Instance>) =>
  ({
    environmentType: 'development',
    frontendHost: 'clerk.app.localhost:3943',
    hosts: [],
    proxyUrls: [],
    homeOrigin: null,
    settings: InstanceSettings.parse({
      origins: { allowed: ['https://preview.example.net', 'chrome-extension://abc'] },
    }),
    ...change,
  }) as Instance

const development = instanceOf({})
const production = instanceOf({
  environmentType: 'production',
  frontendHost: 'clerk.example.com',
  homeOrigin: 'https://example.com',
})
const local = { publicUrl: 'http://localhost:3900' }
const live = { publicUrl: 'https://clerk.example.com' }

describe('in development', () => {
  it.each([
    ['http://localhost:3000'],
    ['http://127.0.0.1:5173'],
    ['http://app.example.localhost'],
    ['https://preview.example.net'],
    ['chrome-extension://abc'],
  ])('allows %s', (origin) => expect(isAllowedOrigin(development, local, origin)).toBe(true))

  it.each([
    ['https://evil.example'],
    ['http://localhost.evil.example'],
    ['null'],
    ['file://'],
    ['chrome-extension://other'],
    ['http://user@localhost:3000'],
    ['http://localhost:3000/'],
  ])('refuses %s', (origin) => expect(isAllowedOrigin(development, local, origin)).toBe(false))

  it('allows pages on the host under which the server was reached', () => {
    expect(
      isAllowedOrigin(development, { publicUrl: 'http://192.168.1.5:3900' }, 'http://192.168.1.5:3000'),
    ).toBe(true)
    expect(
      isAllowedOrigin(development, { publicUrl: 'http://192.168.1.5:3900' }, 'http://192.168.1.6:3000'),
    ).toBe(false)
  })
})

describe('in production', () => {
  it.each([
    ['https://example.com'],
    ['https://app.example.com'],
    ['https://clerk.example.com'],
    ['https://preview.example.net'],
  ])('allows %s', (origin) => expect(isAllowedOrigin(production, live, origin)).toBe(true))

  // A suffix of the text is not a suffix of the domain; a plain-http page can be anybody's on the way.
  it.each([
    ['http://localhost:3000'],
    ['https://evilexample.com'],
    ['https://example.com.evil.example'],
    ['http://app.example.com'],
    ['https://preview.example.net:444'],
  ])('refuses %s', (origin) => expect(isAllowedOrigin(production, live, origin)).toBe(false))

  it('takes no part of a shared host for the own domain', () => {
    const hosted = instanceOf({
      environmentType: 'production',
      frontendHost: 'auth.example.app',
      homeOrigin: 'https://shop.example.app',
    })
    expect(isAllowedOrigin(hosted, live, 'https://other.example.app')).toBe(false)
    expect(isAllowedOrigin(hosted, live, 'https://shop.example.app')).toBe(true)
    expect(isAllowedOrigin(hosted, live, 'https://eu.shop.example.app')).toBe(true)
  })
})

describe('a redirect', () => {
  it('goes to pages that may call', () => {
    expect(isAllowedRedirect(development, local, 'http://localhost:3000/deep?page=1#part')).toBe(true)
  })

  it.each([
    ['https://evil.example/'],
    ['http://localhost:3000@evil.example/'],
    ['http://user:secret@localhost:3000/'],
    ['javascript:alert(1)//localhost'],
    ['//evil.example'],
    ['/relative'],
    ['data:text/html,x'],
    ['blob:http://localhost:3000/x'],
    ['http://localhost:3000\\@evil.example/'],
    ['http://localhost:3000/\nset-cookie:a=b'],
    ['http://localhost:3000/\u0142'],
  ])('never goes to %s', (url) => expect(isAllowedRedirect(development, local, url)).toBe(false))
})

import { describe, expect, it } from 'vitest'
import type { Instance } from '../instances/index.ts'
import {
  clientCookieName,
  clientUat,
  serverWritesClientUat,
  sharedCookieDomain,
} from './client-cookies.policy.ts'

const development = {
  environmentType: 'development',
  frontendHost: 'clerk.shop.localhost:3943',
  hosts: ['localhost:3901'],
  cookieSuffix: 'abcd1234',
} as unknown as Instance
const production = {
  environmentType: 'production',
  frontendHost: 'clerk.example.com',
  hosts: ['auth.example.net'],
  cookieSuffix: 'abcd1234',
} as unknown as Instance

describe('the cookie of the client’s token', () => {
  // Two local servers on different ports would read and overwrite each other's cookie.
  it.each([
    'http://localhost:3900',
    'http://localhost:3901',
    'http://127.0.0.1:3900',
    'http://localhost:3000/__clerk',
  ])('carries the suffix on %s, whose ports share cookies', (publicUrl) =>
    expect(clientCookieName(development, publicUrl)).toBe('__client_abcd1234'),
  )

  it('has the plain name on hosts that belong to one instance', () => {
    expect(clientCookieName(development, 'https://clerk.shop.localhost:3943')).toBe('__client')
    expect(clientCookieName(production, 'https://clerk.example.com')).toBe('__client')
    expect(clientCookieName(production, 'https://auth.example.net')).toBe('__client')
  })

  it('carries the suffix behind an app’s proxy', () => {
    expect(clientCookieName(production, 'https://example.com/__clerk')).toBe('__client_abcd1234')
  })
})

describe('the domain of shared cookies', () => {
  it('is that of the application, for hosts below it', () => {
    expect(sharedCookieDomain(production, 'clerk.example.com')).toBe('example.com')
    expect(sharedCookieDomain(production, 'app.example.com')).toBe('example.com')
    expect(sharedCookieDomain(development, 'app.shop.localhost')).toBe('shop.localhost')
  })

  it('is left out for hosts beside it', () => {
    expect(sharedCookieDomain(production, 'evilexample.com')).toBeUndefined()
    expect(sharedCookieDomain(development, 'localhost')).toBeUndefined()
    expect(
      sharedCookieDomain({ ...production, frontendHost: 'auth.example.com' }, 'example.com'),
    ).toBeUndefined()
  })
})

it('is the server’s to say who is signed in, but for plain development pages', () => {
  expect(serverWritesClientUat(production, 'https://example.com')).toBe(true)
  expect(serverWritesClientUat(development, 'http://localhost:3000')).toBe(false)
  expect(serverWritesClientUat(development, 'https://app.shop.localhost:3943')).toBe(true)
})

it('tells the second of the last change, and 0 where nobody is signed in', () => {
  expect(clientUat({ sessions: [{}], updated_at: 1_700_000_000_999 })).toBe(1_700_000_000)
  expect(clientUat({ sessions: [], updated_at: 1_700_000_000_999 })).toBe(0)
  expect(clientUat(null)).toBe(0)
})

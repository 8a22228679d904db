import { describe, expect, it } from 'vitest'
import { isLoopbackHost } from './loopback.policy.ts'

describe('a loopback host', () => {
  it.each([
    'localhost',
    'localhost:3900',
    '127.0.0.1:80',
    '127.8.9.1',
    '[::1]:3900',
    'clerk.acme.localhost:3943',
    'LOCALHOST',
  ])('is %s', (host) => expect(isLoopbackHost(host)).toBe(true))

  it.each([
    'localhost.evil.com',
    'evil-localhost',
    '127.0.0.1.evil.com',
    '128.0.0.1',
    'evil.com:127',
    '[::2]',
  ])('is not %s', (host) => expect(isLoopbackHost(host)).toBe(false))
})

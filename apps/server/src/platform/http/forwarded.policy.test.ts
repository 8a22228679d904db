import { describe, expect, it } from 'vitest'
import { callerBehind, createTrustedProxies, firstOf } from './forwarded.policy.ts'

const trusted = createTrustedProxies(['10.0.0.0/8', '192.0.2.7', 'fd00::/8'])

describe('the caller behind proxies', () => {
  it.each([
    [
      'is the other end of the socket when that is no trusted proxy',
      '203.0.113.9',
      '198.51.100.1',
      '203.0.113.9',
    ],
    ['is what the trusted proxy says', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    // The caller wrote the first part itself, hoping to be taken for somebody else.
    ['is the last hop that is not a trusted proxy', '10.1.2.3', '127.0.0.1, 198.51.100.1', '198.51.100.1'],
    [
      'is found behind several trusted proxies',
      '10.1.2.3',
      '198.51.100.1, 10.9.9.9, 192.0.2.7',
      '198.51.100.1',
    ],
    ['is a trusted proxy itself when nobody else is named', '10.1.2.3', '10.4.4.4', '10.4.4.4'],
    ['is the proxy when it forwards nothing', '10.1.2.3', null, '10.1.2.3'],
    ['is not what is no address', '10.1.2.3', 'unknown, _hidden', '10.1.2.3'],
    [
      'is recognised when a dual-stack socket writes IPv4 as IPv6',
      '::ffff:10.1.2.3',
      '::ffff:198.51.100.1',
      '198.51.100.1',
    ],
    ['may have an IPv6 address', 'fd12::1', '2001:db8::1', '2001:db8::1'],
  ])('%s', (_title, remote, chain, expected) => {
    expect(callerBehind(chain, remote, trusted)).toBe(expected)
  })

  it('is nobody else when no proxy is trusted', () => {
    expect(callerBehind('198.51.100.1', '127.0.0.1', createTrustedProxies([]))).toBe('127.0.0.1')
  })

  it('is the first one that an app’s proxy names', () => {
    expect(firstOf('198.51.100.1, 10.0.0.1')).toBe('198.51.100.1')
    expect(firstOf(null)).toBeUndefined()
  })
})

describe('trusted proxies', () => {
  it.each(['example.com', '10.0.0.0/x', '', '999.1.1.1', '10.0.0.0/33'])('"%s" is refused', (entry) => {
    expect(() => createTrustedProxies([entry])).toThrow()
  })
})

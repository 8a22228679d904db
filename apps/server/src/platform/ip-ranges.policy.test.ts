import { describe, expect, it } from 'vitest'
import { ipRangeFault, isInRanges, isWithin, readIpRange } from './ip-ranges.policy.ts'

const isIn = (address: string, ...ranges: string[]) => isInRanges(address, ranges.map(readIpRange))

describe('a network', () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.0', '203.0.113.255'],
    ['203.0.113.128/25', '203.0.113.128', '203.0.113.255'],
    ['203.0.113.7', '203.0.113.7', '203.0.113.7'],
    ['203.0.113.6/31', '203.0.113.6', '203.0.113.7'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', '2001:0db8::0:1'],
    ['::/0', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['64:ff9b::192.0.2.0/120', '64:ff9b::c000:200', '64:ff9b::192.0.2.255'],
  ])('%s holds its first and its last address', (range, first, last) => {
    expect(ipRangeFault(range)).toBeUndefined()
    expect([isIn(first, range), isIn(last, range)]).toEqual([true, true])
  })

  it.each([
    ['203.0.113.0/24', '203.0.112.255', '203.0.114.0'],
    ['203.0.113.128/25', '203.0.113.127', '203.0.114.0'],
    ['203.0.113.7', '203.0.113.6', '203.0.113.8'],
    ['2001:db8::/32', '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::'],
  ])('%s ends where it ends', (range, before, after) => {
    expect([isIn(before, range), isIn(after, range)]).toEqual([false, false])
  })

  // The attack: an IPv4 address in the clothes of IPv6 that is not recognised, in a list of either.
  it.each([
    ['::ffff:203.0.113.7', '203.0.113.0/24', true],
    ['::FFFF:cb00:7107', '203.0.113.0/24', true],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.0/24', true],
    ['203.0.113.7', '::ffff:203.0.113.0/120', true],
    ['203.0.114.7', '::ffff:203.0.113.0/120', false],
    ['::ffff:203.0.114.7', '203.0.113.0/24', false],
    // Compatible addresses (RFC 4291 §2.5.5.1) are IPv6, and so is all of ::/0.
    ['::203.0.113.7', '203.0.113.0/24', false],
    ['203.0.113.7', '::/0', false],
    ['2001:db8::1', '0.0.0.0/0', false],
  ])('%s in %s: %s', (address, range, expected) => {
    expect(isIn(address, range)).toBe(expected)
  })

  it.each(['', 'unknown', '203.0.113', '203.0.113.7:443', '203.0.113.7, 10.0.0.1', '010.0.0.1'])(
    'holds nothing that is no address: %j',
    (address) => {
      expect(isIn(address, '0.0.0.0/0', '::/0')).toBe(false)
    },
  )

  it('knows an address by its zone too', () => {
    expect(isIn('fe80::1%eth0', 'fe80::/10')).toBe(true)
  })

  it('is in another one if all of it is', () => {
    const within = (inner: string, outer: string) => isWithin(readIpRange(inner), readIpRange(outer))
    expect(within('10.1.0.0/16', '10.0.0.0/8')).toBe(true)
    expect(within('10.0.0.0/8', '10.0.0.0/8')).toBe(true)
    expect(within('10.0.0.0/7', '10.0.0.0/8')).toBe(false)
    expect(within('11.0.0.0/16', '10.0.0.0/8')).toBe(false)
    expect(within('2001:db8:1::/48', '2001:db8::/32')).toBe(true)
    expect(within('10.1.0.0/16', '::/0')).toBe(false)
  })
})

describe('what is no network', () => {
  it.each([
    '',
    'office',
    '203.0.113.0/33',
    '203.0.113.0/-1',
    '203.0.113.0/',
    '203.0.113.0/024',
    '203.0.113.0/24/24',
    '203.0.113.0/255.255.255.0',
    '203.0.113.0 /24',
    '256.0.0.0/8',
    '2001:db8::/129',
    '::ffff:0:0/95',
    'fe80::1%eth0/64',
    '*',
  ])('is told so, with what to write instead: %j', (text) => {
    expect(ipRangeFault(text)).toBe(
      `"${text}" is neither a network nor an address. Write 203.0.113.0/24, 2001:db8::/32 or a single address.`,
    )
    expect(() => readIpRange(text)).toThrow(RangeError)
  })

  it.each([
    ['203.0.113.7/24', '203.0.113.0/24', '203.0.113.7'],
    ['10.0.0.1/0', '0.0.0.0/0', '10.0.0.1'],
    ['2001:db8::1/32', '2001:db8::/32', '2001:db8::1'],
    ['::ffff:203.0.113.7/120', '203.0.113.0/24', '203.0.113.7'],
  ])('%s may be meant as %s or as %s', (text, network, address) => {
    expect(ipRangeFault(text)).toBe(
      `"${text}" is an address inside a network. Write ${network} for the network, or ${address} for the address.`,
    )
    expect(ipRangeFault(network)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { createThrottle, networkOf } from './throttle.ts'

const rule = { limit: 2, window_seconds: 10 }

describe('a throttle', () => {
  it('lets so many pass, each key for itself, and says how long to wait', async () => {
    const throttle = createThrottle({ enabled: true })
    const take = (key: string) => throttle.take({}, 'sign_in', key, rule)
    await take('a')
    await take('a')
    const fault = await take('a').catch((error: unknown) => error)
    expect(fault).toMatchObject({ code: 'too_many_requests' })
    const wait = (fault as { options: { retryAfterSeconds: number } }).options.retryAfterSeconds
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(10)
    await take('b')
    await throttle.take({}, 'other', 'a', rule)
  })

  it('lets pass what was exempted, what has no limit, and everything when it is off', async () => {
    const throttle = createThrottle({ enabled: true })
    const request = {}
    throttle.exempt(request)
    for (let count = 0; count < 5; count += 1) await throttle.take(request, 'x', 'a', rule)
    for (let count = 0; count < 5; count += 1) await throttle.take({}, 'x', 'a', { ...rule, limit: 0 })
    const off = createThrottle({ enabled: false })
    for (let count = 0; count < 5; count += 1) await off.take({}, 'x', 'a', rule)
  })

  it('counts anew when the limit is changed', async () => {
    const throttle = createThrottle({ enabled: true })
    await throttle.take({}, 'x', 'a', { limit: 1, window_seconds: 10 })
    await throttle.take({}, 'x', 'a', { limit: 5, window_seconds: 10 })
  })
})

describe('networkOf', () => {
  it('takes an IPv4 address as it is, and of IPv6 the subscriber’s part', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
    expect(networkOf('2001:db8:1:2::9')).toBe(networkOf('2001:db8:1:2:ffff::1'))
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0')
    expect(networkOf('::1')).toBe('0:0:0:0')
  })
})

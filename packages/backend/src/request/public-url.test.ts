import { describe, expect, it } from 'vitest'
import { publicUrlOf } from './public-url.ts'

const inner = 'http://10.0.0.1:3000/members?a=1'
const of = (headers: Record<string, string>, url = inner) => publicUrlOf(new Request(url, { headers })).href
const forwarded = (host: string, protocol = 'https') =>
  of({ 'x-forwarded-host': host, 'x-forwarded-proto': protocol })

describe('the public URL', () => {
  it('is what proxies forward, else what was asked for', () => {
    expect(forwarded('app.example.com')).toBe('https://app.example.com/members?a=1')
    expect(forwarded('app.example.com:8443, inner', 'https,http')).toBe(
      'https://app.example.com:8443/members?a=1',
    )
    expect(forwarded('[::1]:3000', 'http')).toBe('http://[::1]:3000/members?a=1')
    expect(of({ host: 'localhost:3000' })).toBe('http://localhost:3000/members?a=1')
    expect(of({})).toBe(inner)
  })

  it('keeps a path that begins with two slashes a path', () => {
    const url = 'http://10.0.0.1//evil.example.com/x'
    expect(of({ 'x-forwarded-host': 'app.example.com' }, url)).toBe(
      'http://app.example.com/evil.example.com/x',
    )
  })

  // The attack: a handshake that returns to wherever a header says.
  it.each([
    'evil.example.com/path?',
    'app.example.com@evil.example.com',
    'evil.example.com#',
    'evil.example.com\\',
    'a b',
    '*',
    ':80',
    'app.example.com:99999999',
    'app.example.com:99999',
    '[::1',
  ])('is what was asked for where the header holds %j', (host) => {
    expect(forwarded(host)).toBe(inner)
  })

  it.each(['javascript', 'ftp', 'https:', ''])('takes no scheme like %j from a header', (protocol) => {
    expect(forwarded('app.example.com', protocol)).toMatch(/^http:/)
  })
})

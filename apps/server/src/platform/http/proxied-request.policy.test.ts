import { describe, expect, it } from 'vitest'
import { mayProxyCarry, mayProxyReach, readProxyClaim } from './proxied-request.policy.ts'

describe('what a proxy claims', () => {
  it('is nothing without its headers', () => {
    expect(readProxyClaim(new Headers())).toEqual({ kind: 'none' })
  })

  it.each([
    ['the URL alone', { 'clerk-proxy-url': 'http://localhost:3000/__clerk' }],
    [
      'the URL and an empty key',
      { 'clerk-proxy-url': 'http://localhost:3000/__clerk', 'clerk-secret-key': '' },
    ],
    ['an empty key alone', { 'clerk-secret-key': '' }],
  ])('is incomplete with %s', (_what, headers) => {
    expect(readProxyClaim(new Headers(headers as Record<string, string>))).toEqual({ kind: 'missing_key' })
  })

  it('is its URL and its key', () => {
    const claim = readProxyClaim(
      new Headers({ 'clerk-proxy-url': 'https://app.example.com/__clerk', 'clerk-secret-key': 'sk_live_1' }),
    )
    expect(claim).toEqual({
      kind: 'claimed',
      secretKey: 'sk_live_1',
      proxyUrl: new URL('https://app.example.com/__clerk'),
    })
  })

  it.each([
    'javascript:alert(1)',
    'ftp://app.example.com/',
    '/__clerk',
    'https://user:pass@app.example.com/',
    'https://app.example.com/?a=b',
    'https://app.example.com/#a',
  ])('has no URL when it says %s', (url) => {
    const claim = readProxyClaim(new Headers({ 'clerk-proxy-url': url, 'clerk-secret-key': 'sk_live_1' }))
    expect(claim).toMatchObject({ kind: 'claimed', proxyUrl: undefined })
  })
})

describe('a proxied request', () => {
  it.each([
    '/v1/client',
    '/v1/environment',
    '/v1/client/handshake',
    '/v1/me',
    '/v1/dev_browser',
    '/v1/proxy-health',
    '/api_keys',
    '/api_keys/ak_1/revoke',
    '/npm/@clerk/clerk-js@6/dist/clerk.browser.js',
    '/oauth/token',
    '/.well-known/jwks.json',
    '/sign-in',
    '/sign-in/factor-one',
    '/sign-up',
    '/user',
    '/organization',
    '/create-organization',
    '/waitlist',
    '/popup-callback',
    '/oauth-consent',
    '/sso-callback',
    '/v1/keywright/verify',
  ])('reaches %s', (path) => {
    expect(mayProxyReach(path)).toBe(true)
  })

  // Attack: an anonymous browser asks the app's proxy for a path it should not have; the proxy adds the secret key.
  it.each([
    '/',
    '/v1/platform',
    '/v1/platform/applications',
    '/v1/keywright/config',
    '/v1/keywright/verify/x',
    '/v1/keywright/verifyx',
    '/v1/events',
    '/v1/revocations',
    '/v1/authz/explain',
    '/dashboard',
    '/dashboard/users',
    '/dev',
    '/dev/inbox',
    '/m2m_tokens',
    '/m2m_tokens/verify',
    '/i/other/v1/client',
    '/metrics',
    '/healthz',
    '/v1x',
    '//v1/client',
    '/V1/client',
    '/sign-inner',
    '/api_keysx',
    '/oauth_applications/access_tokens/verify',
  ])('does not reach %s', (path) => {
    expect(mayProxyReach(path)).toBe(false)
  })

  it('carries no server’s key', () => {
    expect(mayProxyCarry('secret_key')).toBe(false)
    expect(mayProxyCarry('platform_or_machine_key')).toBe(false)
    expect(mayProxyCarry('client')).toBe(true)
  })
})

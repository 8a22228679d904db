import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { developmentKey } from '../testing/open-app.ts'
import { findFrontendUrl } from './frontend-url.ts'
import { cookieSuffixOf, readPublishableKey } from './publishable-key.ts'
import { sha1 } from './sha1.ts'

const productionKey = `pk_live_${btoa('clerk.example.com$').replace(/=+$/, '')}`

describe('a publishable key', () => {
  it('says the kind of instance and its host, padded or not', () => {
    expect(readPublishableKey(productionKey)).toEqual({
      isDevelopment: false,
      frontendHost: 'clerk.example.com',
    })
    expect(readPublishableKey(developmentKey)).toEqual({
      isDevelopment: true,
      frontendHost: 'clerk.shop.localhost:3943',
    })
  })

  it.each([
    '',
    'pk_live_',
    'pk_live_***',
    `sk_test_${btoa('a.b$')}`,
    `pk_test_${btoa('nodot$')}`,
    `pk_test_${btoa('a.b')}`,
  ])('that is none is refused in words: %s', (key) =>
    expect(() => readPublishableKey(key)).toThrow(/Keywright: the publishable key/),
  )

  it('names cookies as servers do', async () => {
    const digest = createHash('sha1').update(developmentKey).digest('base64url')
    expect(await cookieSuffixOf(developmentKey, async (bytes) => sha1(bytes))).toBe(digest.slice(0, 8))
  })
})

it('SHA-1 is that of everybody else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(Buffer.from(sha1(new TextEncoder().encode(text))).toString('hex')).toBe(
        createHash('sha1').update(text).digest('hex'),
      )
    }),
  )
})

describe('the Frontend API', () => {
  const at = (pageUrl: string, more: object = {}) =>
    findFrontendUrl({ publishableKey: developmentKey, pageUrl, ...more })

  it.each(['localhost', '127.0.0.1', 'app.localhost', '192.168.1.7'])(
    'of development is on the machine that the page came from: %s',
    (host) => expect(at(`http://${host}:3000/x`)).toBe(`http://${host}:3900`),
  )

  it('of development is the host in the key for pages beside it', () => {
    expect(at('https://app.shop.localhost:3943/')).toBe('https://clerk.shop.localhost:3943')
  })

  it('of production is the host in the key', () => {
    expect(at('https://app.example.com/', { publishableKey: productionKey })).toBe(
      'https://clerk.example.com',
    )
  })

  it('is where it is said to be', () => {
    expect(at('http://localhost:3000/', { url: 'http://localhost:4900/' })).toBe('http://localhost:4900')
    expect(at('https://app.example.com/a', { proxyUrl: '/__clerk' })).toBe('https://app.example.com/__clerk')
    expect(at('http://localhost:3000/', { url: 'http://x.test', proxyUrl: 'http://y.test/p/' })).toBe(
      'http://y.test/p',
    )
  })

  it('can be named without a page', () => {
    expect(findFrontendUrl({ publishableKey: developmentKey })).toBe('http://127.0.0.1:3900')
  })
})

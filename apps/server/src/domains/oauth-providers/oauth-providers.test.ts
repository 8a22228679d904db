import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { providerIconUrl } from './icon-url.ts'
import { findProvider, listProviders } from './index.ts'
import {
  type ExternalProfile,
  type ImitatedIdentity,
  type OAuthProvider,
  ProfileFault,
  type ProviderAnswers,
} from './provider.ts'

const guides = join(import.meta.dirname, '../../../../../docs/guides/social')

/** Whose address is never taken for proven, because no page of theirs says that it is. A longer list is a review. */
const neverProven = new Set(
  'facebook atlassian hubspot notion line coinbase spotify xero box linear vercel'.split(' '),
)
/** Who gives no address at all. */
const withoutAddress = new Set(['tiktok', 'instagram'])
/** Who gives an address only if it was proven. */
const provenOnly = new Set(['x'])

const identity: ImitatedIdentity = {
  id: '1001',
  emailAddress: 'ada@example.com',
  isEmailAddressVerified: true,
  username: 'ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  imageUrl: 'https://images.example.com/ada.png',
}

/** What a provider says of somebody who is played, read as if it had come from outside. */
function roundTrip(provider: OAuthProvider, who: ImitatedIdentity): ExternalProfile {
  const { claims, profile = {}, tokens = {}, callback = {} } = provider.imitate(who)
  const body = { access_token: 'token', token_type: 'bearer', ...tokens }
  const answers = { profile, tokens: provider.readTokens?.(body) ?? body, callback }
  return provider.toProfile(JSON.parse(JSON.stringify({ ...answers, ...(claims ? { claims } : {}) })))
}

/** The same with other values in the places of one. */
function replaceAll(source: unknown, from: unknown, to: unknown): unknown {
  if (source === from) return to
  if (Array.isArray(source)) return source.map((value) => replaceAll(value, from, to))
  if (typeof source !== 'object' || source === null) return source
  return Object.fromEntries(
    Object.entries(source).map(([name, value]) => [name, replaceAll(value, from, to)]),
  )
}

const named = listProviders().map((provider) => [provider.key, provider] as const)

describe.each(named)('%s', (key, provider) => {
  it('gives back who is played, with a proven address', () => {
    const profile = roundTrip(provider, identity)
    expect(profile.providerUserId).toBe('1001')
    expect(profile.emailAddress).toBe(withoutAddress.has(key) ? null : 'ada@example.com')
    expect(profile.isEmailAddressVerified).toBe(!withoutAddress.has(key) && !neverProven.has(key))
    for (const name of ['username', 'firstName', 'lastName', 'imageUrl'] as const)
      expect([null, identity[name]]).toContain(profile[name])
  })

  it('gives back who is played, with an address that is not proven', () => {
    const profile = roundTrip(provider, { ...identity, isEmailAddressVerified: false })
    expect(profile.providerUserId).toBe('1001')
    const isLeftOut = withoutAddress.has(key) || provenOnly.has(key)
    expect(profile.emailAddress).toBe(isLeftOut ? null : 'ada@example.com')
    expect(profile.isEmailAddressVerified).toBe(false)
  })

  it('gives back who is played, without an address or an image', () => {
    const nobody = { ...identity, emailAddress: null, isEmailAddressVerified: false, imageUrl: null }
    const profile = roundTrip(provider, nobody)
    expect(profile).toMatchObject({
      providerUserId: '1001',
      emailAddress: null,
      isEmailAddressVerified: false,
      imageUrl: null,
    })
  })

  it('refuses an answer that names nobody, whatever it is', () => {
    const junk = [
      {},
      [],
      null,
      undefined,
      '<!doctype html><title>Sorry</title>',
      42,
      { error: { message: 'no', type: 'OAuthException' } },
      { id: {}, sub: [], data: 'x', user: 1, viewer: null, me: { data: [] } },
    ]
    for (const answer of junk) {
      const profile = Object.fromEntries((provider.profileRequests ?? []).map(({ name }) => [name, answer]))
      const answers = { claims: answer, profile, tokens: {}, callback: {} } as ProviderAnswers
      expect(() => provider.toProfile(answers), JSON.stringify(answer)).toThrow(ProfileFault)
    }
  })

  it('takes values of a wrong type, or too long, for missing ones', () => {
    const spoilt = [
      { from: 'Ada', to: 'A'.repeat(100_000) },
      { from: 'Ada', to: 7 },
      { from: 'ada@example.com', to: `${'a'.repeat(100_000)}@example.com` },
      { from: 'ada@example.com', to: { toString: 'no' } },
      { from: 'ada@example.com', to: 'no address' },
      { from: 'https://images.example.com/ada.png', to: 'javascript:alert(1)' },
      { from: 'https://images.example.com/ada.png', to: 'http://169.254.169.254/latest' },
      { from: true, to: 'yes' },
    ]
    for (const { from, to } of spoilt) {
      const told = replaceAll(provider.imitate(identity), from, to) as Partial<ProviderAnswers>
      const profile = provider.toProfile({ profile: {}, tokens: {}, callback: {}, ...told })
      expect(JSON.stringify(profile).length).toBeLessThan(2000)
      if (typeof from === 'string' && from.startsWith('https')) expect(profile.imageUrl).toBeNull()
      if (from === 'ada@example.com')
        expect(profile).toMatchObject({ emailAddress: null, isEmailAddressVerified: false })
      if (from === true && !provenOnly.has(key) && key !== 'apple')
        expect(profile.isEmailAddressVerified).toBe(false)
    }
  })

  it('stores nothing that a database refuses', () => {
    const played = JSON.stringify(
      provider.imitate({ ...identity, firstName: 'A\u0000da\ud800', username: 'a\nb' }),
    )
    const profile = provider.toProfile({ profile: {}, tokens: {}, callback: {}, ...JSON.parse(played) })
    expect(JSON.stringify(profile)).not.toMatch(/\\u0000|\\n|\\ud800/)
  })

  it('has an icon that is small, safe to embed, and drawn with paths only', () => {
    const url = providerIconUrl(provider.icon)
    expect(url.length).toBeLessThanOrEqual(1536)
    expect(url).toMatch(/^data:image\/svg\+xml,[^<>"#{}\s]+$/)
    expect(provider.icon.paths.length).toBeGreaterThan(0)
    for (const { d, fill } of provider.icon.paths) {
      expect(d).toMatch(/^[Mm][-\d.,\sa-zA-Z]+$/)
      expect(fill ?? '#000000').toMatch(/^#([0-9a-f]{3}|[0-9a-f]{6})$/)
    }
  })

  it('has a guide, which says what to put in and is in the index', () => {
    const guide = readFileSync(join(guides, `${key}.md`), 'utf8')
    expect(guide).toContain(`# Sign-in with ${provider.name}\n`)
    expect(guide).toContain(`/v1/keywright/oauth_connections/${key} `)
    expect(guide).toContain('https://<your Frontend API>/v1/oauth_callback')
    const separator = provider.scopes.separator ?? ' '
    expect(guide).toContain(provider.scopes.base.join(separator))
    for (const option of provider.options ?? []) expect(guide).toContain(option.name)
    expect(guide.includes('never taken for proven')).toBe(neverProven.has(key))
    const index = readFileSync(join(guides, 'README.md'), 'utf8')
    expect(index).toContain(`[${provider.name}](${key}.md) | \`${key}\` |`)
  })

  it('names the pages it was made from', () => {
    expect(provider.sources.length).toBeGreaterThan(0)
    for (const source of provider.sources) expect(source).toMatch(/^https:\/\//)
  })

  it('speaks to https addresses only, whatever its options are', () => {
    const { authorization, token, jwks } = provider.endpoints
    const urls = [
      ...Object.values(provider.endpoints),
      ...(provider.profileRequests ?? []).map(({ url }) => url),
    ]
    const known = (provider.options ?? []).map(({ name }) => name)
    for (const url of urls) {
      const open = [...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(known).toEqual(expect.arrayContaining(open))
      const filled = url.replace(/^\{base_url\}/, 'https://example.com').replaceAll(/\{\w+\}/g, 'common')
      expect(new URL(filled).protocol).toBe('https:')
    }
    expect(authorization).not.toBe(token)
    // OpenID Connect needs keys, but for who signs with the client secret.
    if (provider.protocol === 'oidc' && !provider.idTokenAlgorithms?.includes('HS256'))
      expect(jwks).toBeDefined()
    if (provider.protocol === 'oidc') expect(provider.issuer).toBeDefined()
    else expect(provider.profileRequests?.[0]?.optional).toBeUndefined()
  })

  it('takes no option that leads an address elsewhere', () => {
    for (const { pattern } of provider.options ?? []) {
      for (const attack of [
        '',
        '..',
        'a/../b',
        'a@b',
        'https://a@evil.example',
        'https://e.example/?q',
        'a#b',
        ' a',
      ])
        expect(pattern.test(attack), attack).toBe(false)
      expect(pattern.source).toMatch(/^\^.*\$$/)
    }
    for (const option of provider.options ?? [])
      if (option.default !== undefined) expect(option.default).toMatch(option.pattern)
  })
})

describe('the list of providers', () => {
  it('holds every file of the folder once, each under its own key', () => {
    const files = readdirSync(join(import.meta.dirname, 'providers')).map((name) => name.replace('.ts', ''))
    const keys = listProviders().map(({ key }) => key)
    expect(keys.map((key) => key.replaceAll('_', '-')).sort()).toEqual(files.sort())
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.length).toBeGreaterThanOrEqual(25)
    for (const key of keys) expect(findProvider(key)?.key).toBe(key)
  })

  it('finds nothing under the name of something else', () => {
    for (const key of ['', 'Google', 'constructor', '__proto__', 'custom_acme'])
      expect(findProvider(key)).toBeUndefined()
  })
})

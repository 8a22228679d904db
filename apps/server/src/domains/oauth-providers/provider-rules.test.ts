import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { ProfileFault } from './provider.ts'
import { apple } from './providers/apple.ts'
import { discord } from './providers/discord.ts'
import { github } from './providers/github.ts'
import { google } from './providers/google.ts'
import { microsoft } from './providers/microsoft.ts'

const consumers = '9188040d-6c67-4c5b-b112-36a304b66dad'
const tenant = '9122040d-6c67-4c5b-b112-36a304b66dad'
const nothing = { profile: {}, tokens: {}, callback: {} }

function issuerOf(provider: typeof microsoft, claims: Record<string, unknown>, options = {}): string {
  const { issuer } = provider
  return typeof issuer === 'function' ? issuer(claims, options) : (issuer ?? '')
}

describe('microsoft', () => {
  it('expects the issuer of the tenant that somebody is in', () => {
    const expected = `https://login.microsoftonline.com/${tenant}/v2.0`
    expect(issuerOf(microsoft, { tid: tenant })).toBe(expected)
    expect(issuerOf(microsoft, { tid: tenant }, { tenant: 'organizations' })).toBe(expected)
    expect(issuerOf(microsoft, { tid: tenant }, { tenant: tenant.toUpperCase() })).toBe(expected)
    expect(issuerOf(microsoft, { tid: consumers }, { tenant: 'consumers' })).toContain(consumers)
  })

  // All tenants sign with the same keys: whoever runs one could come in as anybody of another.
  it('refuses people of tenants that were not let in', () => {
    const outside = [
      [tenant, consumers],
      ['organizations', consumers],
      ['consumers', tenant],
      ['common', undefined],
      ['common', 'common'],
      ['common', `${tenant}/v2.0/../evil`],
      ['common', 7],
    ]
    for (const [option, tid] of outside)
      expect(() => issuerOf(microsoft, { tid }, { tenant: option }), `${option} ${tid}`).toThrow(ProfileFault)
  })

  // nOAuth: an address in a tenant is whatever its administrator wrote there.
  it('takes an address for proven only by xms_edov', () => {
    const verified = (claims: object) =>
      microsoft.toProfile({ ...nothing, claims: { oid: '1', sub: 's', email: 'ada@example.com', ...claims } })
        .isEmailAddressVerified
    for (const mark of [true, 'true', 1, '1']) expect(verified({ xms_edov: mark })).toBe(true)
    for (const mark of [false, 'false', 0, '0', null, [1], {}, '1 '])
      expect(verified({ xms_edov: mark, email_verified: true, tid: consumers })).toBe(false)
    expect(verified({ xms_edov: true, email: 7 })).toBe(false)
  })
})

describe('apple', () => {
  it('signs a client secret with the key of the operator, for a short time', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const pem = await exportPKCS8(privateKey)
    const now = new Date('2026-11-22T00:00:00Z')
    const options = { team_id: 'TEAM123456', key_id: 'KEY1234567' }
    for (const key of [pem, `  ${pem.replaceAll('\n', '\\n')}\n`]) {
      const secret = await apple.makeClientSecret?.(
        { clientId: 'com.example', clientSecret: key, options },
        now,
      )
      const { payload, protectedHeader } = await jwtVerify(secret ?? '', publicKey, {
        issuer: 'TEAM123456',
        audience: 'https://appleid.apple.com',
        subject: 'com.example',
        currentDate: now,
      })
      expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: 'KEY1234567' })
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300)
    }
  })

  it('refuses a key that is none', async () => {
    const credentials = { clientId: 'com.example', clientSecret: 'no key', options: {} }
    await expect(apple.makeClientSecret?.(credentials, new Date())).rejects.toThrow()
  })

  // What comes with the browser can be written by whoever sits before it.
  it('takes a name from the browser, and never an address or an id', () => {
    const user = { name: { firstName: 'Eve' }, email: 'ada@example.com', sub: 'other', email_verified: true }
    const claims = { sub: '1' }
    const profile = apple.toProfile({ ...nothing, claims, callback: { user: JSON.stringify(user) } })
    expect(profile).toMatchObject({ providerUserId: '1', emailAddress: null, firstName: 'Eve' })
    for (const spoilt of ['', '{', 'null', '[]', '"text"', '{"name":7}'])
      expect(apple.toProfile({ ...nothing, claims, callback: { user: spoilt } }).firstName).toBeNull()
  })

  it('knows the native apps of the operator', () => {
    expect(apple.nativeAudiences?.({ bundle_ids: 'com.example.app,com.example.tv' })).toEqual([
      'com.example.app',
      'com.example.tv',
    ])
    expect(apple.nativeAudiences?.({})).toEqual([])
  })
})

describe('google', () => {
  it('knows both of its documented issuers, and no other', () => {
    const { issuer } = google
    const expected = (iss: unknown) => (typeof issuer === 'function' ? issuer({ iss }, {}) : issuer)
    expect(expected('accounts.google.com')).toBe('accounts.google.com')
    expect(expected('https://accounts.google.com')).toBe('https://accounts.google.com')
    expect(expected('https://evil.example')).toBe('https://accounts.google.com')
  })
})

describe('github', () => {
  it('takes the primary address, whatever else was proven', () => {
    const emails = [
      { email: 'proven@example.com', primary: false, verified: true },
      { email: 'ada@example.com', primary: true, verified: false },
    ]
    const profile = github.toProfile({ ...nothing, profile: { user: { id: 1 }, emails } })
    expect(profile).toMatchObject({ emailAddress: 'ada@example.com', isEmailAddressVerified: false })
  })
})

describe('discord', () => {
  it('makes no image address of a spoilt hash or id', () => {
    for (const user of [
      { id: '1', avatar: '../../x' },
      { id: '1', avatar: 7 },
      { id: 'a/b', avatar: 'abc' },
    ])
      expect(discord.toProfile({ ...nothing, profile: { user } }).imageUrl).toBeNull()
  })
})

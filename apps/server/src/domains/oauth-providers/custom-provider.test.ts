import { CustomProvider } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { customProvider, type Discovered } from './custom-provider.ts'
import { type Json, ProfileFault } from './provider.ts'

const discovered: Discovered = {
  issuer: 'https://id.example.com',
  authorization_endpoint: 'https://id.example.com/authorize',
  token_endpoint: 'https://id.example.com/token',
  jwks_uri: 'https://id.example.com/jwks',
  userinfo_endpoint: 'https://id.example.com/userinfo',
  id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256', 'EdDSA'],
}
const identity = {
  id: '1001',
  emailAddress: 'ada@example.com',
  isEmailAddressVerified: true,
  username: 'ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  imageUrl: 'https://images.example.com/ada.png',
}

function plain(mapping: Record<string, string> = {}) {
  const settings = CustomProvider.parse({
    name: 'Acme',
    protocol: 'oauth2',
    authorization_endpoint: 'https://acme.example.com/authorize',
    token_endpoint: 'https://acme.example.com/token',
    userinfo_endpoint: 'https://acme.example.com/me',
    mapping,
  })
  return customProvider('custom_acme', settings, undefined)
}

function oidc(found: Discovered | undefined = discovered, more: Json = {}) {
  const settings = CustomProvider.parse({
    name: 'Acme',
    protocol: 'oidc',
    issuer: 'https://id.example.com',
    ...more,
  })
  return customProvider('custom_acme', settings, found)
}

function read(mapping: Record<string, string>, profile: unknown) {
  return plain(mapping).toProfile({ profile: { profile }, tokens: {}, callback: {} })
}

describe('a custom provider without discovery', () => {
  it('is asked for its profile, at its own addresses', () => {
    const provider = plain()
    expect(provider).toMatchObject({ key: 'custom_acme', name: 'Acme', protocol: 'oauth2', pkce: true })
    expect(provider.profileRequests).toEqual([{ name: 'profile', url: 'https://acme.example.com/me' }])
    expect(provider.scopes.base).toEqual([])
  })

  it('reads values that lie deep, in lists, or under names with dots', () => {
    const mapping = {
      provider_user_id: 'data.user.id',
      email_address: 'data.emails.0.value',
      email_address_verified: 'data.emails.0.is.confirmed',
      username: 'https://acme.example.com/handle',
      first_name: 'data.user.name.first',
    }
    const profile = {
      'https://acme.example.com/handle': 'ada',
      data: {
        user: { id: 1001, name: { first: 'Ada' } },
        emails: [{ value: 'ada@example.com', is: { confirmed: true } }],
      },
    }
    expect(read(mapping, profile)).toEqual({
      providerUserId: '1001',
      emailAddress: 'ada@example.com',
      isEmailAddressVerified: true,
      username: 'ada',
      firstName: 'Ada',
      lastName: null,
      imageUrl: null,
    })
  })

  it('takes an address for proven only where the mapping leads to true', () => {
    const verified = (mapping: Record<string, string>, profile: Json) =>
      read(mapping, { sub: '1', email: 'ada@example.com', ...profile }).isEmailAddressVerified
    expect(verified({}, { email_verified: true })).toBe(true)
    expect(verified({}, { email_verified: 'true' })).toBe(true)
    for (const value of [false, 'false', 1, 'yes', {}, [true], null])
      expect(verified({}, { email_verified: value })).toBe(false)
    expect(verified({ email_address_verified: '' }, { email_verified: true, '': true })).toBe(false)
    expect(verified({ email_address_verified: 'email' }, {})).toBe(false)
  })

  it('finds nothing where nothing is', () => {
    for (const path of ['', '.', 'a', 'a.b', 'sub.length', 'list.9', '..sub', 'sub.'])
      expect(read({ username: path }, { sub: '1', list: [], a: null }).username, path).toBeNull()
    for (const path of ['missing', 'sub.deeper', ''])
      expect(() => read({ provider_user_id: path }, { sub: '1' }), path).toThrow(ProfileFault)
  })

  // A path that reached a prototype would give every user of the provider the same id.
  it('does not follow a path into a prototype', () => {
    const paths = ['constructor.name', '__proto__', 'toString', 'list.__proto__.length']
    for (const path of paths)
      expect(() => read({ provider_user_id: path }, { sub: '1', list: [] }), path).toThrow(ProfileFault)
    const told = JSON.parse('{"__proto__":{"id":"7"},"sub":"1"}')
    expect(read({ provider_user_id: '__proto__.id' }, told).providerUserId).toBe('7')
    expect(({} as Json).id).toBeUndefined()
  })

  it('plays people by its mapping, without touching a prototype', () => {
    const provider = plain({
      provider_user_id: 'user.id',
      first_name: 'user.name.first',
      last_name: 'user.name.last',
      username: '__proto__.name',
      image_url: '',
    })
    const { profile = {} } = provider.imitate(identity)
    expect(provider.toProfile({ profile, tokens: {}, callback: {} })).toEqual({
      providerUserId: '1001',
      emailAddress: 'ada@example.com',
      isEmailAddressVerified: true,
      username: 'ada',
      firstName: 'Ada',
      lastName: 'Lovelace',
      imageUrl: null,
    })
    expect(({} as Json).name).toBeUndefined()
  })

  it('is none without all of its addresses', () => {
    const settings = CustomProvider.parse({ name: 'Acme', protocol: 'oauth2' })
    expect(() => customProvider('custom_acme', settings, undefined)).toThrow(ProfileFault)
  })
})

describe('a custom provider with discovery', () => {
  it('has the addresses of its discovery document, and asks to be told who came', () => {
    const provider = oidc()
    expect(provider.endpoints).toEqual({
      authorization: 'https://id.example.com/authorize',
      token: 'https://id.example.com/token',
      jwks: 'https://id.example.com/jwks',
    })
    expect(provider.issuer).toBe('https://id.example.com')
    expect(provider.scopes.base).toEqual(['openid', 'profile', 'email'])
    expect(oidc(discovered, { scopes: ['groups'] }).scopes.base).toEqual(['openid', 'groups'])
  })

  it('believes signatures only that anybody can check', () => {
    expect(oidc().idTokenAlgorithms).toEqual(['RS256', 'EdDSA'])
    const weak = { ...discovered, id_token_signing_alg_values_supported: ['none', 'HS256'] }
    expect(oidc(weak).idTokenAlgorithms).toBeUndefined()
  })

  it('completes the ID token by the userinfo of the same person only', () => {
    const toProfile = (userinfo: unknown) =>
      oidc().toProfile({
        claims: { sub: '1', email: 'ada@example.com' },
        profile: userinfo === undefined ? {} : { userinfo },
        tokens: {},
        callback: {},
      })
    expect(toProfile(undefined).emailAddress).toBe('ada@example.com')
    expect(toProfile({ sub: '1', name: 'Ada Lovelace' }).lastName).toBe('Lovelace')
    // What was signed counts more than what was not.
    expect(toProfile({ sub: '1', email: 'eve@example.com' }).emailAddress).toBe('ada@example.com')
    for (const other of [{ sub: '2' }, {}, '<html>', null])
      expect(() => toProfile(other)).toThrow(ProfileFault)
  })

  // Attack: the ID token names the victim's address as somebody has typed it in, and userinfo one that was proven.
  it.each([{}, { mapping: { email_address: 'mail.address', email_address_verified: 'mail.proven' } }])(
    'proves no address by what is said of another: %j',
    (more) => {
      const tell = (address?: string, proven?: boolean) => ({
        ...{ sub: '1', email: address, email_verified: proven, mail: { address, proven } },
      })
      const isProven = (claims: object, userinfo: object) =>
        oidc(discovered, more).toProfile({
          claims: JSON.parse(JSON.stringify(claims)),
          profile: { userinfo: JSON.parse(JSON.stringify(userinfo)) },
          tokens: {},
          callback: {},
        }).isEmailAddressVerified
      expect(isProven(tell('ada@example.com'), tell('eve@example.com', true))).toBe(false)
      expect(isProven(tell('ada@example.com', false), tell('eve@example.com', true))).toBe(false)
      expect(isProven(tell('ada@example.com'), tell('ada@example.com', true))).toBe(true)
      expect(isProven(tell('ada@example.com', true), tell('eve@example.com'))).toBe(true)
      expect(isProven(tell(), tell('ada@example.com', true))).toBe(true)
    },
  )

  it('plays people as it would tell of them', () => {
    const provider = oidc(discovered, { mapping: { provider_user_id: 'oid' } })
    const { claims = {}, profile = {} } = provider.imitate(identity)
    expect(provider.toProfile({ claims, profile, tokens: {}, callback: {} })).toEqual({
      providerUserId: '1001',
      emailAddress: 'ada@example.com',
      isEmailAddressVerified: true,
      username: 'ada',
      firstName: 'Ada',
      lastName: 'Lovelace',
      imageUrl: 'https://images.example.com/ada.png',
    })
  })

  it('refuses a discovery document that says nothing, or leads to a less safe place', () => {
    expect(() =>
      customProvider('custom_acme', CustomProvider.parse({ name: 'A', protocol: 'oidc' }), undefined),
    ).toThrow(ProfileFault)
    const spoilt = [
      undefined,
      '',
      7,
      'nonsense',
      'javascript:alert(1)',
      'http://id.example.com/jwks',
      'file:///etc/passwd',
    ]
    for (const jwks of spoilt)
      expect(() => oidc({ ...discovered, jwks_uri: jwks } as Discovered), String(jwks)).toThrow(ProfileFault)
    const local = JSON.parse(JSON.stringify(discovered).replaceAll('https:', 'http:'))
    expect(oidc(local).endpoints.jwks).toBe('http://id.example.com/jwks')
  })
})

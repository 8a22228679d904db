import { InstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { Instance } from './instance.entity.ts'
import { accountPortalUrl, applicationDomain, isHostOf } from './instance-lookup.policy.ts'

function makeInstance(overrides: Partial<Instance> = {}): Instance {
  const created = new Date(0)
  return {
    id: 'ins_1',
    applicationId: 'app_1',
    applicationName: 'Acme',
    slug: 'acme',
    environmentType: 'development',
    publishableKey: 'pk_test_x',
    frontendHost: 'clerk.acme.localhost:3943',
    issuer: 'https://clerk.acme.localhost:3943',
    cookieSuffix: 'abcdefgh',
    homeOrigin: null,
    isDefault: true,
    isSystem: false,
    hosts: [],
    proxyUrls: [],
    settings: InstanceSettings.parse({}),
    oauthConnections: [],
    settingsVersion: 1,
    createdAt: created,
    updatedAt: created,
    ...overrides,
  }
}

const live = makeInstance({
  environmentType: 'production',
  frontendHost: 'clerk.acme.test',
  hosts: ['accounts.acme.test', 'clerk.satellite.test'],
})

describe('a host is the instance’s own', () => {
  it.each([
    ['on this machine, in development', makeInstance(), 'localhost:3000'],
    ['as its key says', live, 'clerk.acme.test'],
    ['as its domain', live, 'acme.test'],
    ['below its domain', live, 'www.acme.test'],
    ['as mapped', live, 'clerk.satellite.test'],
    [
      'as the home of its app',
      makeInstance({ homeOrigin: 'https://preview.acme.test' }),
      'preview.acme.test',
    ],
    [
      'as an allowed origin',
      makeInstance({
        settings: InstanceSettings.parse({ origins: { allowed: ['https://x.acme.test:8443'] } }),
      }),
      'x.acme.test:8443',
    ],
    [
      'as a registered proxy',
      makeInstance({ proxyUrls: ['https://www.acme.test/__clerk'] }),
      'www.acme.test',
    ],
  ])('%s', (_how, instance, host) => expect(isHostOf(instance, host)).toBe(true))

  it.each([
    ['on this machine, in production', live, 'localhost:3000'],
    ['elsewhere', live, 'evil.test'],
    ['with the domain in front', live, 'acme.test.evil.test'],
    ['with the domain’s letters behind', live, 'evilacme.test'],
    [
      'on another port of an allowed origin',
      makeInstance({
        settings: InstanceSettings.parse({ origins: { allowed: ['https://x.acme.test:8443'] } }),
      }),
      'x.acme.test',
    ],
    ['where the portal of the hosting is', makeInstance(), 'clerk.com'],
  ])('and not %s', (_how, instance, host) => expect(isHostOf(instance, host)).toBe(false))
})

describe('the application’s domain', () => {
  it('is known in production, below the Frontend API’s host', () => {
    expect(applicationDomain(live)).toBe('acme.test')
    expect(applicationDomain(makeInstance())).toBeUndefined()
    // One label is no domain: `clerk.test` must not make all of `.test` the instance's own.
    expect(applicationDomain({ ...live, frontendHost: 'clerk.test' })).toBeUndefined()
    expect(applicationDomain({ ...live, frontendHost: 'auth.acme.test' })).toBeUndefined()
  })
})

describe('the account portal', () => {
  it.each([
    ['of the default development instance is the server itself', makeInstance(), 'http://localhost:3900'],
    [
      'of another development instance has its prefix',
      makeInstance({ isDefault: false }),
      'http://localhost:3900/i/acme',
    ],
    ['of a production instance is its accounts host', live, 'https://accounts.acme.test'],
    [
      'is on the Frontend API’s host where that has no clerk label',
      { ...live, frontendHost: 'auth.acme.test', hosts: [] },
      'https://auth.acme.test',
    ],
  ])('%s', (_which, instance, url) => expect(accountPortalUrl(instance, 'http://localhost:3900')).toBe(url))
})

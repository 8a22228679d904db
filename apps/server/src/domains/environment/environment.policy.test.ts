import { InstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { Instance } from '../instances/index.ts'
import { isNewHomeOrigin } from './environment.policy.ts'

const created = new Date(0)
const instance: Instance = {
  id: 'ins_1',
  applicationId: 'app_1',
  applicationName: 'Acme',
  slug: 'acme',
  environmentType: 'development',
  publishableKey: 'pk_test_x',
  frontendHost: 'clerk.acme.localhost:3943',
  issuer: 'https://clerk.acme.localhost:3943',
  cookieSuffix: 'abcdefgh',
  homeOrigin: 'http://localhost:3000',
  isDefault: true,
  isSystem: false,
  hosts: [],
  proxyUrls: [],
  settings: InstanceSettings.parse({}),
  oauthConnections: [],
  settingsVersion: 1,
  createdAt: created,
  updatedAt: created,
}

describe('the home of a development app', () => {
  it.each([
    'http://localhost:3001',
    'http://127.0.0.1:3000',
    'https://app.acme.localhost:3943',
    'http://localhost',
  ])('becomes %s', (origin) => expect(isNewHomeOrigin(instance, origin)).toBe(true))

  // Attack: whoever gets their own origin recorded is where users are sent after they sign in.
  it.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'http://evil-localhost',
    'http://user@localhost:3000',
    'http://localhost:3001/path',
    'javascript://localhost',
    'null',
    '',
  ])('does not become "%s"', (origin) => expect(isNewHomeOrigin(instance, origin)).toBe(false))

  it('stays when it is the same, when none is said, and outside development', () => {
    expect(isNewHomeOrigin(instance, 'http://localhost:3000')).toBe(false)
    expect(isNewHomeOrigin(instance, undefined)).toBe(false)
    expect(isNewHomeOrigin({ ...instance, environmentType: 'production' }, 'http://localhost:3001')).toBe(
      false,
    )
    expect(isNewHomeOrigin({ ...instance, environmentType: 'staging' }, 'http://localhost:3001')).toBe(false)
  })
})

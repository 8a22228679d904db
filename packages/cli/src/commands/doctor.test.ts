import { type Instance, loadConfig } from '@keywright/server/command'
import { describe, expect, it } from 'vitest'
import { judgeInstance } from './doctor.ts'

const created = new Date(0)
const development = {
  environmentType: 'development',
  slug: 'keywright',
  frontendHost: 'clerk.keywright.localhost:3943',
  isDefault: true,
  hosts: [],
  settings: { test_mode: null },
  createdAt: created,
} as unknown as Instance

const production = {
  ...development,
  environmentType: 'production',
  slug: 'acme',
  frontendHost: 'clerk.acme.test',
  isDefault: false,
} as Instance

const verdicts = (environment: Record<string, string>, instance: Instance) =>
  judgeInstance(loadConfig(environment), instance).map(({ verdict }) => verdict)

describe('a doctor', () => {
  it('finds nothing wrong with a development instance on this machine', () => {
    expect(verdicts({}, development)).toEqual(['ok'])
    expect(verdicts({ KEYWRIGHT_PUBLIC_URL: 'http://127.0.0.1:3900' }, development)).toEqual(['ok'])
  })

  it('warns of a development instance that strangers can reach', () => {
    expect(verdicts({ KEYWRIGHT_PUBLIC_URL: 'https://auth.acme.test' }, development)).toEqual(['warning'])
  })

  it('finds fault with a production instance without https', () => {
    const bare = { ...production, frontendHost: 'auth.acme.test' }
    expect(verdicts({ KEYWRIGHT_PUBLIC_URL: 'http://auth.acme.test' }, { ...bare, isDefault: true })).toEqual(
      ['fault'],
    )
    expect(verdicts({}, production)).toEqual(['ok'])
  })

  it('warns of test mode in production', () => {
    const open = { ...production, settings: { ...production.settings, test_mode: true } }
    expect(verdicts({}, open)).toEqual(['ok', 'warning'])
  })
})

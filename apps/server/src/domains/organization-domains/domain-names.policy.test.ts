import { describe, expect, it } from 'vitest'
import { domainOfAddress, ownNameOf, requireDomainName, toDomainName } from './domain-names.policy.ts'

describe('a domain', () => {
  it.each([
    ['engines.dev', 'engines.dev'],
    [' Engines.DEV ', 'engines.dev'],
    ['bücher-engines.de', 'xn--bcher-engines-wob.de'],
    ['ｅngines.dev', 'engines.dev'],
  ])('%s is written as DNS knows it', (text, name) => {
    expect(toDomainName(text)).toBe(name)
  })

  it.each([
    'engines',
    'http://engines.dev',
    'engines.dev/path',
    'a@engines.dev',
    '127.0.0.1',
    '-a.dev',
    'a..dev',
  ])('%s is none', (text) => {
    expect(toDomainName(text)).toBeUndefined()
  })

  it('leaves room for the name of its record', () => {
    const label = 'a'.repeat(60)
    expect(toDomainName(`${label}.${label}.${label}.${'a'.repeat(40)}.dev`)).toBeDefined()
    expect(toDomainName(`${label}.${label}.${label}.${'a'.repeat(60)}.dev`)).toBeUndefined()
  })

  // The attack: a letter that looks like another one (U+0430 for "a") makes a name that looks like another one.
  it('that looks like another one is another one', () => {
    expect(toDomainName('pаypal-engines.dev')).not.toBe('paypal-engines.dev')
    expect(toDomainName('pаypal-engines.dev')).toMatch(/^xn--/)
  })

  it.each(['gmail.com', 'GMX.de', 'outlook.com', 'qq.com'])('%s is one that many share', (name) => {
    expect(() => requireDomainName(name)).toThrow(
      expect.objectContaining({ code: 'organization_domain_common' }),
    )
  })

  // The attack: whoever has a name below a suffix that is open to all proves the suffix itself.
  it.each(['co.uk', 'github.io', 'com.br', 'vercel.app'])('%s is nobody’s', (name) => {
    expect(() => requireDomainName(name)).toThrow(
      expect.objectContaining({ code: 'organization_domain_blocked' }),
    )
  })

  it('of an address is what is behind its last @', () => {
    expect(domainOfAddress('ada@engines.dev')).toBe('engines.dev')
    expect(domainOfAddress('"a@engines.dev"@evil.example')).toBe('evil.example')
    expect(domainOfAddress('ada@engines.dev.evil.example')).toBe('engines.dev.evil.example')
  })

  it('says what its owner is called', () => {
    expect(ownNameOf('analytical-engines.co.uk')).toBe('Analytical Engines')
    expect(ownNameOf('mail.engines.dev')).toBe('Engines')
    expect(ownNameOf('xn--bcher-engines-wob.de')).toBe('Bücher Engines')
  })
})

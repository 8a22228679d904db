import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from './load-config.ts'

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(loadConfig({})).toMatchObject({
      PORT: 3900,
      KEYWRIGHT_HOST: '127.0.0.1',
      KEYWRIGHT_DATA_DIR: './.keywright',
      DATABASE_URL: '',
      KEYWRIGHT_TRUSTED_PROXIES: [],
      KEYWRIGHT_PUBLIC_URL: '',
    })
  })

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ PORT: '', KEYWRIGHT_LOG_LEVEL: '' })).toEqual(loadConfig({}))
  })

  it('reads lists, numbers and switches', () => {
    const config = loadConfig({
      PORT: '4000',
      KEYWRIGHT_TRUSTED_PROXIES: ' 10.0.0.0/8 , 192.0.2.1,',
      KEYWRIGHT_NAMED_STATEMENTS: 'false',
    })
    expect(config).toMatchObject({
      PORT: 4000,
      KEYWRIGHT_TRUSTED_PROXIES: ['10.0.0.0/8', '192.0.2.1'],
      KEYWRIGHT_NAMED_STATEMENTS: false,
    })
  })

  it('drops the slash at the end of the public URL, since paths are put behind it', () => {
    expect(loadConfig({ KEYWRIGHT_PUBLIC_URL: 'https://auth.example.com/' }).KEYWRIGHT_PUBLIC_URL).toBe(
      'https://auth.example.com',
    )
  })

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['KEYWRIGHT_TRUSTED_PROXIES', '10.0.0.1, load-balancer'],
    ['KEYWRIGHT_PUBLIC_URL', 'auth.example.com'],
    ['KEYWRIGHT_PUBLIC_URL', 'ftp://auth.example.com'],
    ['KEYWRIGHT_LOG_LEVEL', 'loud'],
    ['KEYWRIGHT_DATABASE_POOL', '1'],
  ])('names %s when it is "%s"', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`Keywright: .*\\n  ${name}: `))
  })

  it('names every fault at once', () => {
    expect(() => loadConfig({ PORT: 'x', KEYWRIGHT_LOG_LEVEL: 'x' })).toThrow(
      /PORT[\s\S]*KEYWRIGHT_LOG_LEVEL/,
    )
  })
})

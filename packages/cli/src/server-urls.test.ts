import { describe, expect, it } from 'vitest'
import { serverUrls } from './server-urls.ts'

const config = { PORT: 3900, KEYWRIGHT_HOST: '127.0.0.1', KEYWRIGHT_PUBLIC_URL: '' }
const development = {
  environmentType: 'development' as const,
  frontendHost: 'clerk.keywright.localhost:3943',
  slug: 'keywright',
  isDefault: true,
  hosts: [],
}
const production = {
  environmentType: 'production' as const,
  frontendHost: 'clerk.acme.test',
  slug: 'acme',
  isDefault: false,
  hosts: ['accounts.acme.test'],
}

describe('the URLs of a server', () => {
  it('are this machine’s by name for browsers and by address for servers', () => {
    expect(serverUrls(config, development)).toEqual({
      frontendApi: 'http://localhost:3900',
      backendApi: 'http://127.0.0.1:3900',
      portal: 'http://localhost:3900',
    })
  })

  it.each([
    ['0.0.0.0', 'http://127.0.0.1:4000'],
    ['::', 'http://[::1]:4000'],
    ['192.0.2.7', 'http://192.0.2.7:4000'],
    ['2001:db8::1', 'http://[2001:db8::1]:4000'],
  ])('are reachable when the server listens on %s', (host, backendApi) => {
    expect(serverUrls({ ...config, PORT: 4000, KEYWRIGHT_HOST: host }, development).backendApi).toBe(
      backendApi,
    )
  })

  it('are the public URL where there is one, and never end in a slash', () => {
    const urls = serverUrls({ ...config, KEYWRIGHT_PUBLIC_URL: 'https://auth.acme.test/' }, development)
    expect(urls).toEqual({
      frontendApi: 'https://auth.acme.test',
      backendApi: 'https://auth.acme.test',
      portal: 'https://auth.acme.test',
    })
  })

  it('have a prefix for a development instance beside the default one', () => {
    expect(serverUrls(config, { ...development, isDefault: false, slug: 'shop' }).frontendApi).toBe(
      'http://localhost:3900/i/shop',
    )
  })

  it('are the hosts of a production instance', () => {
    expect(serverUrls(config, production)).toEqual({
      frontendApi: 'https://clerk.acme.test',
      backendApi: 'http://127.0.0.1:3900',
      portal: 'https://accounts.acme.test',
    })
    expect(serverUrls(config, { ...production, hosts: [] }).portal).toBe('https://clerk.acme.test')
  })
})

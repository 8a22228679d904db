import { describe, expect, it } from 'vitest'
import { maskSecretKey, startBanner } from './start-banner.ts'

const development = {
  url: 'http://localhost:3900',
  instance: { publishableKey: 'pk_test_abc', environmentType: 'development' as const },
  secretKey: 'sk_test_0123456789abcdef',
  isTerminal: false,
}
const production = {
  ...development,
  instance: { publishableKey: 'pk_live_abc', environmentType: 'production' as const },
  secretKey: 'sk_live_0123456789abcdef',
}

describe('the banner', () => {
  it('shows a developer everything, wherever it is read', () => {
    const banner = startBanner(development)
    for (const shown of ['http://localhost:3900\n', '/dev/inbox', 'pk_test_abc', 'sk_test_0123456789abcdef'])
      expect(banner).toContain(shown)
    expect(banner).toContain('npx --no-install keywright keys')
  })

  it('shows the secret key of a production instance on a terminal, and to no collector of logs', () => {
    expect(startBanner({ ...production, isTerminal: true })).toContain(production.secretKey)
    const collected = startBanner(production)
    expect(collected).toContain('sk_live_…cdef')
    expect(collected).not.toContain('0123456789')
    expect(collected).not.toContain('/dev/inbox')
  })

  it('masks keys of the older form, too', () => {
    expect(maskSecretKey('live_0123456789abcdef')).toBe('live_…cdef')
  })
})

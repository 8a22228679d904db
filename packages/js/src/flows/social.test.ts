import { describe, expect, it } from 'vitest'
import { readProviders } from './social.ts'

const provider = (strategy: string, given: object = {}) => ({
  ...{
    enabled: true,
    authenticatable: true,
    not_selectable: false,
    strategy,
    name: strategy,
    logo_url: null,
  },
  ...given,
})

describe('the providers of an instance', () => {
  it('are those that can be chosen, in an order that does not change', () => {
    const all = [
      provider('oauth_github'),
      provider('oauth_google'),
      provider('oauth_apple'),
      provider('oauth_off', { enabled: false }),
      provider('oauth_connect_only', { authenticatable: false }),
      provider('oauth_hidden', { not_selectable: true }),
    ]
    const social = Object.fromEntries(all.map((one) => [one.strategy, one]))
    const shown = readProviders({ user_settings: { social } } as never)
    expect(shown.map(({ strategy }) => strategy)).toEqual(['oauth_apple', 'oauth_github', 'oauth_google'])
    expect(readProviders({ user_settings: { social: {} } } as never)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { readEnvironment } from './environment.ts'

describe('the environment', () => {
  it('is read under our names, and where they are not set, under those of other SDKs', () => {
    expect(
      readEnvironment({
        KEYWRIGHT_SECRET_KEY: 'sk_ours',
        CLERK_SECRET_KEY: 'sk_theirs',
        NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_next',
        CLERK_API_URL: 'http://127.0.0.1:3900',
        KEYWRIGHT_URL: 'http://localhost:3900',
        VITE_KEYWRIGHT_PROXY_URL: '/__clerk',
        CLERK_JWT_KEY: 'pem',
        CLERK_SIGN_IN_URL: '/sign-in',
        PUBLIC_CLERK_IS_SATELLITE: 'true',
        KEYWRIGHT_DOMAIN: '',
        CLERK_WEBHOOK_SECRET: 'whsec_old',
      }),
    ).toEqual({
      secretKey: 'sk_ours',
      publishableKey: 'pk_next',
      apiUrl: 'http://127.0.0.1:3900',
      url: 'http://localhost:3900',
      proxyUrl: '/__clerk',
      jwtKey: 'pem',
      signInUrl: '/sign-in',
      isSatellite: true,
      webhookSigningSecret: 'whsec_old',
    })
  })

  it.each(['NEXT_PUBLIC_', 'NUXT_PUBLIC_', 'PUBLIC_', 'VITE_', 'EXPO_PUBLIC_'])(
    'has the publishable key under the prefix %s, and no secret key',
    (prefix) => {
      const environment = { [`${prefix}CLERK_PUBLISHABLE_KEY`]: 'pk', [`${prefix}CLERK_SECRET_KEY`]: 'sk' }
      expect(readEnvironment(environment)).toEqual({ publishableKey: 'pk' })
    },
  )

  it('prefers the newer name of the webhook secret, and knows no `CLERK_URL`', () => {
    const both = { CLERK_WEBHOOK_SIGNING_SECRET: 'new', CLERK_WEBHOOK_SECRET: 'old', CLERK_URL: 'x' }
    expect(readEnvironment(both)).toEqual({ webhookSigningSecret: 'new' })
  })
})

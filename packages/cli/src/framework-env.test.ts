import { describe, expect, it } from 'vitest'
import { frameworkEnv, frameworks } from './framework-env.ts'

const urls = {
  frontendApi: 'http://localhost:3900',
  backendApi: 'http://127.0.0.1:3900',
  portal: 'http://localhost:3900',
}
const input = { publishableKey: 'pk_test_a', secretKey: 'sk_test_b', urls, isDevelopment: true }

describe('the environment of an app', () => {
  it('on Next.js is complete for plain http', () => {
    expect(frameworkEnv('next', input)).toEqual([
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_a',
      'CLERK_SECRET_KEY=sk_test_b',
      'CLERK_API_URL=http://127.0.0.1:3900',
      'CLERK_FAPI_URL=http://127.0.0.1:3900',
      'NEXT_PUBLIC_CLERK_PROXY_URL=/__clerk',
      'NEXT_PUBLIC_CLERK_SIGN_IN_URL=http://localhost:3900/sign-in',
      'NEXT_PUBLIC_CLERK_SIGN_UP_URL=http://localhost:3900/sign-up',
      'NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED=1',
      'NEXT_PUBLIC_CLERK_KEYLESS_DISABLED=1',
    ])
  })

  it('on Express has one prefix for everything', () => {
    expect(frameworkEnv('express', input)).toEqual([
      'CLERK_PUBLISHABLE_KEY=pk_test_a',
      'CLERK_SECRET_KEY=sk_test_b',
      'CLERK_API_URL=http://127.0.0.1:3900',
      'CLERK_FAPI_URL=http://127.0.0.1:3900',
      'CLERK_PROXY_URL=/__clerk',
      'CLERK_SIGN_IN_URL=http://localhost:3900/sign-in',
      'CLERK_SIGN_UP_URL=http://localhost:3900/sign-up',
      'CLERK_TELEMETRY_DISABLED=1',
    ])
  })

  it('with our own SDKs has our own names, and no proxy', () => {
    expect(frameworkEnv('keywright', input)).toEqual([
      'KEYWRIGHT_PUBLISHABLE_KEY=pk_test_a',
      'KEYWRIGHT_SECRET_KEY=sk_test_b',
      'KEYWRIGHT_URL=http://localhost:3900',
      'KEYWRIGHT_API_URL=http://127.0.0.1:3900',
      'KEYWRIGHT_SIGN_IN_URL=http://localhost:3900/sign-in',
      'KEYWRIGHT_SIGN_UP_URL=http://localhost:3900/sign-up',
    ])
  })

  it('with our own SDKs has the prefixes of the framework', () => {
    expect(frameworkEnv('keywright-nuxt', input)).toEqual([
      'NUXT_PUBLIC_KEYWRIGHT_PUBLISHABLE_KEY=pk_test_a',
      'NUXT_KEYWRIGHT_SECRET_KEY=sk_test_b',
      'NUXT_PUBLIC_KEYWRIGHT_URL=http://localhost:3900',
      'NUXT_KEYWRIGHT_API_URL=http://127.0.0.1:3900',
      'NUXT_PUBLIC_KEYWRIGHT_SIGN_IN_URL=http://localhost:3900/sign-in',
      'NUXT_PUBLIC_KEYWRIGHT_SIGN_UP_URL=http://localhost:3900/sign-up',
    ])
  })

  it('has the server’s prefix of Nuxt for what is secret', () => {
    const lines = frameworkEnv('nuxt', input)
    expect(lines).toContain('NUXT_CLERK_SECRET_KEY=sk_test_b')
    expect(lines).toContain('NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_a')
  })

  // A variable with a public prefix is built into the browser's code.
  it.each(frameworks)('never gives the secret key of %s a public name', (name) => {
    const secret = frameworkEnv(name, input).find((line) => line.includes('sk_test_b'))
    expect(secret).not.toMatch(/PUBLIC|VITE/)
  })

  it('of a production instance is proxied to its own host', () => {
    const live = { ...urls, frontendApi: 'https://clerk.acme.test', portal: 'https://accounts.acme.test' }
    const lines = frameworkEnv('next', { ...input, urls: live, isDevelopment: false })
    expect(lines).toContain('CLERK_FAPI_URL=https://clerk.acme.test')
    expect(lines).toContain('NEXT_PUBLIC_CLERK_SIGN_IN_URL=https://accounts.acme.test/sign-in')
  })
})

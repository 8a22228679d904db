import { createRedirect } from '@clerk/backend/internal'
import { describe, expect, it } from 'vitest'
import { publishableKey } from '../testing/tokens.ts'
import { type SignInRedirectOptions, signInRedirect, signUpRedirect } from './sign-in-redirect.ts'

const baseUrl = 'https://app.example.com/members?a=1'
const live = { publishableKey: publishableKey('live'), baseUrl }

/** What the official SDK makes of the same. */
function official(options: SignInRedirectOptions, returnBackUrl: string | undefined) {
  const { redirectToSignIn, redirectToSignUp } = createRedirect({
    ...(options as { publishableKey: string; baseUrl: string; signInUrl: string; signUpUrl: string }),
    ...{ isSatellite: options.isSatellite ?? false, sessionStatus: options.sessionStatus ?? null },
    devBrowserToken: options.devBrowser ?? '',
    redirectAdapter: (url: string) => url,
  })
  const given = returnBackUrl === undefined ? {} : { returnBackUrl }
  return [redirectToSignIn(given), redirectToSignUp(given)]
}

describe('the way to sign in', () => {
  it.each<[string, SignInRedirectOptions, string | undefined]>([
    ['the portal', live, undefined],
    ['the portal and back', live, baseUrl],
    ['a page of the app', { ...live, signInUrl: '/sign-in', signUpUrl: '/sign-up' }, '/members'],
    ['a page of the app, for both', { ...live, signInUrl: '/sign-in' }, baseUrl],
    ['another host', { ...live, signInUrl: 'https://other.example.com/in?x=1' }, baseUrl],
    ['the primary domain', { ...live, signInUrl: 'https://primary.test/in', isSatellite: true }, baseUrl],
    [
      'tasks that are left',
      { ...live, signInUrl: '/sign-in', signUpUrl: '/sign-up', sessionStatus: 'pending' },
      baseUrl,
    ],
    [
      'development',
      {
        ...live,
        publishableKey: publishableKey('test'),
        signInUrl: 'https://other.test/in',
        devBrowser: 'dvb_1',
      },
      baseUrl,
    ],
    [
      'production, with a browser’s label',
      { ...live, signInUrl: 'https://other.test/in', devBrowser: 'dvb_1' },
      baseUrl,
    ],
  ])('is that of the official SDK: %s', (_name, options, back) => {
    expect([signInRedirect(options, back), signUpRedirect(options, back)]).toEqual(official(options, back))
  })

  it('leads to our own server in development', () => {
    const key = publishableKey('test', 'clerk.shop.localhost:3943')
    const options = { publishableKey: key, baseUrl: 'http://localhost:3000/members' }
    expect(signInRedirect(options)).toBe('http://localhost:3900/sign-in')
    expect(signInRedirect({ ...options, url: 'http://localhost:4000' })).toBe('http://localhost:4000/sign-in')
    const beside = { publishableKey: key, baseUrl: 'https://app.shop.localhost:3943/' }
    expect(signUpRedirect(beside)).toBe('https://accounts.shop.localhost:3943/sign-up')
  })
})

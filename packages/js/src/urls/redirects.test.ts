import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWorld } from '../testing/open-app.ts'
import { safeRedirect } from './redirects.ts'

const pageUrl = 'https://app.example.com/sign-in?x=1'
const rules = { pageUrl, allowedOrigins: ['https://shop.example.com', /https:\/\/[a-z]+\.preview\.example/] }

describe('a redirect', () => {
  it.each([
    ['/home', 'https://app.example.com/home'],
    ['?a=1', 'https://app.example.com/sign-in?a=1'],
    ['https://app.example.com/x', 'https://app.example.com/x'],
    ['https://shop.example.com/cart#2', 'https://shop.example.com/cart#2'],
    ['https://red.preview.example/', 'https://red.preview.example/'],
  ])('to %s is followed', (wish, url) => expect(safeRedirect(wish, rules)).toBe(url))

  // Open redirect (CWE-601), and script in the page's own origin (CWE-79).
  it.each([
    'https://evil.example/',
    '//evil.example/',
    '\\\\evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    'https:evil.example',
    'http://app.example.com/',
    'https://app.example.com:444/',
    'https://app.example.com@evil.example/',
    'https://evil:x@app.example.com/',
    'https://shop.example.com.evil.example/',
    'https://evil.example/?https://red.preview.example',
    'https://red.preview.example.evil.example/',
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'blob:https://app.example.com/1',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
  ])('to %j is refused', (wish) => {
    const url = safeRedirect(wish, rules)
    // A browser reads `https:evil.example` on an https page as a path of that page.
    if (wish === 'https:evil.example') expect(url).toBe('https://app.example.com/evil.example')
    else expect(url).toBeUndefined()
  })

  it('never leaves the allowed origins, whatever is wished', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      ':',
      '@',
      '//',
      'https:',
      'evil.example',
      'app.example.com',
      '\t',
      '#',
      '?',
      '.',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = safeRedirect(pieces.join(''), rules)
        if (url === undefined) return
        // A second reading, as the browser does it, comes to the same place.
        expect(new URL(url, pageUrl).origin).toMatch(/^https:\/\/(app|shop)\.example\.com$/)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a page', () => {
  const foreign = 'https://evil.example/phish'

  it('sends nobody to a foreign origin, whoever asks', async () => {
    const world = createWorld()
    world.server.signIn('sess_1')
    const url = `http://localhost:3000/sign-in?redirect_url=${encodeURIComponent(foreign)}`
    const { keywright, tab } = await world.open({}, url)
    expect(keywright.buildAfterSignInUrl()).toBe('http://localhost:3000/')
    expect(keywright.buildAfterSignUpUrl({ forceRedirectUrl: foreign })).toBe('http://localhost:3000/')
    expect(keywright.buildSignInUrl({ redirectUrl: foreign })).not.toContain('evil')
    await expect(keywright.navigate(foreign)).rejects.toThrow(/not allowed/)
    await expect(keywright.navigate('javascript:alert(1)')).rejects.toThrow(/not allowed/)
    await keywright.setActive({ session: 'sess_1', redirectUrl: foreign })
    await keywright.signOut({ redirectUrl: 'javascript:alert(1)' })
    expect(tab.left).toEqual(['http://localhost:3000/', 'http://localhost:3000/'])
  })

  it('leads back to where the visitor was', async () => {
    const world = createWorld()
    const { keywright } = await world.open({ signInUrl: '/sign-in' }, 'http://localhost:3000/members?page=2')
    const signIn = new URL(keywright.buildSignInUrl())
    expect(signIn.pathname).toBe('/sign-in')
    const { keywright: there } = await world.open({ signInUrl: '/sign-in' }, signIn.href)
    expect(there.buildAfterSignInUrl()).toBe('http://localhost:3000/members?page=2')
    expect(there.buildAfterSignInUrl({ forceRedirectUrl: '/start' })).toBe('http://localhost:3000/start')
  })

  it('is not led back to the sign-in page it came from', async () => {
    const world = createWorld()
    const { keywright } = await world.open(
      { signInUrl: '/sign-in' },
      'http://localhost:3000/sign-in?a=1#step',
    )
    expect(keywright.buildSignInUrl()).toBe('http://localhost:3000/sign-in')
  })

  it('goes to its own pages by its router', async () => {
    const pushed: string[] = []
    const world = createWorld()
    const routerPush = (to: string) => pushed.push(to)
    const { keywright, tab } = await world.open({
      routerPush,
      signInUrl: '/sign-in',
      signUpUrl: 'https://id.example.com/up',
    })
    await keywright.navigate('/a?b#c')
    await keywright.redirectToSignUp()
    expect(pushed).toEqual(['/a?b#c'])
    expect(tab.left[0]).toMatch(/^https:\/\/id\.example\.com\/up\?redirect_url=/)
  })

  // `//evil.example` is a path of this page's origin in a whole address, and another host on its own.
  it('gives its router no path that reads as another host', async () => {
    const pushed: string[] = []
    const world = createWorld()
    const routerPush = (to: string) => pushed.push(to)
    const { keywright, tab } = await world.open(
      { routerPush },
      'http://localhost:3000/sign-in?redirect_url=%2F.%2F%2Fevil.example%2F',
    )
    await keywright.redirectToAfterSignIn()
    expect([pushed, tab.left]).toEqual([[], ['http://localhost:3000//evil.example/']])
  })
})

import { describe, expect, it } from 'vitest'
import { AmbiguousPathError, createPathMatcher } from './path-matcher.ts'
import { createRouteMatcher } from './route-matcher.ts'

const outcome = (pattern: string | RegExp | (string | RegExp)[], path: string) =>
  answerOf(() => createPathMatcher(pattern)(path))

/** `refused`: the path can be read in two ways with two outcomes. */
function answerOf(match: () => boolean): boolean | 'refused' {
  try {
    return match()
  } catch (error) {
    if (error instanceof AmbiguousPathError && error.statusCode === 400) return 'refused'
    throw error
  }
}

describe('a pattern', () => {
  it.each<[string, string, boolean]>([
    ['/dashboard', '/dashboard', true],
    ['/dashboard', '/dashboard/', true],
    ['/dashboard', '/dashboards', false],
    ['/dashboard(.*)', '/dashboard', true],
    ['/dashboard(.*)', '/dashboard/a/b', true],
    ['/dashboard(.*)', '/public', false],
    ['/(api|trpc)(.*)', '/trpc/x', true],
    ['/:locale/dashboard', '/en/dashboard', true],
    ['/orgs/:slug/settings', '/orgs/acme/settings', true],
    ['/orgs/:slug/settings', '/orgs/settings', false],
    ['/((?!public).*)', '/private', true],
    ['/((?!public).*)', '/public', false],
    ['/files/:name', '/files/ä ö', true],
    ['/files/:name', '/files/%C3%A4', true],
    ['/files(.*)', '/files/a%2Fb%3Fc', true],
  ])('%s of %s: %s', (pattern, path, answer) => {
    expect(outcome(pattern, path)).toBe(answer)
  })

  it('may be an expression, also one that remembers where it stopped', () => {
    const matches = createPathMatcher([/^\/admin/g, '/other'])
    expect([matches('/admin/a'), matches('/admin/a'), matches('/other'), matches('/')]).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(createPathMatcher([])('/')).toBe(false)
  })
})

/** Ways to spell `/admin/users` so that a router still finds it, or might. */
const disguises = [
  '/admin/users/',
  '/ADMIN/users',
  '/%61dmin/users',
  '/%41dmin/users',
  '//admin//users',
  '/%2561dmin/users',
  '/%25%36%31dmin/users',
  '/admin%2Fusers',
  '/admin%2fusers',
  '/admin%252Fusers',
  '/admin%5Cusers',
  '/admin\\users',
  '/x/..%2fadmin/users',
  '/x%2f..%2fadmin%2fusers',
  '/public/%2e%2e%2fadmin/users',
  '/.%2fadmin/users',
  '/admin/%2e%2fusers',
  '/admin/users%2f',
  '/%2fadmin/users',
  '/%25252561dmin/users',
  '/%252525252561dmin/users',
  '/admin/%E0%A4%A',
  '/admin/users%0A',
  '/admin/users/%0d',
  '/admin/users%250a',
  '/admin/%E2%80%A8',
  '/admin/users%E2%80%A9',
]

describe('a guard', () => {
  // The attack: a path that the guard reads otherwise than the router behind it.
  it.each(disguises)('lets nobody past to what it protects by %s', (path) => {
    expect(outcome('/admin(.*)', path)).not.toBe(false)
  })

  it.each(disguises)('does not take it for public by %s', (path) => {
    expect(outcome(['/public(.*)', '/x(.*)', '/'], path)).not.toBe(true)
  })

  it.each(disguises)('reads it alike from a request: %s', (path) => {
    const isProtected = createRouteMatcher(['/admin(.*)'])
    const url = `https://app.example.com${path}?next=/public`
    expect([true, 'refused']).toContain(answerOf(() => isProtected(new Request(url))))
  })

  // The attack: a target that no URL parser has tidied up, as Node's `http` hands it on.
  it.each(['/admin/..', '/admin/%2e%2e/x', '/./admin/users', '//admin/users', '/\\admin/users'])(
    'reads what was sent, not what a URL parser makes of it: %s',
    (url) => {
      expect(answerOf(() => createRouteMatcher('/admin(.*)')({ url }))).not.toBe(false)
    },
  )

  it('lets usual paths through, however they are escaped', () => {
    for (const path of ['/caf%C3%A9', '/a%20b', '/100%25', '/a+b', '/q%3Fa', '/file.tar.gz', '/@me/~you'])
      expect([outcome('/admin(.*)', path), outcome('/(.*)', path)]).toEqual([false, true])
  })
})

describe('createRouteMatcher', () => {
  it('takes a function, and requests of several frameworks', () => {
    expect(createRouteMatcher((request) => request.url === 'x')({ url: 'x' })).toBe(true)
    const matches = createRouteMatcher('/dashboard(.*)')
    expect(matches({ url: '/dashboard?x=/' })).toBe(true)
    expect(matches({ url: 'http://a.test/', nextUrl: { pathname: '/dashboard/1' } })).toBe(true)
    expect(matches({ url: 'http://a.test/?/dashboard' })).toBe(false)
    for (const url of ['//', '*', 'http://a.test']) expect(matches({ url })).toBe(false)
  })
})

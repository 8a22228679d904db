import { beforeEach, describe, expect, it } from 'vitest'
import { kindAt } from './auth-app.tsx'
import { createRouter, scopeRouter } from './router.ts'

beforeEach(() => history.replaceState(null, '', '/app?tab=1'))

describe('a router', () => {
  it('keeps the step in the hash, and the rest of the address as it is', () => {
    const router = createRouter({}, window)
    expect(router.read()).toBe('')
    router.write('password', 'push')
    expect([location.pathname, location.search, location.hash]).toEqual(['/app', '?tab=1', '#/password'])
    expect(router.read()).toBe('password')
    router.write('', 'replace')
    expect(location.hash).toBe('')
    expect(router.href('verify')).toBe(`${location.origin}/app?tab=1#/verify`)
  })

  // `//evil.example/` is a path of this origin that, on its own, leads to another.
  it('stays on this origin, whatever the path of the page', () => {
    history.replaceState(null, '', `${location.origin}//evil.example/`)
    const router = createRouter({}, window)
    expect(router.href('verify')).toBe(`${location.origin}//evil.example/#/verify`)
    router.write('verify', 'push')
    expect(location.hash).toBe('#/verify')
  })

  it('keeps the step in the path, below that of the page', () => {
    const router = createRouter({ routing: 'path', path: '/sign-in/' }, window)
    expect(router.read()).toBe('')
    router.write('email-code', 'push')
    expect(location.pathname).toBe('/sign-in/email-code')
    expect(router.read()).toBe('email-code')
    history.replaceState(null, '', '/sign-inside/email-code')
    expect(router.read()).toBe('')
  })

  it('leaves the address alone when it is told to', () => {
    const router = createRouter({ routing: 'none' }, window)
    router.write('password', 'push')
    expect(location.hash).toBe('')
    expect(router.read()).toBe('password')
  })

  it('tells who watches it where the visitor went', () => {
    const router = createRouter({}, window)
    const seen: string[] = []
    const stop = router.watch((part) => seen.push(part))
    history.replaceState(null, '', '#/forgot-password')
    dispatchEvent(new PopStateEvent('popstate'))
    stop()
    dispatchEvent(new PopStateEvent('popstate'))
    expect(seen).toEqual(['forgot-password'])
  })

  it('gives a flow that takes over a place below its own', () => {
    const router = createRouter({}, window)
    const scoped = scopeRouter(router, 'create')
    const seen: string[] = []
    scoped.watch((part) => seen.push(part))
    scoped.write('continue', 'push')
    expect([router.read(), scoped.read()]).toEqual(['create/continue', 'continue'])
    scoped.write('', 'push')
    expect([router.read(), scoped.read()]).toEqual(['create', ''])
    history.replaceState(null, '', '#/password')
    dispatchEvent(new PopStateEvent('popstate'))
    expect(seen).toEqual([])
  })

  it('knows which flow an address belongs to', () => {
    expect(kindAt('sign-in', 'create/continue')).toBe('sign-up')
    expect(kindAt('sign-in', 'created')).toBe('sign-in')
    expect(kindAt('sign-up', 'sign-in/password')).toBe('sign-in')
  })
})

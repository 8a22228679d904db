/** A page as tutorials write it, with nothing but the package's name changed. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import DefaultClerk, { Clerk } from './index.ts'

const publishableKey = `pk_test_${btoa('clerk.shop.localhost:3943$')}`

const environment = {
  display_config: { application_name: 'Shop' },
  auth_config: { single_session_mode: true },
  user_settings: {},
}

let calls: string[]
beforeEach(() => {
  calls = []
  vi.stubGlobal('fetch', async (input: string | URL | Request) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input))
    calls.push(pathname)
    const body = pathname.endsWith('/environment') ? environment : { response: null, client: null }
    return Response.json(body)
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

describe('new Clerk()', () => {
  it('loads, and knows nobody', async () => {
    const clerk = new Clerk(publishableKey)
    expect(clerk).toBeInstanceOf(Clerk)
    expect([clerk.loaded, clerk.user]).toEqual([false, undefined])
    await clerk.load({ appearance: { variables: { colorPrimary: 'red' } } })
    expect([clerk.loaded, clerk.isSignedIn, clerk.user, clerk.session]).toEqual([true, false, null, null])
    expect(calls.toSorted()).toEqual(['/v1/client', '/v1/environment'])
    expect(clerk.options.appearance).toEqual({ variables: { colorPrimary: 'red' } })
    clerk.dispose()
  })

  it('draws with what the app brings, and never with what it says of the official components', async () => {
    const mount = vi.fn((..._given: unknown[]) => ({ update() {}, unmount() {} }))
    const clerk = new Clerk(publishableKey, { ui: async () => ({ mount, open: () => ({ close() {} }) }) })
    await clerk.load({ ui: { ClerkUI: class {} } as never })
    clerk.mountUserButton(document.body)
    await vi.waitFor(() => expect(mount).toHaveBeenCalledOnce())
    expect(mount.mock.calls[0]?.slice(0, 2)).toEqual(['user-button', document.body])
    clerk.dispose()
  })

  it('is the default export of older tutorials, which gave a domain', () => {
    expect(DefaultClerk).toBe(Clerk)
    expect(new DefaultClerk(publishableKey, 'accounts.example.com').options.publishableKey).toBe(
      publishableKey,
    )
  })
})

import type { Keywright } from '@keywright/js'
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ClerkProvider,
  KeywrightProvider,
  SignedIn,
  SignedOut,
  SignInButton,
  UserButton,
  useAuth,
  useKeywright,
} from '../index.ts'

const routers = vi.hoisted(() => ({
  app: { push: vi.fn(), refresh: vi.fn() },
  pages: null as null | { push: (path: string) => void; replace: () => Promise<void>; asPath: string },
}))
vi.mock('next/navigation.js', () => ({ useRouter: () => routers.app }))
vi.mock('next/compat/router.js', () => ({ useRouter: () => routers.pages }))

const publishableKey = `pk_test_${btoa('clerk.shop.localhost:3943$')}`
const claims = { sub: 'user_1', sid: 'sess_1', iat: 1, exp: 2, sts: 'active' as const }

function Find({ seen }: { seen: (client: Keywright) => void }) {
  seen(useKeywright())
  return null
}

function Page() {
  return (
    <>
      <SignedOut>
        signed out <SignInButton />
      </SignedOut>
      <SignedIn>
        signed in as {useAuth().userId} <UserButton />
      </SignedIn>
    </>
  )
}

/** The client inside of a provider, once everything is drawn. */
async function clientOf(wrap: (children: ReactNode) => ReactNode): Promise<Keywright> {
  const seen = vi.fn<(client: Keywright) => void>()
  await act(async () => createRoot(document.createElement('div')).render(wrap(<Find seen={seen} />)))
  const [client] = seen.mock.calls[0] ?? []
  if (!client) throw new TypeError('nothing was drawn')
  return client
}

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.reject(new TypeError('offline'))),
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  vi.clearAllMocks()
  routers.pages = null
})

describe('the provider', () => {
  it('goes to pages of the app by its router', async () => {
    const client = await clientOf((children) => (
      <KeywrightProvider publishableKey={publishableKey} url="http://a.test">
        {children}
      </KeywrightProvider>
    ))
    await client.navigate('/members?a=1')
    expect(routers.app.push).toHaveBeenCalledWith('/members?a=1')
  })

  it('goes by the router of the pages folder there, without the base path that it adds itself', async () => {
    vi.stubEnv('__NEXT_ROUTER_BASEPATH', '/shop')
    const push = vi.fn()
    routers.pages = { push, replace: async () => undefined, asPath: '/' }
    const client = await clientOf((children) => (
      <KeywrightProvider publishableKey={publishableKey} url="http://b.test">
        {children}
      </KeywrightProvider>
    ))
    await client.navigate('/shop/members')
    await client.navigate('/shop')
    await client.navigate('/shopping')
    expect(push.mock.calls).toEqual([['/members'], ['/'], ['/shopping']])
    expect(routers.app.push).not.toHaveBeenCalled()
  })

  it('takes from the environment what is not said', async () => {
    vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', publishableKey)
    vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_IN_URL', '/enter')
    vi.stubEnv('NEXT_PUBLIC_KEYWRIGHT_URL', 'http://c.test')
    const { options } = await clientOf((children) => (
      <ClerkProvider signInUrl={undefined} signUpUrl="/join" appearance={{ baseTheme: { name: 'dark' } }}>
        {children}
      </ClerkProvider>
    ))
    expect(options).toMatchObject({
      publishableKey,
      url: 'http://c.test',
      signInUrl: '/enter',
      signUpUrl: '/join',
      appearance: { theme: 'dark' },
    })
  })
})

describe('a page of tutorials', () => {
  const draw = (props: object) =>
    renderToString(
      <ClerkProvider
        publishableKey={publishableKey}
        appearance={{ baseTheme: { name: 'dark' }, variables: { colorPrimary: 'red' } }}
        {...props}
      >
        <Page />
      </ClerkProvider>,
    )

  it('is drawn for who is there, as far as the server knew', () => {
    expect(draw({ initialState: { sessionClaims: claims } })).toMatch(/signed in as.*user_1/)
    expect(draw({ __keywright_state: { sessionClaims: claims } })).toMatch(/signed in as.*user_1/)
    expect(draw({ initialState: { sessionClaims: null } })).toMatch(
      /signed out.*<button type="button">Sign in/,
    )
    expect(draw({})).not.toMatch(/signed/)
  })
})

import { publishableKeyOf } from '@keywright/test-kit/instance'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ClerkProvider, SignedIn, SignedOut, useKeywright } from './index.ts'

let made: ReturnType<typeof useKeywright> | undefined

const state = {
  publishableKey: publishableKeyOf('test'),
  initialState: { sessionClaims: { sub: 'user_1', sid: 'sess_1', iat: 1, exp: 2, sts: 'active' } },
}

function Page() {
  made = useKeywright()
  return (
    <>
      <SignedIn>in</SignedIn>
      <SignedOut>out</SignedOut>
      <Outlet />
    </>
  )
}

function Root() {
  return (
    <ClerkProvider>
      <Page />
    </ClerkProvider>
  )
}

const First = () => '/'
const Next = () => '/next'

function createApp() {
  const root = createRootRoute({ component: Root })
  const children = [
    createRoute({ getParentRoute: () => root, path: '/', component: First }),
    createRoute({ getParentRoute: () => root, path: '/next', component: Next }),
  ]
  const history = createMemoryHistory({ initialEntries: ['/'] })
  return createRouter({ routeTree: root.addChildren(children), history })
}

afterEach(() => vi.unstubAllGlobals())

describe('KeywrightProvider', () => {
  it('goes to pages of the app by the router, with what the page says', async () => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    vi.stubGlobal('__keywright_state', state)
    const router = createApp()
    const node = document.body.appendChild(document.createElement('div'))
    await act(async () => createRoot(node).render(<RouterProvider router={router} />))
    expect(node.textContent).toContain('in/')
    await act(async () => made?.navigate('/next?a=b#c'))
    expect(router.state.location).toMatchObject({ pathname: '/next', search: { a: 'b' }, hash: 'c' })
    expect(node.textContent).toContain('in/next')
  })
})

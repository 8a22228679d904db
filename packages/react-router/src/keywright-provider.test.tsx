import { publishableKeyOf } from '@keywright/test-kit/instance'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import {
  createMemoryRouter,
  createStaticHandler,
  createStaticRouter,
  MemoryRouter,
  RouterProvider,
  StaticRouterProvider,
  useLoaderData,
  useLocation,
} from 'react-router'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ClerkProvider, SignedIn, SignedOut, useKeywright } from './index.ts'

const publishableKey = publishableKeyOf('test')
/** Each story has a server of its own: pages of the same one share their client. */
const memberOf = (url: string) => ({
  keywrightState: {
    ...{ publishableKey, url },
    initialState: { sessionClaims: { sub: 'user_1', sid: 'sess_1', iat: 1, exp: 2, sts: 'active' } },
  },
})

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
})

let made: ReturnType<typeof useKeywright> | undefined

function Page() {
  made = useKeywright()
  return (
    <>
      {useLocation().pathname}
      <SignedIn> in</SignedIn>
      <SignedOut> out</SignedOut>
    </>
  )
}

const Nothing = () => null

function Root() {
  return (
    <ClerkProvider loaderData={useLoaderData()}>
      <Page />
    </ClerkProvider>
  )
}

describe('KeywrightProvider', () => {
  it('draws on the server for whom the loader found', async () => {
    const { query, dataRoutes } = createStaticHandler([
      { path: '/', Component: Root, loader: () => memberOf('http://one.localhost') },
    ])
    const context = await query(new Request('http://localhost:3000/'))
    if (context instanceof Response) throw new Error('redirected')
    const router = createStaticRouter(dataRoutes, context)
    expect(renderToString(<StaticRouterProvider router={router} context={context} />)).toContain(' in')
  })

  it('goes to pages of the app by the router', async () => {
    const routes = [
      {
        path: '*',
        Component: Root,
        loader: () => memberOf('http://two.localhost'),
        HydrateFallback: Nothing,
      },
    ]
    const router = createMemoryRouter(routes)
    const node = document.body.appendChild(document.createElement('div'))
    await act(async () => createRoot(node).render(<RouterProvider router={router} />))
    await act(async () => made?.navigate('/next?a=1'))
    expect(router.state.location).toMatchObject({ pathname: '/next', search: '?a=1' })
    expect(node.textContent).toBe('/next in')
  })

  it('works in a router without loaders, with a key', async () => {
    const node = document.body.appendChild(document.createElement('div'))
    await act(async () =>
      createRoot(node).render(
        <MemoryRouter>
          <ClerkProvider publishableKey={publishableKey}>
            <Page />
          </ClerkProvider>
        </MemoryRouter>,
      ),
    )
    expect(node.textContent).toMatch(/^\//)
  })
})

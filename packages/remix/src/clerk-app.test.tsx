import { renderToString } from 'react-dom/server'
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router'
import { expect, it } from 'vitest'
import * as api from './api.ts'
import { ClerkApp, SignedIn } from './index.tsx'
import { getAuth, rootAuthLoader } from './ssr.ts'

const Component = ClerkApp(() => <SignedIn>in</SignedIn>)
const publishableKey = `pk_test_${btoa('clerk.shop.localhost:3943$')}`
const sessionClaims = { sub: 'user_1', sid: 'sess_1', iat: 1, exp: 2, sts: 'active' }

it('puts the provider around the app, as code for Remix has it', async () => {
  const loader = () => ({ keywrightState: { publishableKey, initialState: { sessionClaims } } })
  const { query, dataRoutes } = createStaticHandler([{ path: '/', Component, loader }])
  const context = await query(new Request('http://localhost/'))
  if (context instanceof Response) throw new Error('redirected')
  const router = createStaticRouter(dataRoutes, context)
  expect(renderToString(<StaticRouterProvider router={router} context={context} />)).toContain('in')
  expect([typeof getAuth, typeof rootAuthLoader, typeof api.createClerkClient]).toEqual(
    Array.from({ length: 3 }, () => 'function'),
  )
})

/** On a server there is no window: what the middleware left for the page is drawn, and written into it. */
import { publishableKeyOf } from '@keywright/test-kit/instance'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ClerkProvider, SignedIn, SignedOut } from './index.ts'

/** Start keeps the context of a request under this name, for all copies of itself. */
const { [Symbol.for('tanstack-start:start-storage-context')]: storage } = globalThis as unknown as Record<
  symbol,
  { run<Result>(context: object, run: () => Result): Result }
>

const claims = { sub: 'user_1', sid: 'sess_1', iat: 1, exp: 2, sts: 'active' }
const stateOf = (sessionClaims: object | null) => ({
  publishableKey: publishableKeyOf('test'),
  initialState: { sessionClaims },
})

const Root = () =>
  createElement(
    ClerkProvider,
    null,
    createElement(SignedIn, null, 'members'),
    createElement(SignedOut, null, 'strangers'),
  )

async function render(keywrightState: object): Promise<string> {
  const routeTree = createRootRoute({ component: Root })
  const history = createMemoryHistory({ initialEntries: ['/'] })
  const router = createRouter({ routeTree, history, isServer: true })
  await router.load()
  const app = createElement(RouterProvider, { router })
  return storage?.run({ contextAfterGlobalMiddlewares: { keywrightState } }, () => renderToString(app)) ?? ''
}

it('draws for whom the middleware found', async () => {
  expect(await render(stateOf(claims))).toMatch(/members(?!.*strangers)/s)
  expect(await render(stateOf(null))).toMatch(/strangers/)
})

// The attack: a claim that somebody fills by themselves, and that ends the script.
it('writes what the browser is told into the page unharmed', async () => {
  const state = stateOf({ ...claims, name: '</script><img src=x onerror=alert(1)><!--\u2028' })
  const html = await render(state)
  expect(html).not.toMatch(/<img|<!--|\u2028/)
  const written = /window\.__keywright_state=(\{.*?\})[;<]/s.exec(html)?.[1] ?? ''
  expect(JSON.parse(written)).toEqual(state)
})

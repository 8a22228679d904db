/** On a server there is no window: everything can be drawn, and nothing is kept or asked. */

import { claims, publishableKey } from '@keywright/test-kit/fake-keywright'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import {
  KeywrightProvider,
  SignedIn,
  SignedOut,
  SignIn,
  SignInButton,
  useKeywright,
  useSignIn,
  useSignUp,
} from './index.ts'

const seen: unknown[] = []

function Attempts() {
  seen.push(useKeywright())
  return `${useSignIn().signIn.status} ${useSignUp().fetchStatus}`
}

function render(initialState?: object): string {
  return renderToString(
    createElement(
      KeywrightProvider,
      { publishableKey, initialState },
      createElement(Attempts),
      createElement(SignedIn, null, ' in'),
      createElement(SignedOut, null, ' out'),
      createElement(SignInButton),
      createElement(SignIn, { rendered: { html: '<form></form>' } }),
    ),
  )
}

it('draws a page without a window, a request or a client shared between visitors', () => {
  expect(typeof window).toBe('undefined')
  const fetch = vi.spyOn(globalThis, 'fetch')
  expect(render()).toContain('null idle')
  expect(render({ sessionClaims: claims })).toContain(' in')
  expect(render({ sessionClaims: null })).toContain(' out')
  expect(render()).toContain('data-keywright-component="sign-in"><form></form>')
  expect(new Set(seen).size).toBe(4)
  expect(fetch).not.toHaveBeenCalled()
})

/** An app as tutorials write it, with nothing but the package's name changed. */
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import {
  ClerkLoaded,
  ClerkProvider,
  SignedIn,
  SignedOut,
  SignIn,
  SignInButton,
  UserButton,
  useAuth,
  useClerk,
  useUser,
} from './index.tsx'

const PUBLISHABLE_KEY = `pk_test_${btoa('clerk.shop.localhost:3943$')}`

function Hello() {
  const { isLoaded, userId } = useAuth()
  const { user } = useUser()
  return createElement('p', null, `${isLoaded} ${userId} ${user?.firstName} ${typeof useClerk().signOut}`)
}

describe('the older package', () => {
  it('draws the app of the tutorials', () => {
    const html = renderToString(
      createElement(
        ClerkProvider,
        {
          ...{ publishableKey: PUBLISHABLE_KEY, afterSignOutUrl: '/' },
          appearance: { variables: { colorPrimary: '#1f5f5b' } },
        },
        createElement(Hello),
        createElement(SignedOut, null, createElement(SignInButton), createElement(SignIn)),
        createElement(SignedIn, null, createElement(UserButton)),
        createElement(ClerkLoaded, null, 'loaded'),
      ),
    )
    expect(html).toContain('<p>false undefined undefined function</p>')
  })
})

/** An app with the components of `@keywright/ui` in React. */
import {
  GoogleOneTap,
  KeywrightProvider,
  RedirectToSignIn,
  SignedIn,
  SignedOut,
  SignIn,
  SignInButton,
  SignUp,
  UserButton,
  UserProfile,
  useUser,
} from '@keywright/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const config = JSON.parse(document.querySelector('#config')?.textContent ?? '{}')

const flow = new URLSearchParams(location.search).get('oauth-flow')
const providers = flow === null ? {} : { oauthFlow: flow as 'auto' | 'popup' }

function Member() {
  const { user } = useUser()
  return (
    <>
      <h1>{`Member ${user?.primaryEmailAddress?.emailAddress}`}</h1>
      <UserButton />
    </>
  )
}

function Page() {
  const { pathname } = location
  if (pathname.startsWith('/sign-in')) return <SignIn routing="path" path="/sign-in" {...providers} />
  if (pathname.startsWith('/sign-up')) return <SignUp routing="path" path="/sign-up" {...providers} />
  if (pathname === '/steps-by-hash') return <SignIn {...providers} />
  if (pathname === '/framed') return <iframe title="App" src="/sign-in" width="600" height="800" />
  if (pathname.startsWith('/profile'))
    return (
      <SignedIn>
        <UserProfile routing="path" path="/profile" {...providers} />
      </SignedIn>
    )
  return (
    <>
      <SignedIn>
        <Member />
      </SignedIn>
      <SignedOut>
        {pathname === '/members' && <RedirectToSignIn />}
        {pathname === '/shop' && <p>Welcome, stranger</p>}
        {pathname === '/' && (
          <SignInButton mode="modal" {...providers}>
            Come in
          </SignInButton>
        )}
      </SignedOut>
      {pathname === '/shop' && <GoogleOneTap fedCmSupport={!location.search.includes('without-fedcm')} />}
    </>
  )
}

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <StrictMode>
    <KeywrightProvider
      {...config}
      ui={() => import('@keywright/ui')}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
    >
      <Page />
    </KeywrightProvider>
  </StrictMode>,
)

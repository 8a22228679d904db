/** An app with the components of `@keywright/ui` in React. */
import {
  KeywrightProvider,
  RedirectToSignIn,
  SignedIn,
  SignedOut,
  SignIn,
  SignInButton,
  SignUp,
  UserButton,
  useUser,
} from '@keywright/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const config = JSON.parse(document.querySelector('#config')?.textContent ?? '{}')

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
  if (pathname.startsWith('/sign-in')) return <SignIn routing="path" path="/sign-in" />
  if (pathname.startsWith('/sign-up')) return <SignUp routing="path" path="/sign-up" />
  return (
    <>
      <SignedIn>
        <Member />
      </SignedIn>
      <SignedOut>
        {pathname === '/members' ? <RedirectToSignIn /> : <SignInButton mode="modal">Come in</SignInButton>}
      </SignedOut>
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

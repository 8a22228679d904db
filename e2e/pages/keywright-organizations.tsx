/** An app whose users work in organizations, with the components of `@keywright/ui` in React. */
import {
  CreateOrganization,
  KeywrightProvider,
  OrganizationList,
  OrganizationProfile,
  OrganizationSwitcher,
  SignedIn,
  SignedOut,
  SignIn,
  SignUp,
  useOrganization,
  useUser,
} from '@keywright/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const config = JSON.parse(document.querySelector('#config')?.textContent ?? '{}')

/** Who is here, and for whom they work. */
function Header() {
  const { user } = useUser()
  const { organization, membership } = useOrganization()
  const work = organization ? `works for ${organization.name} as ${membership?.role}` : 'works alone'
  return (
    <header>
      <OrganizationSwitcher organizationProfileProps={{ afterLeaveOrganizationUrl: '/left' }} />
      <p>{`${user?.primaryEmailAddress?.emailAddress} ${work}`}</p>
    </header>
  )
}

function Content() {
  const { pathname } = location
  if (pathname.startsWith('/organization/'))
    return <OrganizationProfile routing="path" path="/organization" afterLeaveOrganizationUrl="/left" />
  if (pathname === '/organizations') return <OrganizationList />
  if (pathname === '/create-organization') return <CreateOrganization />
  return <h1>{pathname === '/left' ? 'You left' : 'Home'}</h1>
}

function Page() {
  const { pathname } = location
  if (pathname.startsWith('/sign-up')) return <SignUp routing="path" path="/sign-up" />
  return (
    <>
      <SignedOut>
        <SignIn routing="path" path="/sign-in" />
      </SignedOut>
      <SignedIn>
        <Header />
        <main>
          <Content />
        </main>
      </SignedIn>
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

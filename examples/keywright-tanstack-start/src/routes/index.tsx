import { SignedIn, SignedOut } from '@keywright/tanstack-react-start'
import { createFileRoute, Link } from '@tanstack/react-router'

export const Route = createFileRoute('/')({ component: Home })

function Home() {
  return (
    <>
      <SignedIn>
        <h1>Welcome back</h1>
        <p>Signed in.</p>
        <Link className="button" to="/dashboard">
          To the dashboard
        </Link>
      </SignedIn>
      <SignedOut>
        <h1>Welcome</h1>
        <p>Signed out.</p>
        <Link className="button" to="/dashboard">
          Sign in
        </Link>
      </SignedOut>
    </>
  )
}

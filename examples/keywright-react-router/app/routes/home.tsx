import { SignedIn, SignedOut } from '@keywright/react-router'
import { Link } from 'react-router'

export default function Home() {
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

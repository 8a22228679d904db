import { SignedIn, SignedOut, SignInButton, UserButton } from '@keywright/nextjs'
import Link from 'next/link'

export default function Home() {
  return (
    <main>
      <SignedOut>
        <p>Signed out</p>
        <SignInButton />
      </SignedOut>
      <SignedIn>
        <p>Signed in</p>
        <UserButton />
      </SignedIn>
      <Link href="/members">Members</Link>
    </main>
  )
}

import { SignedIn, SignedOut, UserButton } from '@keywright/nextjs'
import Link from 'next/link'

export default function Home() {
  return (
    <main>
      <SignedOut>
        <p>Signed out</p>
        <Link href="/sign-in">Sign in</Link>
      </SignedOut>
      <SignedIn>
        <p>Signed in</p>
        <UserButton />
      </SignedIn>
      <Link href="/dashboard">Dashboard</Link>
    </main>
  )
}

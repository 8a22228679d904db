import { UserButton } from '@keywright/nextjs'
import { currentUser } from '@keywright/nextjs/server'
import Link from 'next/link'

export default async function Dashboard() {
  const user = await currentUser()
  return (
    <main>
      <UserButton />
      <p data-testid="email">{user?.emailAddresses[0]?.emailAddress}</p>
      <Link href="/">Home</Link>
    </main>
  )
}

import { auth } from '@clerk/nextjs/server'
import Link from 'next/link'

export default async function Home() {
  const { userId } = await auth()
  return (
    <>
      <h1>Home</h1>
      <p data-testid="who">{userId ? `Signed in as ${userId}` : 'Signed out'}</p>
      <Link href="/dashboard">Dashboard</Link>
    </>
  )
}

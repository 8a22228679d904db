import { currentUser } from '@clerk/nextjs/server'

export default async function Dashboard() {
  const user = await currentUser()
  return (
    <>
      <h1>Dashboard</h1>
      <p data-testid="email">{user?.primaryEmailAddress?.emailAddress}</p>
    </>
  )
}

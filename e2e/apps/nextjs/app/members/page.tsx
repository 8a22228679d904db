import { auth, currentUser } from '@keywright/nextjs/server'

export default async function Members() {
  const { userId, orgId } = await auth()
  const user = await currentUser()
  return (
    <main>
      <p data-testid="email">{user?.emailAddresses[0]?.emailAddress}</p>
      <p data-testid="ids">
        {userId} {orgId ?? 'no organization'}
      </p>
    </main>
  )
}

import { auth, currentUser } from '@keywright/nextjs/server'

export async function GET() {
  const { userId } = await auth()
  if (!userId) return Response.json({ error: 'Sign in first.' }, { status: 401 })
  const user = await currentUser()
  return Response.json({ userId, email: user?.emailAddresses[0]?.emailAddress })
}

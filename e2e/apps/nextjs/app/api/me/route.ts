import { auth, clerkClient } from '@keywright/nextjs/server'

export async function GET() {
  const { userId } = await auth.protect()
  const { emailAddresses } = await (await clerkClient()).users.getUser(userId)
  return Response.json({ userId, email: emailAddresses[0]?.emailAddress })
}

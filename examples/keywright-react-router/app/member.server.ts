import { getAuth, keywrightClient, type RouteArgs } from '@keywright/react-router/server'

/** Who asks, and their address, from the Backend API. For routes of members only. */
export async function readMember(args: RouteArgs) {
  const { userId } = await getAuth(args)
  if (!userId) throw new Response(null, { status: 401 })
  const user = await keywrightClient(args).users.getUser(userId)
  return { userId, email: user.primaryEmailAddress?.emailAddress }
}

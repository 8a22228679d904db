import type { APIContext } from 'astro'

export async function GET({ locals }: APIContext) {
  const user = await locals.currentUser()
  return Response.json({ userId: user?.id, email: user?.primaryEmailAddress?.emailAddress })
}

import { verifyWebhook } from '@keywright/react-router/webhooks'
import { users } from '../users.server'
import type { Route } from './+types/webhook'

export async function action({ request }: Route.ActionArgs) {
  const event = await verifyWebhook(request).catch(() => undefined)
  if (!event) return Response.json({ error: 'The signature does not fit.' }, { status: 400 })
  await users?.take(event)
  return new Response(null, { status: 204 })
}

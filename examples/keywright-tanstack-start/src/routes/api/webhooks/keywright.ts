import { verifyWebhook } from '@keywright/tanstack-react-start/webhooks'
import { createFileRoute } from '@tanstack/react-router'
import { users } from '../../../users.server'

export const Route = createFileRoute('/api/webhooks/keywright')({ server: { handlers: { POST: receive } } })

async function receive({ request }: { request: Request }) {
  const event = await verifyWebhook(request).catch(() => undefined)
  if (!event) return Response.json({ error: 'The signature does not fit.' }, { status: 400 })
  await users?.take(event)
  return new Response(null, { status: 204 })
}

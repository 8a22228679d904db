import { verifyWebhook } from '@keywright/astro/webhooks'
import type { APIContext } from 'astro'
import { findUsers } from '../../../lib/users.ts'

export async function POST({ request }: APIContext) {
  const event = await verifyWebhook(request).catch(() => undefined)
  if (!event) return Response.json({ error: 'The signature does not fit.' }, { status: 400 })
  await (await findUsers())?.take(event)
  return new Response(null, { status: 204 })
}

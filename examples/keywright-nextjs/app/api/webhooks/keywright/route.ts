import { verifyWebhook, WebhookVerificationError } from '@keywright/nextjs/webhooks'
import { followUser } from '../../../../data/users.ts'

/** Deliveries of the server. The secret is KEYWRIGHT_WEBHOOK_SIGNING_SECRET. */
export async function POST(request: Request) {
  try {
    await followUser(await verifyWebhook(request))
    return new Response(null, { status: 204 })
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error
    return Response.json({ error: error.code }, { status: 400 })
  }
}

import { toWebhookRequest } from '@keywright/adapter-core'
import {
  type VerifyWebhookOptions,
  verifyWebhook as verifyWebRequest,
  type WebhookEvent,
} from '@keywright/backend/webhooks'
import { type H3Event, readRawBody } from 'h3'
import { environmentOf } from './server/runtime-config.ts'

export * from '@keywright/backend/webhooks'

/** Verifies a webhook: `await verifyWebhook(event)`. */
export async function verifyWebhook(
  event: H3Event,
  options: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  const body = await readRawBody(event, false)
  const { KEYWRIGHT_WEBHOOK_SIGNING_SECRET: own, CLERK_WEBHOOK_SIGNING_SECRET: other } = environmentOf(
    event.context.keywrightConfig,
  )
  const signingSecret = own ?? other
  const request = await toWebhookRequest(event.node.req, body ?? '')
  return await verifyWebRequest(request, { ...(signingSecret && { signingSecret }), ...options })
}

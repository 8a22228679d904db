import {
  type VerifyWebhookOptions,
  verifyWebhook as verifyWebRequest,
  type WebhookEvent,
} from '@keywright/backend/webhooks'
import type { Context } from 'hono'

export * from '@keywright/backend/webhooks'

/** Verifies a webhook whose body was not read yet. */
export function verifyWebhook(context: Context, options: VerifyWebhookOptions = {}): Promise<WebhookEvent> {
  return verifyWebRequest(context.req.raw, options)
}

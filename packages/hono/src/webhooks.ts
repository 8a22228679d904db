import {
  type VerifyWebhookOptions,
  verifyWebhook as verifyWebRequest,
  type WebhookEvent,
} from '@keywright/backend/webhooks'
import type { Context } from 'hono'
import { env } from 'hono/adapter'

export * from '@keywright/backend/webhooks'

/** Verifies a webhook whose body was not read yet. */
export function verifyWebhook(context: Context, options: VerifyWebhookOptions = {}): Promise<WebhookEvent> {
  // A worker is handed its environment with each request.
  return verifyWebRequest(context.req.raw, { environment: env(context), ...options })
}

import { toWebhookRequest } from '@keywright/adapter-core'
import {
  type VerifyWebhookOptions,
  verifyWebhook as verifyWebRequest,
  type WebhookEvent,
} from '@keywright/backend/webhooks'
import type { Request } from 'express'

export * from '@keywright/backend/webhooks'

/** Verifies a webhook, with its body raw (`express.raw({ type: 'application/json' })`), parsed or not read yet. */
export async function verifyWebhook(
  request: Request,
  options: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  return verifyWebRequest(await toWebhookRequest(request), options)
}

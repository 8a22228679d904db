import { type NodeWebhookRequest, toWebhookRequest } from '@keywright/adapter-core'
import {
  type VerifyWebhookOptions,
  verifyWebhook as verifyWebRequest,
  type WebhookEvent,
} from '@keywright/backend/webhooks'

export * from '@keywright/backend/webhooks'

/** Verifies a webhook: the request of a route handler, or of an API route with `bodyParser: false`. */
export async function verifyWebhook(
  request: Request | NodeWebhookRequest,
  options: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  return verifyWebRequest(request instanceof Request ? request : await toWebhookRequest(request), options)
}

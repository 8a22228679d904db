import {
  type VerifyWebhookOptions,
  verifyWebhook as verifyWebRequest,
  type WebhookEvent,
} from '@keywright/backend/webhooks'

export * from '@keywright/backend/webhooks'

/** Verifies a webhook whose body was not read yet: the request of an endpoint, or its whole context. */
export function verifyWebhook(
  from: Request | { request: Request },
  options: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  return verifyWebRequest(from instanceof Request ? from : from.request, options)
}

import { toWebhookRequest } from '@keywright/adapter-core'
import {
  type VerifyWebhookOptions,
  verifyWebhook as verifyWebRequest,
  type WebhookEvent,
} from '@keywright/backend/webhooks'
import type { FastifyRequest } from 'fastify'

export * from '@keywright/backend/webhooks'

/** Verifies a webhook, with its body raw or parsed. */
export async function verifyWebhook(
  request: FastifyRequest,
  options: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  return verifyWebRequest(await toWebhookRequest(request.raw, request.body), options)
}

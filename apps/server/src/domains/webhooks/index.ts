export { createWebhookDelivery } from './webhooks.jobs.ts'
export { createWebhooksService, type WebhooksService } from './webhooks.service.ts'

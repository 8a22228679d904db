import { verifyWebhook } from '@keywright/nuxt/webhooks'

export default defineEventHandler(async (event) => {
  const received = await verifyWebhook(event).catch(() => undefined)
  if (!received) throw createError({ statusCode: 400, statusMessage: 'The signature does not fit.' })
  await (await findUsers())?.take(received)
  setResponseStatus(event, 204)
})

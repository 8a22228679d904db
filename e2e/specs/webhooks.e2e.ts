/** `@clerk/backend` as published receives what the real server posts: an app that keeps its own table of users. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClerkClient } from '@clerk/backend'
import { verifyWebhook } from '@clerk/backend/webhooks'
import { verifyWebhook as verifyByOurs } from '@keywright/backend'
import { type RunningKeywright, startKeywright } from '@keywright/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'

let server: RunningKeywright
let app: Server
let signingSecret = ''
const received: Request[] = []
/** How many posts the app fails on before it takes one. */
let failures = 1

beforeAll(async () => {
  server = await startKeywright({ env: { KEYWRIGHT_WEBHOOKS_TO_PRIVATE_ADDRESSES: 'true' } })
  app = createServer(async (incoming, outgoing) => {
    failures -= 1
    if (failures < 0) received.push(await toRequest(incoming))
    outgoing.writeHead(failures < 0 ? 200 : 500).end()
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const { port } = app.address() as AddressInfo
  await server.command('config', 'set', `webhooks.url=http://localhost:${port}/api/webhooks`)
  signingSecret = (await server.command('webhooks', 'secret')).trim()
})
afterAll(async () => {
  app?.close()
  await server?.stop()
})

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const)
  return new Request('http://localhost/api/webhooks', {
    method: 'POST',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  })
}

it('a new user reaches the app, after it failed once, and a forged one does not', {
  timeout: 60_000,
}, async () => {
  const { secretKey, publishableKey, apiUrl } = server
  const clerk = createClerkClient({ secretKey, publishableKey, apiUrl, telemetry: { disabled: true } })
  const user = await clerk.users.createUser({
    emailAddress: ['ada@example.com'],
    firstName: 'Ada',
    skipPasswordRequirement: true,
  })
  await expect.poll(() => received.length, { timeout: 30_000 }).toBe(1)
  const request = received[0] as Request
  const forged = new Request(request.clone(), { body: JSON.stringify({ type: 'user.created', data: {} }) })
  await expect(verifyWebhook(forged.clone(), { signingSecret })).rejects.toThrow()
  await expect(verifyByOurs(forged, { signingSecret })).rejects.toMatchObject({ code: 'signature_invalid' })
  const ours = await verifyByOurs(request.clone(), { signingSecret })
  const event = await verifyWebhook(request, { signingSecret })
  expect(ours).toEqual(event)
  if (event.type !== 'user.created') throw new RangeError(event.type)
  expect(event.data).toMatchObject({ id: user.id, first_name: 'Ada' })
  expect(event.data.email_addresses[0]?.email_address).toBe('ada@example.com')
})

import { join } from 'node:path'
import files from '@fastify/static'
import { getAuth, keywrightClient, keywrightPlugin, requireAuth } from '@keywright/fastify'
import { verifyWebhook } from '@keywright/fastify/webhooks'
import { fastify } from 'fastify'
import { dashboardPage, homePage, membersPage } from './pages.mjs'
import { openUsers } from './users.mjs'

const app = fastify()
const users = await openUsers(process.env.DATABASE_URL)
const members = { preHandler: requireAuth() }
const html = 'text/html; charset=utf-8'

await app.register(files, { root: join(import.meta.dirname, 'public') })
await app.register(keywrightPlugin)

app.post('/api/webhooks/keywright', async (request, reply) => {
  const event = await verifyWebhook(request).catch(() => undefined)
  if (!event) return reply.code(400).send({ error: 'The signature does not fit.' })
  await users?.take(event)
  return reply.code(204).send()
})

app.get('/', async (request, reply) => reply.type(html).send(homePage(getAuth(request).userId)))

// A stranger is sent to the sign-in and comes back here; a program is answered with 401.
app.get('/dashboard', members, async (request, reply) =>
  reply.type(html).send(dashboardPage(await addressOf(request))),
)

app.get('/members', members, async (_request, reply) =>
  reply.type(html).send(membersPage((await users?.list()) ?? [])),
)

app.get('/api/me', members, async (request) => ({
  userId: getAuth(request).userId,
  email: await addressOf(request),
}))

async function addressOf(request) {
  const user = await keywrightClient.users.getUser(getAuth(request).userId)
  return user.primaryEmailAddress?.emailAddress
}

await app.listen({ port: Number(process.env.PORT ?? 3000) })

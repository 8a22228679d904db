import { getAuth, keywrightClient, keywrightMiddleware, requireAuth } from '@keywright/express'
import { verifyWebhook } from '@keywright/express/webhooks'
import express from 'express'
import { dashboardPage, homePage, membersPage } from './pages.mjs'
import { openUsers } from './users.mjs'

const app = express()
const users = await openUsers(process.env.DATABASE_URL)

// Before any parser of bodies: the signature is over the bytes as they came.
app.post('/api/webhooks/keywright', async (request, response) => {
  const event = await verifyWebhook(request).catch(() => undefined)
  if (!event) return response.status(400).json({ error: 'The signature does not fit.' })
  await users?.take(event)
  response.status(204).end()
})

app.use(express.static('public'), keywrightMiddleware())

app.get('/', (request, response) => response.send(homePage(getAuth(request).userId)))

// A stranger is sent to the sign-in and comes back here; a program is answered with 401.
app.get('/dashboard', requireAuth(), async (request, response) => {
  response.send(dashboardPage(await addressOf(request)))
})

app.get('/members', requireAuth(), async (_request, response) => {
  response.send(membersPage((await users?.list()) ?? []))
})

app.get('/api/me', requireAuth(), async (request, response) => {
  response.json({ userId: getAuth(request).userId, email: await addressOf(request) })
})

async function addressOf(request) {
  const user = await keywrightClient.users.getUser(getAuth(request).userId)
  return user.primaryEmailAddress?.emailAddress
}

app.listen(process.env.PORT ?? 3000)

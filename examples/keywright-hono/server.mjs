import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { getAuth, keywrightMiddleware, requireAuth } from '@keywright/hono'
import { verifyWebhook } from '@keywright/hono/webhooks'
import { Hono } from 'hono'
import { dashboardPage, homePage, membersPage } from './pages.mjs'
import { openUsers } from './users.mjs'

const app = new Hono()
const users = await openUsers(process.env.DATABASE_URL)

app.post('/api/webhooks/keywright', async (c) => {
  const event = await verifyWebhook(c).catch(() => undefined)
  if (!event) return c.json({ error: 'The signature does not fit.' }, 400)
  await users?.take(event)
  return c.body(null, 204)
})

app.use('/app.css', serveStatic({ root: 'public' }))
app.use('*', keywrightMiddleware())

app.get('/', (c) => c.html(homePage(getAuth(c).userId)))

// A stranger is sent to the sign-in and comes back here; a program is answered with 401.
app.get('/dashboard', requireAuth(), async (c) => c.html(dashboardPage(await addressOf(c))))

app.get('/members', requireAuth(), async (c) => c.html(membersPage((await users?.list()) ?? [])))

app.get('/api/me', requireAuth(), async (c) =>
  c.json({ userId: getAuth(c).userId, email: await addressOf(c) }),
)

async function addressOf(c) {
  const user = await c.var.keywright.users.getUser(getAuth(c).userId)
  return user.primaryEmailAddress?.emailAddress
}

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })

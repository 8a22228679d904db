import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serveStatic } from '@hono/node-server/serve-static'
import { getAuth, keywrightMiddleware, requireAuth } from '@keywright/hono'
import { Hono } from 'hono'
import { keywright } from './keywright.mjs'
import { dashboardPage, homePage, signInPage, signUpPage } from './pages.mjs'

// Optional: without it the first request starts the server. What is wrong with the settings is said here.
await keywright.start()
const { publishableKey } = await keywright.keys()

const app = new Hono()
app.use('/app.css', serveStatic({ root: 'public' }))

// The whole server. Who sent a request is what the socket says, and never a header.
app.all('/api/auth/*', (c) => keywright.fetch(c.req.raw, { address: getConnInfo(c).remote.address }))

// Who asks for everything else. The SDK reaches the server in this process, not over the network.
app.use(
  '*',
  keywrightMiddleware(async () => ({ ...(await keywright.sdkOptions()), signInUrl: '/sign-in' })),
)

app.get('/', (c) => c.html(homePage(publishableKey, getAuth(c).userId)))
app.get('/sign-in', (c) => c.html(signInPage(publishableKey)))
app.get('/sign-up', (c) => c.html(signUpPage(publishableKey)))
app.get('/dashboard', requireAuth(), async (c) => c.html(dashboardPage(publishableKey, await addressOf(c))))
app.get('/api/me', requireAuth(), async (c) =>
  c.json({ userId: getAuth(c).userId, email: await addressOf(c) }),
)

async function addressOf(c) {
  const user = await c.var.keywright.users.getUser(getAuth(c).userId)
  return user.primaryEmailAddress?.emailAddress
}

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })

// The process is the app's, so it is the app that ends the server.
process.once('SIGTERM', () => {
  server.close(() => keywright.close().then(() => process.exit(0)))
  server.closeAllConnections()
})

import { clerkClient, clerkMiddleware, getAuth } from '@clerk/express'
import express from 'express'

const app = express()
app.use(clerkMiddleware({ frontendApiProxy: { enabled: true } }))

app.get('/', (request, response) => {
  const { userId } = getAuth(request)
  response.send(userId ? `Signed in as ${userId}. <a href="/me">Who am I?</a>` : '<a href="/me">Sign in</a>')
})

app.get('/me', async (request, response) => {
  const { userId } = getAuth(request)
  if (!userId) return response.redirect(`${process.env.CLERK_SIGN_IN_URL}?redirect_url=${here(request)}`)
  const user = await clerkClient.users.getUser(userId)
  return response.json({ id: user.id, email: user.primaryEmailAddress?.emailAddress })
})

function here(request) {
  return encodeURIComponent(`${request.protocol}://${request.get('host')}${request.originalUrl}`)
}

app.listen(process.env.PORT ?? 3000)

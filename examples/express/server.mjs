import { clerkClient, clerkMiddleware, getAuth } from '@clerk/express'
import express from 'express'

const app = express()
app.use(clerkMiddleware({ frontendApiProxy: { enabled: true } }))

app.get('/', (request, response) => {
  response.send(getAuth(request).userId ? '<a href="/me">Who am I?</a>' : '<a href="/me">Sign in</a>')
})

app.get('/me', async (request, response) => {
  const { userId, redirectToSignIn } = getAuth(request)
  if (!userId) return redirectToSignIn?.() ?? response.redirect(signInUrl(request))
  const user = await clerkClient.users.getUser(userId)
  response.json({ id: user.id, email: user.primaryEmailAddress?.emailAddress })
})

function signInUrl(request) {
  const back = `${request.protocol}://${request.get('host')}${request.originalUrl}`
  return `${process.env.CLERK_SIGN_IN_URL}?redirect_url=${encodeURIComponent(back)}`
}

app.listen(process.env.PORT ?? 3000)

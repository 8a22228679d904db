import { getAuth, keywrightClient, keywrightMiddleware, requireAuth } from '@keywright/express'
import express from 'express'

const app = express()
app.use(keywrightMiddleware())

app.get('/', (request, response) => {
  const { userId } = getAuth(request)
  response.send(userId ? `Signed in as ${userId}. <a href="/me">Who am I?</a>` : '<a href="/me">Sign in</a>')
})

// A stranger is sent to the sign-in and comes back here; a program is answered with 401.
app.get('/me', requireAuth(), async (request, response) => {
  const user = await keywrightClient.users.getUser(getAuth(request).userId)
  response.json({ id: user.id, email: user.primaryEmailAddress?.emailAddress })
})

app.listen(process.env.PORT ?? 3000)

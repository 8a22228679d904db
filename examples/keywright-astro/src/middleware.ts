import { createRouteMatcher, keywrightMiddleware } from '@keywright/astro/server'

const isForMembers = createRouteMatcher(['/dashboard(.*)', '/members(.*)', '/api/me'])

// A stranger is sent to the sign-in and comes back here; a program is answered with 401.
export const onRequest = keywrightMiddleware(async (auth, { request }) => {
  if (isForMembers(request)) await auth.protect()
})

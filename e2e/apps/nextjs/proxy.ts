import { clerkMiddleware, createRouteMatcher } from '@keywright/nextjs/server'

const isProtected = createRouteMatcher(['/guarded(.*)', '/members(.*)'])

export default clerkMiddleware(
  (auth, req) => {
    if (isProtected(req)) auth().protect()
  },
  { frontendApiProxy: { enabled: true } },
)

export const config = { matcher: ['/((?!_next|unmatched|static|favicon.ico).*)'] }

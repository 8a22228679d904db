import { clerkMiddleware, createRouteMatcher } from '@keywright/nextjs/server'

const isProtected = createRouteMatcher(['/guarded(.*)', '/members(.*)'])
const isForStaff = createRouteMatcher(['/staff(.*)'])

export default clerkMiddleware(
  (auth, req) => {
    if (isProtected(req)) auth().protect()
    if (isForStaff(req)) auth().protect({ role: 'org:staff' })
  },
  { frontendApiProxy: { enabled: true } },
)

export const config = { matcher: ['/((?!_next|unmatched|static|favicon.ico).*)'] }

import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isProtected = createRouteMatcher(['/dashboard(.*)', '/profile(.*)'])

export default clerkMiddleware(
  async (auth, request) => {
    if (isProtected(request)) await auth.protect()
  },
  { frontendApiProxy: { enabled: true } },
)

export const config = {
  matcher: ['/((?!_next|[^?]*\\.(?:html?|css|js(?!on)|png|svg|ico)).*)', '/__clerk/(.*)', '/(api|trpc)(.*)'],
}

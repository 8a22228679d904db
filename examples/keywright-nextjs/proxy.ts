import { createRouteMatcher, keywrightMiddleware } from '@keywright/nextjs/server'

const isForMembers = createRouteMatcher(['/dashboard(.*)', '/members(.*)', '/account(.*)'])

export default keywrightMiddleware(
  async (auth, request) => {
    if (isForMembers(request)) await auth.protect()
  },
  { signInUrl: '/sign-in', signUpUrl: '/sign-up' },
)

export const config = {
  // Everything but files and what Next.js keeps for itself.
  matcher: ['/((?!_next|[^?]*\\.(?:css|js(?!on)|png|svg|ico|webp|woff2?)).*)', '/(api)(.*)'],
}

import { createRouteMatcher as createMatcher, type PathPattern } from '@keywright/backend'

type Routes = PathPattern | readonly PathPattern[] | ((request: Request) => boolean)

/** Says whether a request is for one of these routes: `createRouteMatcher(['/dashboard(.*)'])(context.request)`. */
export function createRouteMatcher(routes: Routes): (request: Request) => boolean {
  return createMatcher<Request>(routes)
}

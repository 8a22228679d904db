import { createRouteMatcher as createMatcher, type PathPattern } from '@keywright/backend'

type Routes = PathPattern | readonly PathPattern[] | ((request: Request) => boolean)

/** Says whether a request is for one of these routes: `createRouteMatcher(['/dashboard(.*)'])(context.request)`. */
export function createRouteMatcher(routes: Routes): (request: Request) => boolean {
  if (typeof routes === 'function') return routes
  const matches = createMatcher(routes)
  return ({ url }) => {
    if (matches({ url })) return true
    const page = pageOfFile(new URL(url).pathname)
    return page !== undefined && matches({ url: page })
  }
}

/** With `build.format: 'file'` Astro finds `/account` also as `/account.html` and as `/account/index.html`, escaped or not. */
function pageOfFile(pathname: string): string | undefined {
  const path = decodeURI(pathname)
  const page = path.replace(/(?:\/index)?\.html$/, '')
  return page === path ? undefined : encodeURI(page) || '/'
}

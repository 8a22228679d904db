import { createPathMatcher, type PathPattern } from './path-matcher.ts'
import { pathOf } from './request-target.ts'

/** What every framework's request has, in one of these spellings. */
export interface RoutedRequest {
  url: string
  /** Next.js has it parsed already. */
  nextUrl?: { pathname: string } | undefined
}

export type RouteMatcherInput<R extends RoutedRequest> =
  | PathPattern
  | readonly PathPattern[]
  | ((request: R) => boolean)

/**
 * Makes a function that says whether a request is for one of these routes: `createRouteMatcher(['/dashboard(.*)'])`.
 * It throws `AmbiguousPathError`, which adapters answer with 400.
 */
export function createRouteMatcher<R extends RoutedRequest = RoutedRequest>(
  routes: RouteMatcherInput<R>,
): (request: R) => boolean {
  if (typeof routes === 'function') return routes
  const matches = createPathMatcher(routes)
  return (request) => matches(request.nextUrl?.pathname ?? pathOf(request.url))
}

import { createNodeRouteMatcher, type NodeRouteMatcherInput } from '@keywright/adapter-core'
import type { Request } from 'express'

/** Says whether a request is for one of these routes: `createRouteMatcher(['/dashboard(.*)'])`. */
export const createRouteMatcher = (routes: NodeRouteMatcherInput<Request>): ((request: Request) => boolean) =>
  createNodeRouteMatcher(routes, (request) => request.originalUrl)

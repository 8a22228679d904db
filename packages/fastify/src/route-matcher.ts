import { createNodeRouteMatcher, type NodeRouteMatcherInput } from '@keywright/adapter-core'
import type { FastifyRequest } from 'fastify'

/** Says whether a request is for one of these routes: `createRouteMatcher(['/dashboard(.*)'])`. */
export const createRouteMatcher = (
  routes: NodeRouteMatcherInput<FastifyRequest>,
): ((request: FastifyRequest) => boolean) =>
  createNodeRouteMatcher(routes, (request) => request.raw.url ?? '/')

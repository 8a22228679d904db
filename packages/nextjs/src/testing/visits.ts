/** Requests through a middleware, and what comes of them. */
import { appUrl, makeToken } from '@keywright/test-kit/instance'
import { type NextFetchEvent, type NextMiddleware, NextRequest } from 'next/server.js'
import { headersAfter } from './next-host.ts'

export const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }

export interface VisitParts {
  path?: string
  method?: string
  headers?: Record<string, string>
  /** Claims of the visitor's token; absent: a stranger. */
  claims?: Record<string, unknown>
}

export async function requestOf(parts: VisitParts = {}): Promise<NextRequest> {
  const { path = '/', claims, method = 'GET', headers } = parts
  const bearer = claims && { authorization: `Bearer ${await makeToken({ claims })}` }
  return new NextRequest(`${appUrl}${path}`, { method, headers: { ...bearer, ...headers } })
}

export interface Passed {
  said: Response
  /** The headers that the app sees. */
  headers: Headers
}

/** Sends a request through the middleware. */
export async function pass(middleware: NextMiddleware, parts?: VisitParts): Promise<Passed> {
  const request = await requestOf(parts)
  const said = (await middleware(request, {} as NextFetchEvent)) as Response
  return { said, headers: headersAfter(request, said) }
}

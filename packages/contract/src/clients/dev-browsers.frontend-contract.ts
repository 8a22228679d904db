import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

const DevBrowser = z.object({ id: z.string() })

export const createDevBrowserRoute = defineRoute({
  audience: 'frontend',
  operationId: 'createDevBrowser',
  method: 'post',
  path: '/v1/dev_browser',
  summary: 'Make a label for a development browser',
  auth: 'public',
  envelope: 'bare',
  body: z.object({}),
  output: DevBrowser,
  errors: ['request_invalid_for_environment'],
})

export const setDevBrowserCookieRoute = defineRoute({
  audience: 'frontend',
  operationId: 'postDevBrowserInitSetCookie',
  method: 'post',
  path: '/v1/dev_browser/set_first_party_cookie',
  summary: 'Set a development browser’s label on this host',
  auth: 'public',
  envelope: 'bare',
  query: z.object({ __clerk_db_jwt: z.string().max(200).optional() }),
  body: z.object({}),
  output: DevBrowser,
  errors: ['request_invalid_for_environment'],
})

export const initDevBrowserRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getDevBrowserInit',
  method: 'get',
  path: '/v1/dev_browser/init',
  summary: 'Read the label of a development browser, made now if there was none',
  auth: 'public',
  envelope: 'bare',
  query: z.object({ origin: z.string().max(2048).optional() }),
  output: DevBrowser,
  errors: ['request_invalid_for_environment', 'origin_invalid'],
})

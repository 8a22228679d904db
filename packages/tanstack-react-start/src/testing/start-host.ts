/** The app of the shared stories on TanStack Start: its own request handler, over routes as its compiler would hand them over. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { registerHooks } from 'node:module'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import {
  type AdapterHost,
  aMoment,
  guardedPattern,
  type HostOptions,
  paths,
  reportOf,
} from '@keywright/test-kit/adapter-host'
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { type AnyRequestMiddleware, createMiddleware } from '@tanstack/react-start'
import { auth, createRouteMatcher, keywrightMiddleware, requireAuth, type StartRequest } from '../server.ts'

type Handler = (input: { request: Request }) => Promise<Response> | Response

export interface StartApp {
  requestMiddleware: AnyRequestMiddleware[]
  routes: {
    path: string
    middleware?: AnyRequestMiddleware[]
    handlers: Record<string, Handler>
  }[]
}

/** Start's compiler puts the app in place of these names; here it is the app whose request it is. */
const running = new AsyncLocalStorage<StartApp>()
Object.assign(globalThis, {
  startOfTest: {
    getOptions: () => ({ requestMiddleware: running.getStore()?.requestMiddleware }),
    getRouter,
  },
})
const entries: Record<string, string> = {
  '#tanstack-router-entry': 'export const getRouter = () => startOfTest.getRouter()',
  '#tanstack-start-entry': 'export const startInstance = { getOptions: () => startOfTest.getOptions() }',
  'tanstack-start-manifest:v': 'export const tsrStartManifest = () => ({ routes: {} })',
}
registerHooks({
  resolve(name, context, next) {
    const source = entries[name]
    if (source === undefined) return next(name, context)
    return { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
  },
})
const { createStartHandler } = await import('@tanstack/react-start/server')

function getRouter() {
  const root = createRootRoute()
  const children = (running.getStore()?.routes ?? []).map(({ path, middleware = [], handlers }) =>
    createRoute({
      ...{ getParentRoute: () => root, path },
      server: { middleware, handlers: inUpperCase(handlers) },
    } as Parameters<typeof createRoute>[0]),
  )
  return createRouter({ routeTree: root.addChildren(children) })
}

/** Methods are small here, since a function in capitals is taken for a component. */
const inUpperCase = (handlers: Record<string, Handler>) =>
  Object.fromEntries(Object.entries(handlers).map(([method, handler]) => [method.toUpperCase(), handler]))

/** How the app answers. What has no handler is a page, and there is none. */
export function startAppOf(app: StartApp): (request: Request) => Promise<Response> {
  const handle = createStartHandler(() => new Response(null, { status: 404 }))
  return (request) => running.run(app, async () => handle(request))
}

export function startHost(name: string): AdapterHost {
  return {
    name,
    async start(options) {
      const fetch = startAppOf(appFor(options))
      const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
        const listening = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening))
      })
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      }
    },
  }
}

/** The app's own: what it sets before, and what becomes of errors. */
const appMiddleware = createMiddleware().server(async ({ next }) => {
  const response = await Promise.resolve(next()).then(
    (result) => result.response,
    (error: unknown) => Response.json({ handled: (error as Error).message }, { status: 500 }),
  )
  response.headers.set('x-before', '1')
  response.headers.append('set-cookie', 'before=1')
  return response
})

const isGuarded = createRouteMatcher(guardedPattern)
const guard = createMiddleware().server(async ({ request, next, context }) => {
  const { auth: read } = context as unknown as { auth(): { userId: string | null } }
  return isGuarded(request) && !read().userId ? new Response(null, { status: 401 }) : next()
})

function appFor(options: Parameters<AdapterHost['start']>[0]): StartApp {
  const given =
    typeof options === 'function'
      ? ({ request }: StartRequest): HostOptions =>
          options((header) => request.headers.get(header) ?? undefined)
      : options
  return { requestMiddleware: [appMiddleware, keywrightMiddleware(given), guard], routes }
}

async function report(): Promise<Response> {
  const asked = [
    {},
    { treatPendingAsSignedOut: false },
    { acceptsToken: 'any' },
    { acceptsToken: 'm2m_token' },
    { acceptsToken: ['m2m_token'] },
  ] as const
  const answers = new Map<string, unknown>()
  for (const options of asked)
    answers.set(JSON.stringify(options), await auth(options as { acceptsToken: 'any' }))
  return Response.json(
    reportOf(
      (options = {}) => answers.get(JSON.stringify(options)) as ReturnType<Parameters<typeof reportOf>[0]>,
    ),
  )
}

const text = (content: string) => ({ get: () => new Response(content) })
const missing = () => new Response(null, { status: 404 })

const routes: StartApp['routes'] = [
  { path: paths.who, handlers: { get: report, any: missing } },
  { path: paths.members, middleware: [requireAuth()], handlers: { get: report, post: report } },
  { path: paths.guarded, handlers: text('secret') },
  { path: `${paths.guarded}/$`, handlers: text('secret') },
  { path: `${paths.open}/$`, handlers: text('open') },
  { path: paths.echo, handlers: { post: ({ request }) => new Response(request.body) } },
  {
    path: paths.own,
    handlers: { get: () => new Response(null, { headers: { 'set-cookie': 'own=1', 'x-own': '1' } }) },
  },
  {
    path: paths.fails,
    handlers: {
      get() {
        throw new Error('broken')
      },
    },
  },
  {
    path: paths.slow,
    handlers: {
      async get() {
        await aMoment()
        return report()
      },
    },
  },
  { path: '/$', handlers: { any: missing } },
]
